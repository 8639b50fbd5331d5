// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.List;
import org.crosslayer.agent.steering.Origin;
import org.crosslayer.agent.steering.PoolTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Removes pools that were set by hand. */
@Command(name = "remove", mixinStandardHelpOptions = true,
    description = {"Removes pools that were set by 'steering set'; with the last pool the program goes.",
        "Those of the configuration and the controller are the agent's."})
final class SteeringRemoveCommand extends SteeringVerb {
    @Parameters(paramLabel = "ID", arity = "1..*", description = "Ids of pools, as 'steering list' shows them.")
    private List<Long> ids;

    @Override
    int work(PoolTable table) throws IOException {
        table.update(Origin.MANUAL, earlier -> {
            for (long id : ids) {
                if (earlier.stream().noneMatch(pool -> pool.id() == id)) {
                    throw new CliException(ExitCode.NOT_FOUND, "No pool with id " + id + " was set by hand:"
                        + " 'crosslayer-agent steering list' shows those there are.");
                }
            }
            return earlier.stream().filter(pool -> !ids.contains(pool.id())).toList();
        });
        JsonArray removed = new JsonArray();
        ids.forEach(removed::add);
        JsonObject json = new JsonObject();
        json.add("removed", removed);
        print(json, ids.size() == 1 ? "Removed 1 pool.\n" : "Removed " + ids.size() + " pools.\n");
        return ExitCode.DONE;
    }
}
