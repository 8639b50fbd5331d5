// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.cli;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.crosslayer.agent.config.AgentConfig;
import org.crosslayer.agent.config.ConfigException;
import org.crosslayer.agent.config.ConfigLoader;
import org.crosslayer.agent.config.Setting;
import picocli.CommandLine.Option;

/** The flags of the daemon, which are also those of the verb that looks whether it would work. */
final class RunOptions {
    private static final Set<Setting> TASKS = EnumSet.of(Setting.CONTROLLER, Setting.SIMULATE, Setting.PLANS,
        Setting.SOURCE_PORT_POOL);
    private static final String CONFIG_VARIABLE = "CROSSLAYER_CONFIG";

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

    @Option(names = "--metrics", paramLabel = "[ADDRESS:]PORT",
        description = "Answer Prometheus at http://ADDRESS:PORT/metrics (default: off; a port alone: this host only).")
    private String metrics;

    @Option(names = "--log-level", paramLabel = "LEVEL", description = "error, warn, info (default) or debug;"
        + " SIGUSR1 switches to debug and back.")
    private String logLevel;

    @Option(names = "--config", paramLabel = "FILE",
        description = "Configuration file, HOCON (default: none; environment: CROSSLAYER_CONFIG).")
    private Path config;

    /** Flags, environment and file, checked. */
    AgentConfig load(UnaryOperator<String> environment) throws ConfigException {
        return load(environment, Optional.empty());
    }

    /** @param otherwise the file if none was given */
    AgentConfig load(UnaryOperator<String> environment, Optional<Path> otherwise) throws ConfigException {
        return ConfigLoader.load(flags(), variables(environment), configFile(environment).or(() -> otherwise));
    }

    /** Whether flags or environment have a setting without which there is nothing to do. */
    boolean saysWhatToDo(UnaryOperator<String> environment) {
        Set<Setting> flags = flags().keySet();
        Set<String> variables = variables(environment).keySet();
        return TASKS.stream().anyMatch(task -> flags.contains(task) || variables.contains(task.variable()));
    }

    /** The flag of this name. */
    Optional<Path> planLog() {
        return Optional.ofNullable(planLog).map(Path::of);
    }

    /** The configuration file that was given. */
    Optional<Path> configFile(UnaryOperator<String> environment) {
        String variable = environment.apply(CONFIG_VARIABLE);
        return Optional.ofNullable(config == null && variable != null ? Path.of(variable) : config);
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
        put(given, Setting.METRICS, metrics);
        put(given, Setting.LOG_LEVEL, logLevel);
        return given;
    }

    private static void put(Map<Setting, Object> given, Setting setting, Object value) {
        if (value != null) {
            given.put(setting, value);
        }
    }

    private static Map<String, String> variables(UnaryOperator<String> environment) {
        Map<String, String> found = new HashMap<>();
        for (Setting setting : Setting.values()) {
            String value = environment.apply(setting.variable());
            if (value != null) {
                found.put(setting.variable(), value);
            }
        }
        return found;
    }
}
