// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The verbs about source ports of first subflows. */
@Command(name = "steering", mixinStandardHelpOptions = true,
    description = {"Gives first subflows, and plain TCP connections, source ports from pools before their first SYN.",
        "A program in the kernel does it, which goes on without agent and controller."},
    subcommands = {SteeringListCommand.class, SteeringSetCommand.class, SteeringRemoveCommand.class,
        SteeringStatsCommand.class, SteeringOffCommand.class},
    synopsisSubcommandLabel = "VERB",
    footer = {"", "Needs CAP_BPF, CAP_PERFMON and CAP_NET_ADMIN, a cgroup file system of version 2, and libbpf 1."})
final class SteeringCommand implements Runnable {
    @ParentCommand
    private AgentCommand parent;

    @Spec
    private CommandSpec spec;

    Kernel kernel() {
        return parent.kernel();
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a verb is missing: "
            + Usage.verbs(spec.commandLine()));
    }
}
