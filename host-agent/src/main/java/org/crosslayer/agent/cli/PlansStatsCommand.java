// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.cli;

import com.google.gson.JsonObject;
import java.io.IOException;
import org.crosslayer.agent.module.CrosslayerModule;
import org.crosslayer.agent.module.ModuleSettings;
import org.crosslayer.agent.module.ModuleStatistics;
import org.crosslayer.agent.netlink.Errno;
import org.crosslayer.agent.standing.StandingJson;
import picocli.CommandLine.Command;

/** Shows the kernel module's counters and settings. */
@Command(name = "stats", mixinStandardHelpOptions = true,
    description = "Shows the counters of the kernel module in this network namespace, and its settings.")
final class PlansStatsCommand extends PlansVerb {
    @Override
    void act(CrosslayerModule module) throws IOException {
        ModuleStatistics statistics = module.statistics();
        ModuleSettings settings = module.settings();
        if (isJson()) {
            JsonObject json = json(statistics);
            json.add("settings", json(settings));
            printJson(json);
        } else {
            out().print(PlansText.of(statistics));
            say("at most " + Integer.toUnsignedString(settings.maxPlans()) + " plans, "
                + Integer.toUnsignedString(settings.maxMemory()) + " bytes, " + settings.maxAttempts()
                + " source ports tried; address ids " + settings.firstAddressId() + " to " + settings.lastAddressId()
                + "; joins of peers are " + (settings.acceptJoins() ? "accepted" : "refused while nobody listens"));
        }
    }

    private static JsonObject json(ModuleStatistics statistics) {
        JsonObject json = new JsonObject();
        json.addProperty("listening", statistics.listening());
        json.addProperty("plans", statistics.plans());
        json.addProperty("memory", Integer.toUnsignedLong(statistics.memory()));
        StandingJson.addCounters(json, statistics.counters());
        json.addProperty("misses", statistics.misses());
        json.addProperty("denied", statistics.denied());
        json.addProperty("lost", statistics.lost());
        json.addProperty("rescans", statistics.rescans());
        json.addProperty("expired", statistics.expired());
        JsonObject refusals = new JsonObject();
        statistics.refusals().forEach((errno, count) -> refusals.addProperty(
            errno == 0 ? "other" : Errno.name(errno), count));
        json.add("refused_by", refusals);
        return json;
    }

    private static JsonObject json(ModuleSettings settings) {
        JsonObject json = new JsonObject();
        json.addProperty("max_plans", Integer.toUnsignedLong(settings.maxPlans()));
        json.addProperty("max_memory", Integer.toUnsignedLong(settings.maxMemory()));
        json.addProperty("first_address_id", settings.firstAddressId());
        json.addProperty("last_address_id", settings.lastAddressId());
        json.addProperty("max_attempts", settings.maxAttempts());
        json.addProperty("accept_joins", settings.acceptJoins());
        return json;
    }
}
