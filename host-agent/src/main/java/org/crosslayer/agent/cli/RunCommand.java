// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.crosslayer.agent.HostAgent;
import org.crosslayer.agent.Version;
import org.crosslayer.agent.config.AgentConfig;
import org.crosslayer.agent.config.ConfigException;
import org.crosslayer.agent.config.PlanFile;
import org.crosslayer.agent.mptcp.ConnectionName;
import org.crosslayer.agent.mptcp.KernelSupport;
import org.crosslayer.agent.standing.Orders;
import org.crosslayer.agent.state.StateQuery;
import org.crosslayer.agent.state.StateSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** Runs the daemon in the foreground. */
@Command(name = "run", mixinStandardHelpOptions = true, sortOptions = false,
    description = {"Runs the daemon in the foreground until SIGTERM or Ctrl-C; connections go on without it.",
        "It reports the connections of this host to a controller and opens the subflows that the controller plans,"
            + " or, with --simulate, opens random ones without a controller."},
    footer = {"", "Every flag is also an environment variable (CROSSLAYER_TLS_TRUST for --tls-trust, lists separated by"
        + " commas) and a key of the configuration file (tls-trust = ..., lists in brackets)."
        + " A flag counts before the environment, that before the file."})
final class RunCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

    @ParentCommand
    private AgentCommand parent;

    @Mixin
    private final RunOptions options = new RunOptions();

    @Override
    public Integer call() throws IOException {
        AgentConfig checked;
        Orders own;
        try {
            checked = options.load(parent.environment());
            own = checked.plans().isPresent() ? PlanFile.load(checked.plans().get()) : Orders.NONE;
        } catch (ConfigException e) {
            throw new CliException(ExitCode.USAGE, e.getMessage());
        }
        Logging.configure(checked.logLevel());
        LogLevelSignal.listen(checked.logLevel());
        KernelSupport support = parent.kernel().check();
        if (!support.isComplete()) {
            throw new CliException(ExitCode.NOT_SUPPORTED, support.problems().stream()
                .map(KernelSupport.Problem::line).collect(Collectors.joining(System.lineSeparator())));
        }
        return run(checked, own, support.release());
    }

    /** Two agents would each open the subflows that are wanted, and would end each other's streams. */
    private static void requireNoOther(Path runDirectory) throws IOException {
        Optional<String> other = StateQuery.listener(StateSocket.fileIn(runDirectory));
        if (other.isPresent()) {
            throw new CliException(ExitCode.FAILED, "another agent runs in this network namespace, " + other.get()
                + ": stop it first, such as by 'systemctl stop crosslayer-agent'");
        }
    }

    private static int run(AgentConfig config, Orders own, String kernelRelease) throws IOException {
        requireNoOther(config.runDirectory());
        ConnectionName.setAgent(config.agentId());
        HostAgent agent = new HostAgent(config, own, kernelRelease);
        Thread onSignal = new Thread(() -> {
            agent.close();
            Logging.lastWord("stopped; connections and subflows stay as they are");
            // A stop that was asked for is no failure: the JVM itself would exit with 143.
            Runtime.getRuntime().halt(ExitCode.DONE);
        }, "stop");
        Runtime.getRuntime().addShutdownHook(onSignal);
        LOG.info("crosslayer-agent {} as '{}' on Linux {}", Version.text(), config.agentId(), kernelRelease);
        try {
            agent.start();
        } catch (IOException | RuntimeException e) {
            // The end by a failure has its own exit code.
            Runtime.getRuntime().removeShutdownHook(onSignal);
            agent.close();
            throw e;
        }
        String reason = agent.end().join();
        Runtime.getRuntime().removeShutdownHook(onSignal);
        agent.close();
        throw new CliException(ExitCode.FAILED, "the kernel's events ended: " + reason);
    }
}
