// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.cli;

import java.io.IOException;
import org.crosslayer.agent.module.CrosslayerModule;
import org.crosslayer.agent.mptcp.KernelSupport.Requirement;

/** A verb that works on the kernel module's table. */
abstract class PlansVerb extends KernelVerb {
    @Override
    public Integer call() throws IOException {
        require(Requirement.NET_ADMIN);
        try (CrosslayerModule module = kernel().module().orElseThrow(() -> new CliException(ExitCode.NOT_SUPPORTED,
            "The kernel module mptcp_crosslayer is not loaded: run 'modprobe mptcp_crosslayer'. Without it, plans are"
                + " given to a running agent: 'crosslayer-agent run --plans FILE'."))) {
            act(module);
        }
        return ExitCode.DONE;
    }

    abstract void act(CrosslayerModule module) throws IOException;

    void say(String line) {
        out().println(line);
        out().flush();
    }
}
