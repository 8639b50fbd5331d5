// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.cli;

import com.google.gson.JsonObject;
import java.io.IOException;
import org.crosslayer.agent.steering.PoolTable;
import picocli.CommandLine.Command;

/** Ends steering. */
@Command(name = "off", mixinStandardHelpOptions = true,
    description = {"Detaches the program and forgets all pools of this network namespace, whoever gave them.",
        "An agent that runs puts its own in force again with its next change."})
final class SteeringOffCommand extends SteeringVerb {
    @Override
    int work(PoolTable table) throws IOException {
        boolean was = table.off();
        JsonObject json = new JsonObject();
        json.addProperty("was_on", was);
        print(json, was ? "Steering is off.\n" : "Steering was off already.\n");
        return ExitCode.DONE;
    }
}
