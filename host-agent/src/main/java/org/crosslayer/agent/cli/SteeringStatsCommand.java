// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.crosslayer.agent.steering.InstalledPool;
import org.crosslayer.agent.steering.PoolStatistics;
import org.crosslayer.agent.steering.PoolTable;
import org.crosslayer.agent.steering.SteeringTotals;
import picocli.CommandLine.Command;

/** Shows counters. */
@Command(name = "stats", mixinStandardHelpOptions = true,
    description = "Shows what became of connections, in all and for each pool.",
    footer = {"", "steered: from a port of the pool; busy: ports that were in use when their turn came; exhausted: no",
        "candidate free, the kernel chose; missed: no pool for the destination; bound: had a port already;",
        "expired: the pool's time was over; failed: refused by the kernel, which chose."})
final class SteeringStatsCommand extends SteeringVerb {
    @Override
    int work(PoolTable table) throws IOException {
        Optional<SteeringTotals> totals = table.totals();
        List<InstalledPool> pools = table.pools();
        List<PoolStatistics> counters = table.statistics(pools);
        JsonObject root = new JsonObject();
        root.add("totals", totals.map(SteeringText::json).orElse(null));
        JsonArray array = new JsonArray();
        StringBuilder text = new StringBuilder(totals.map(SteeringText::line).orElse("No pools.\n"));
        for (int i = 0; i < pools.size(); i++) {
            array.add(SteeringText.json(pools.get(i), counters.get(i)));
            text.append(SteeringText.line(pools.get(i), counters.get(i)));
        }
        root.add("pools", array);
        print(root, text.toString());
        return ExitCode.DONE;
    }
}
