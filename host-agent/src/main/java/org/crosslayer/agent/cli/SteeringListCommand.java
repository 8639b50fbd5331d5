// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.crosslayer.agent.steering.InstalledPool;
import org.crosslayer.agent.steering.PoolTable;
import picocli.CommandLine.Command;

/** Lists the pools. */
@Command(name = "list", mixinStandardHelpOptions = true,
    description = "Lists the pools that are in force, whoever gave them.")
final class SteeringListCommand extends SteeringVerb {
    @Override
    int work(PoolTable table) throws IOException {
        List<InstalledPool> pools = table.pools();
        JsonArray array = new JsonArray();
        pools.forEach(pool -> array.add(SteeringText.json(pool)));
        JsonObject root = new JsonObject();
        root.add("pools", array);
        print(root, pools.isEmpty() ? "No pools.\n"
            : pools.stream().map(SteeringText::line).collect(Collectors.joining()));
        return ExitCode.DONE;
    }
}
