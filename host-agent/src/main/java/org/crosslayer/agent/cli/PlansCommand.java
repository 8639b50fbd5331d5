// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.crosslayer.agent.module.CrosslayerModule;
import org.crosslayer.agent.module.KernelPlan;
import org.crosslayer.agent.mptcp.KernelSupport.Requirement;
import org.crosslayer.agent.standing.ExecutorKind;
import org.crosslayer.agent.standing.StandingJson;
import org.crosslayer.agent.standing.StandingStatus;
import org.crosslayer.agent.standing.StatusFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows standing plans: the kernel module's, or without it those of the running agent. */
@Command(name = "plans", mixinStandardHelpOptions = true,
    subcommands = {PlansSetCommand.class, PlansStatsCommand.class, PlansFlushCommand.class, PlansRescanCommand.class},
    description = {"Lists the standing plans of this host with their counters: subflows for connections to come.",
        "Where the kernel module is loaded they are in the kernel; else in the agent that runs here."},
    footer = {"", "Example: crosslayer-agent plans set /etc/crosslayer/plans.conf"})
final class PlansCommand extends KernelVerb {
    @Option(names = "--run-directory", paramLabel = "DIRECTORY", defaultValue = "/run/crosslayer-agent",
        description = "Where the running agent writes what its plans are (default: ${DEFAULT-VALUE}).")
    private Path runDirectory;

    @Override
    public Integer call() throws IOException {
        require(Requirement.NET_ADMIN);
        Optional<CrosslayerModule> module = kernel().module();
        JsonObject status = StatusFile.in(runDirectory).read().orElseGet(() ->
            StandingJson.of(new StandingStatus(0, ExecutorKind.AGENT, 0, List.of(), List.of())));
        if (module.isPresent()) {
            try (CrosslayerModule there = module.get()) {
                List<KernelPlan> plans = there.plans();
                if (!plans.isEmpty() || status.getAsJsonArray("plans").isEmpty()) {
                    // Pools of first subflows are none of the module's.
                    JsonArray pools = status.getAsJsonArray("pools");
                    status = StandingJson.of(status(plans));
                    status.add("pools", pools);
                }
            }
        }
        if (isJson()) {
            printJson(status);
        } else {
            out().print(status.getAsJsonArray("plans").isEmpty() && status.getAsJsonArray("pools").isEmpty()
                ? "No standing plans" + (module.isPresent() ? "" : ", and the kernel module is not loaded") + "."
                    + System.lineSeparator() : PlansText.of(status));
            out().flush();
        }
        return ExitCode.DONE;
    }

    private static StandingStatus status(List<KernelPlan> plans) {
        List<StandingStatus.PlanStatus> states = new ArrayList<>(plans.size());
        long generation = 0;
        long millis = 0;
        for (KernelPlan plan : plans) {
            states.add(new StandingStatus.PlanStatus(plan.plan(), null, plan.counters()));
            generation = Long.compareUnsigned(plan.cookie(), generation) > 0 ? plan.cookie() : generation;
            millis = Math.max(millis, plan.millisLeft());
        }
        return new StandingStatus(generation, ExecutorKind.KERNEL, millis, states, List.of());
    }
}
