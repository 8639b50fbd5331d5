// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;
import org.crosslayer.agent.steering.InstalledPool;
import org.crosslayer.agent.steering.PoolStatistics;
import org.crosslayer.agent.steering.SourcePortList;
import org.crosslayer.agent.steering.SourcePortPool;
import org.crosslayer.agent.steering.SteeredProtocol;
import org.crosslayer.agent.steering.SteeringTotals;

/** Pools and counters for people and as JSON. */
final class SteeringText {
    private SteeringText() {
    }

    private static String lower(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT);
    }

    /** In the order of the enumeration, whatever that of the set is. */
    private static List<String> protocols(SourcePortPool pool) {
        return List.of(SteeredProtocol.values()).stream().filter(pool.protocols()::contains)
            .map(SteeringText::lower).toList();
    }

    private static String destination(SourcePortPool pool) {
        return pool.remote() + (pool.remotePort() == 0 ? "" : " port " + pool.remotePort());
    }

    private static String end(InstalledPool installed) {
        if (installed.isExpired()) {
            return "  expired";
        }
        long seconds = installed.pool().lifetime().toSeconds();
        return installed.pool().lifetime().isZero() ? "" : "  expires in " + seconds + " s";
    }

    static String line(InstalledPool installed) {
        SourcePortPool pool = installed.pool();
        return String.format("%-13s %-5s %s  %s  source ports %s%s%n", lower(installed.origin()), pool.id(),
            destination(pool), String.join("+", protocols(pool)), SourcePortList.format(pool.sourcePorts()),
            end(installed));
    }

    static JsonObject json(InstalledPool installed) {
        SourcePortPool pool = installed.pool();
        JsonObject json = new JsonObject();
        json.addProperty("origin", lower(installed.origin()));
        json.addProperty("id", pool.id());
        json.addProperty("remote", pool.remote().toString());
        json.addProperty("remote_port", pool.remotePort());
        JsonArray protocols = new JsonArray();
        protocols(pool).forEach(protocols::add);
        json.add("protocols", protocols);
        JsonArray ports = new JsonArray();
        pool.sourcePorts().forEach(ports::add);
        json.add("source_ports", ports);
        json.addProperty("expired", installed.isExpired());
        json.addProperty("expires_in_s", pool.lifetime().isZero() ? null : pool.lifetime().toMillis() / 1000.0);
        return json;
    }

    static String line(InstalledPool installed, PoolStatistics counters) {
        return String.format("%-13s %-5s %s  steered %d  busy %d  exhausted %d%n", lower(installed.origin()),
            installed.pool().id(), destination(installed.pool()), counters.steered(), counters.busy(),
            counters.exhausted());
    }

    static JsonObject json(InstalledPool installed, PoolStatistics counters) {
        JsonObject json = new JsonObject();
        json.addProperty("origin", lower(installed.origin()));
        json.addProperty("id", counters.id());
        json.addProperty("steered", counters.steered());
        json.addProperty("busy", counters.busy());
        json.addProperty("exhausted", counters.exhausted());
        return json;
    }

    static String line(SteeringTotals totals) {
        return String.format("%-13s steered %d  busy %d  exhausted %d  missed %d  bound %d  expired %d  failed %d%n",
            "all", totals.steered(), totals.busy(), totals.exhausted(), totals.missed(), totals.bound(),
            totals.expired(), totals.failed());
    }

    static JsonObject json(SteeringTotals totals) {
        JsonObject json = new JsonObject();
        json.addProperty("steered", totals.steered());
        json.addProperty("busy", totals.busy());
        json.addProperty("exhausted", totals.exhausted());
        json.addProperty("missed", totals.missed());
        json.addProperty("bound", totals.bound());
        json.addProperty("expired", totals.expired());
        json.addProperty("failed", totals.failed());
        return json;
    }
}
