// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Locale;
import java.util.stream.Collectors;
import org.crosslayer.agent.module.ModuleStatistics;
import org.crosslayer.agent.netlink.Errno;
import org.crosslayer.agent.plans.PlanCounters;

/** Standing plans as text: a line for who carries them out, some for each plan. */
final class PlansText {
    private static final int MILLIS = 1000;

    private PlansText() {
    }

    /** Of what {@code StandingJson} makes. */
    static String of(JsonObject status) {
        StringBuilder text = new StringBuilder();
        int count = status.getAsJsonArray("plans").size();
        String generation = status.get("generation").getAsString();
        text.append(String.format(Locale.ROOT, "%d standing plan%s, carried out by the %s%s%s%n", count,
            count == 1 ? "" : "s", status.get("executor").getAsString(),
            generation.equals("0") ? "" : ", of a controller's orders " + generation, expiry(status)));
        for (JsonElement plan : status.getAsJsonArray("plans")) {
            plan(text, plan.getAsJsonObject());
        }
        for (JsonElement pool : status.getAsJsonArray("pools")) {
            pool(text, pool.getAsJsonObject());
        }
        return text.toString();
    }

    private static String expiry(JsonObject status) {
        return isNull(status, "expires_ms") ? ", without an end"
            : ", " + status.get("expires_ms").getAsLong() / MILLIS + " s left";
    }

    private static boolean isNull(JsonObject json, String name) {
        return !json.has(name) || json.get(name).isJsonNull();
    }

    private static void plan(StringBuilder text, JsonObject plan) {
        text.append(String.format(Locale.ROOT, "plan %d  %s > %s%s  priority %d  at most %d subflows%s%n",
            plan.get("id").getAsLong(), isNull(plan, "local") ? "any" : plan.get("local").getAsString(),
            plan.get("remote").getAsString(), port(plan), plan.get("priority").getAsLong(),
            plan.get("max_subflows").getAsInt(), state(plan)));
        int number = 0;
        for (JsonElement path : plan.getAsJsonArray("paths")) {
            JsonObject of = path.getAsJsonObject();
            text.append(String.format("    path %d  source ports %s%s%n", ++number,
                of.get("source_ports").getAsString(), of.get("backup").getAsBoolean() ? "  backup" : ""));
        }
        text.append(String.format(Locale.ROOT,
            "    hits %d  opened %d  refused %d%s  busy ports %d  exhausted %d  taken %d%s%n",
            plan.get("hits").getAsLong(), plan.get("opened").getAsLong(), plan.get("refused").getAsLong(),
            isNull(plan, "refused_by_errno") ? "" : refusals(plan.getAsJsonObject("refused_by_errno")),
            plan.get("busy_ports").getAsLong(),
            plan.get("exhausted").getAsLong(), plan.get("taken").getAsLong(),
            isNull(plan, "ended") || plan.get("ended").getAsLong() == 0 ? "" : "  ended " + plan.get("ended")));
    }

    /** {@code  (EINVAL 3, ENETUNREACH 1)}, or nothing. */
    private static String refusals(JsonObject counts) {
        return counts.size() == 0 ? "" : counts.entrySet().stream().map(count -> count.getKey() + " "
            + count.getValue().getAsLong()).collect(Collectors.joining(", ", " (", ")"));
    }

    private static void pool(StringBuilder text, JsonObject pool) {
        text.append(String.format(Locale.ROOT, "pool %d  > %s%s  %s  source ports %s%s%n"
            + "    steered %d  busy ports %d  exhausted %d%n",
            pool.get("id").getAsLong(), pool.get("remote").getAsString(), port(pool),
            pool.get("mptcp").getAsBoolean() ? pool.get("tcp").getAsBoolean() ? "mptcp, tcp" : "mptcp" : "tcp",
            pool.get("source_ports").getAsString(), state(pool), pool.get("steered").getAsLong(),
            pool.get("busy_ports").getAsLong(), pool.get("exhausted").getAsLong()));
    }

    private static String port(JsonObject json) {
        return isNull(json, "port") ? "" : " port " + json.get("port").getAsInt();
    }

    private static String state(JsonObject json) {
        String state = json.get("state").getAsString();
        return state.equals("in_force") ? "" : "  " + state.replace('_', ' ') + ": "
            + json.get("message").getAsString();
    }

    static String of(ModuleStatistics statistics) {
        PlanCounters counters = statistics.counters();
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT,
            "%s%n%d plans, %d bytes%nhits %d  misses %d  peer denies joins %d%n"
            + "opened %d  refused %d  busy ports %d  exhausted %d  taken %d%n"
            + "events lost %d times  rescans %d  plans expired %d%n",
            statistics.listening() ? "listening" : "not listening", statistics.plans(), statistics.memory(),
            counters.hits(), statistics.misses(), statistics.denied(), counters.opened(), counters.refused(),
            counters.busyPorts(), counters.exhausted(), counters.taken(), statistics.lost(), statistics.rescans(),
            statistics.expired()));
        statistics.refusals().forEach((errno, count) -> text.append(String.format(Locale.ROOT, "refused by %s: %d%n",
            errno == 0 ? "other errors" : Errno.name(errno), count)));
        return text.toString();
    }
}
