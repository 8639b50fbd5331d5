// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.standing;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Locale;
import java.util.TreeMap;
import org.crosslayer.agent.netlink.Errno;
import org.crosslayer.agent.plans.PlanCounters;
import org.crosslayer.agent.plans.Prefix;
import org.crosslayer.agent.plans.StandingPath;
import org.crosslayer.agent.plans.StandingPlan;

/** Standing plans as JSON, for the status file and the command line. */
public final class StandingJson {
    private StandingJson() {
    }

    /** A status as of now. */
    public static JsonObject of(StandingStatus status) {
        JsonObject json = new JsonObject();
        json.addProperty("executor", status.executor().name().toLowerCase(Locale.ROOT));
        json.addProperty("generation", Long.toUnsignedString(status.generation()));
        json.addProperty("expires_ms", status.millisLeft() == 0 ? null : status.millisLeft());
        JsonArray plans = new JsonArray();
        status.plans().forEach(plan -> plans.add(plan(plan)));
        json.add("plans", plans);
        JsonArray pools = new JsonArray();
        status.pools().forEach(pool -> pools.add(pool(pool)));
        json.add("pools", pools);
        return json;
    }

    private static JsonObject plan(StandingStatus.PlanStatus status) {
        StandingPlan plan = status.plan();
        JsonObject json = new JsonObject();
        json.addProperty("id", Integer.toUnsignedLong(plan.id()));
        json.addProperty("remote", plan.remote().toString());
        json.addProperty("local", plan.local().map(Prefix::toString).orElse(null));
        json.addProperty("port", plan.remotePort() == 0 ? null : plan.remotePort());
        json.addProperty("priority", Integer.toUnsignedLong(plan.priority()));
        json.addProperty("max_subflows", plan.maxSubflows());
        JsonArray paths = new JsonArray();
        for (StandingPath path : plan.paths()) {
            JsonObject entry = new JsonObject();
            entry.addProperty("source_ports", path.portsText());
            entry.addProperty("backup", path.backup());
            paths.add(entry);
        }
        json.add("paths", paths);
        if (!plan.initial().isEmpty()) {
            JsonObject initial = new JsonObject();
            // Not the table: some ten thousand numbers of no use to people, every time that something is counted.
            initial.addProperty("first_port", plan.initial().firstPort());
            initial.addProperty("last_port", plan.initial().firstPort() + plan.initial().size() - 1);
            json.add("initial", initial);
        }
        addState(json, status.refusal());
        addCounters(json, status.counters());
        json.addProperty("ended", status.counters().ended());
        JsonObject refusals = new JsonObject();
        new TreeMap<>(status.counters().refusals()).forEach((errno, count) ->
            refusals.addProperty(errno == 0 ? "other" : Errno.name(errno), count));
        json.add("refused_by_errno", refusals);
        return json;
    }

    /** Adds the counters of plans under their names. */
    public static void addCounters(JsonObject json, PlanCounters counters) {
        json.addProperty("hits", counters.hits());
        json.addProperty("opened", counters.opened());
        json.addProperty("refused", counters.refused());
        json.addProperty("busy_ports", counters.busyPorts());
        json.addProperty("exhausted", counters.exhausted());
        json.addProperty("taken", counters.taken());
    }

    private static JsonObject pool(StandingStatus.PoolStatus status) {
        SourcePool pool = status.pool();
        JsonObject json = new JsonObject();
        json.addProperty("id", Integer.toUnsignedLong(pool.id()));
        json.addProperty("remote", pool.remote().toString());
        json.addProperty("port", pool.remotePort() == 0 ? null : pool.remotePort());
        json.addProperty("mptcp", pool.mptcp());
        json.addProperty("tcp", pool.tcp());
        json.addProperty("source_ports", StandingPath.of(pool.sourcePorts(), false).portsText());
        addState(json, status.refusal());
        json.addProperty("steered", status.counters().steered());
        json.addProperty("busy_ports", status.counters().busyPorts());
        json.addProperty("exhausted", status.counters().exhausted());
        return json;
    }

    private static void addState(JsonObject json, Refusal refusal) {
        json.addProperty("state", refusal == null ? "in_force"
            : refusal.byKernel() ? "refused_by_kernel" : "refused_by_agent");
        json.addProperty("message", refusal == null ? "" : refusal.message());
    }
}
