// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.crosslayer.agent.HostAgent;
import org.crosslayer.agent.Version;
import org.crosslayer.agent.config.AgentConfig;
import org.crosslayer.agent.config.ConfigException;
import org.crosslayer.agent.config.ConfigLoader;
import org.crosslayer.agent.config.PlanFile;
import org.crosslayer.agent.config.Setting;
import org.crosslayer.agent.mptcp.KernelSupport;
import org.crosslayer.agent.standing.Orders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
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
    private static final String CONFIG_VARIABLE = "CROSSLAYER_CONFIG";

    @ParentCommand
    private AgentCommand parent;

    @Option(names = "--controller", paramLabel = "HOST:PORT",
        description = "Controller; repeat for several, the nodes of a cluster.")
    private List<String> controller;

    @Option(names = "--agent-id", paramLabel = "ID", description = "Name of this agent (default: the host's name).")
    private String agentId;

    @Option(names = "--tls-trust", paramLabel = "FILE", description = "PEM: authorities of controllers' certificates.")
    private String tlsTrust;

    @Option(names = "--tls-certificate", paramLabel = "FILE", description = "PEM: certificate of this agent.")
    private String tlsCertificate;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "PEM: its private key, PKCS#8, not encrypted.")
    private String tlsKey;

    @Option(names = "--plaintext", description = "No TLS; only to a controller on this host.")
    private Boolean plaintext;

    @Option(names = "--address", paramLabel = "ADDRESS",
        description = "Own address that subflows may use; repeat for several"
            + " (default: all but loopback and link-local).")
    private List<String> address;

    @Option(names = "--max-subflows", paramLabel = "N",
        description = "Most subflows of a connection, whatever a controller plans, 1 to 255 (default: 64).")
    private String maxSubflows;

    @Option(names = "--max-connections", paramLabel = "N",
        description = "Most connections that are followed (default: 20000).")
    private String maxConnections;

    @Option(names = "--max-subflows-per-second", paramLabel = "N",
        description = "Most subflows that controllers may open in a second (default: 10000).")
    private String maxSubflowsPerSecond;

    @Option(names = "--plans", paramLabel = "FILE",
        description = "Standing plans of this host's own, in force until a controller orders others.")
    private String plans;

    @Option(names = "--max-standing-plans", paramLabel = "N",
        description = "Most standing plans in force, 0 to 4096 (default: 4096).")
    private String maxStandingPlans;

    @Option(names = "--accept-joins", paramLabel = "BOOLEAN", arity = "0..1", fallbackValue = "true",
        description = "Where the kernel module is: have it accept joins of peers also while no agent runs"
            + " (default: true).")
    private String acceptJoins;

    @Option(names = "--run-directory", paramLabel = "DIRECTORY",
        description = "Where it writes what its standing plans are, for 'plans' (default: /run/crosslayer-agent).")
    private String runDirectory;

    @Option(names = "--simulate", paramLabel = "N",
        description = "No controller: bring every connection that this host opens to N subflows from random source"
            + " ports.")
    private String simulate;

    @Option(names = "--source-ports", paramLabel = "FIRST-LAST",
        description = "Source ports of --simulate (default: 12000-31999).")
    private String sourcePorts;

    @Option(names = "--source-port-pool", paramLabel = "POOL",
        description = "Source ports of first subflows to a destination, 'PREFIX [port PORT] [mptcp] [tcp] source-ports"
            + " PORT|FIRST-LAST...'; repeat for several.")
    private List<String> sourcePortPool;

    @Option(names = "--steering-cgroup", paramLabel = "DIRECTORY",
        description = "Only first subflows of this cgroup's processes get ports from pools (default: all processes).")
    private String steeringCgroup;

    @Option(names = "--steering-directory", paramLabel = "DIRECTORY",
        description = "BPF file system in which pools are kept (default: that of /sys/fs/bpf).")
    private String steeringDirectory;

    @Option(names = "--plan-log", paramLabel = "FILE",
        description = "Append a JSON line for every path of every plan that was carried out.")
    private String planLog;

    @Option(names = "--log-level", paramLabel = "LEVEL", description = "error, warn, info (default) or debug.")
    private String logLevel;

    @Option(names = "--config", paramLabel = "FILE",
        description = "Configuration file, HOCON (default: none; environment: CROSSLAYER_CONFIG).")
    private Path config;

    @Override
    public Integer call() throws IOException {
        AgentConfig checked;
        Orders own;
        try {
            checked = ConfigLoader.load(flags(), environment(), configFile());
            own = checked.plans().isPresent() ? PlanFile.load(checked.plans().get()) : Orders.NONE;
        } catch (ConfigException e) {
            throw new CliException(ExitCode.USAGE, e.getMessage());
        }
        Logging.configure(checked.logLevel());
        KernelSupport support = parent.kernel().check();
        if (!support.isComplete()) {
            throw new CliException(ExitCode.NOT_SUPPORTED, support.problems().stream()
                .map(KernelSupport.Problem::line).collect(Collectors.joining(System.lineSeparator())));
        }
        return run(checked, own, support.release());
    }

    private static int run(AgentConfig config, Orders own, String kernelRelease) throws IOException {
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

    private Map<Setting, Object> flags() {
        Map<Setting, Object> given = new EnumMap<>(Setting.class);
        put(given, Setting.CONTROLLER, controller);
        put(given, Setting.AGENT_ID, agentId);
        put(given, Setting.TLS_TRUST, tlsTrust);
        put(given, Setting.TLS_CERTIFICATE, tlsCertificate);
        put(given, Setting.TLS_KEY, tlsKey);
        put(given, Setting.PLAINTEXT, plaintext);
        put(given, Setting.ADDRESS, address);
        put(given, Setting.MAX_SUBFLOWS, maxSubflows);
        put(given, Setting.MAX_CONNECTIONS, maxConnections);
        put(given, Setting.MAX_SUBFLOWS_PER_SECOND, maxSubflowsPerSecond);
        put(given, Setting.PLANS, plans);
        put(given, Setting.MAX_STANDING_PLANS, maxStandingPlans);
        put(given, Setting.ACCEPT_JOINS, acceptJoins);
        put(given, Setting.RUN_DIRECTORY, runDirectory);
        put(given, Setting.SIMULATE, simulate);
        put(given, Setting.SOURCE_PORTS, sourcePorts);
        put(given, Setting.SOURCE_PORT_POOL, sourcePortPool);
        put(given, Setting.STEERING_CGROUP, steeringCgroup);
        put(given, Setting.STEERING_DIRECTORY, steeringDirectory);
        put(given, Setting.PLAN_LOG, planLog);
        put(given, Setting.LOG_LEVEL, logLevel);
        return given;
    }

    private static void put(Map<Setting, Object> given, Setting setting, Object value) {
        if (value != null) {
            given.put(setting, value);
        }
    }

    private Map<String, String> environment() {
        Map<String, String> found = new HashMap<>();
        for (Setting setting : Setting.values()) {
            String value = parent.environment().apply(setting.variable());
            if (value != null) {
                found.put(setting.variable(), value);
            }
        }
        return found;
    }

    private Optional<Path> configFile() {
        String variable = parent.environment().apply(CONFIG_VARIABLE);
        return Optional.ofNullable(config == null && variable != null ? Path.of(variable) : config);
    }
}
