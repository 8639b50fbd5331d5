// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.cli;

import java.io.IOException;
import org.crosslayer.agent.module.CrosslayerModule;
import picocli.CommandLine.Command;

/** Takes all plans out of the kernel. */
@Command(name = "flush", mixinStandardHelpOptions = true,
    description = "Takes all plans out of the kernel module. A running agent's controller may order them again.")
final class PlansFlushCommand extends PlansVerb {
    @Override
    void act(CrosslayerModule module) throws IOException {
        module.flush();
        say("no plans in force");
    }
}
