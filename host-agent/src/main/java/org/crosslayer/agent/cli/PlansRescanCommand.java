// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.cli;

import java.io.IOException;
import org.crosslayer.agent.module.CrosslayerModule;
import picocli.CommandLine.Command;

/** Has connections served that have been there before their plan. */
@Command(name = "rescan", mixinStandardHelpOptions = true,
    description = "Has the kernel module open the subflows of the connections that have a plan and no subflow but the"
        + " first, in the background.")
final class PlansRescanCommand extends PlansVerb {
    @Override
    void act(CrosslayerModule module) throws IOException {
        module.rescan();
        say("rescanning");
    }
}
