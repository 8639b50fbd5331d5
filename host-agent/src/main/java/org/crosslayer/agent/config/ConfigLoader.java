// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.config;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.crosslayer.agent.controller.ControllerAddress;
import org.crosslayer.agent.controller.TlsFiles;
import org.crosslayer.agent.steering.PoolText;
import org.crosslayer.agent.steering.SteeringConfig;
import org.crosslayer.agent.steering.SteeringException;
import org.crosslayer.agent.steering.SteeringSettings;
import org.crosslayer.agent.subflows.OwnAddresses;
import org.crosslayer.agent.subflows.SourcePorts;
import org.crosslayer.control.Limits;

/** Makes an {@link AgentConfig} of flags, environment and file, or says in one line what is wrong with them. */
public final class ConfigLoader {
    private static final int DEFAULT_MAX_SUBFLOWS = 64;
    private static final int DEFAULT_MAX_CONNECTIONS = 20_000;
    private static final int DEFAULT_MAX_PER_SECOND = 10_000;
    private static final Set<String> LEVELS = Set.of("error", "warn", "info", "debug");
    private static final Path RUN_DIRECTORY = Path.of("/run/crosslayer-agent");

    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    private final ConfigReader in;
    private final Path hostNameFile;

    private ConfigLoader(ConfigReader in, Path hostNameFile) {
        this.in = in;
        this.hostNameFile = hostNameFile;
    }

    /**
     * Loads and checks.
     *
     * @param flags those that were given: a text, or for lists a list of texts
     * @param file configuration file, if there is one
     */
    public static AgentConfig load(Map<Setting, ?> flags, Map<String, String> environment, Optional<Path> file)
        throws ConfigException {
        return load(new ConfigSources(flags, environment, file));
    }

    static AgentConfig load(ConfigSources sources) throws ConfigException {
        return load(sources, HOST_NAME);
    }

    /** @param hostName file with the name of the host */
    static AgentConfig load(ConfigSources sources, Path hostName) throws ConfigException {
        return new ConfigLoader(new ConfigReader(sources), hostName).load();
    }

    private AgentConfig load() throws ConfigException {
        List<ControllerAddress> controllers = in.list(Setting.CONTROLLER, ControllerAddress::parse);
        int simulate = in.number(Setting.SIMULATE, 0, 255, 0);
        if (simulate > 0 && !controllers.isEmpty()) {
            throw in.wrong(Setting.SIMULATE, "stand-alone mode takes no controller, but there is "
                + in.where(Setting.CONTROLLER));
        }
        SteeringConfig steering = steering();
        if (simulate > 0 && in.has(Setting.PLANS)) {
            throw in.wrong(Setting.SIMULATE, "stand-alone mode takes no standing plans, but there is "
                + in.where(Setting.PLANS));
        }
        if (simulate == 0 && controllers.isEmpty() && !in.has(Setting.PLANS)
                && steering.pools().isEmpty()) {
            throw new ConfigException("nothing to do: give --controller HOST:PORT, or without one --plans FILE to carry"
                + " out standing plans, or --simulate N to open N random subflows per connection,"
                + " or --source-port-pool POOL");
        }
        Optional<String> id = in.text(Setting.AGENT_ID, ConfigLoader::agentId);
        return new AgentConfig(controllers, id.isPresent() ? id.get() : hostName(hostNameFile), tls(controllers),
            in.list(Setting.ADDRESS, ConfigLoader::address),
            in.number(Setting.MAX_SUBFLOWS, 1, 255, DEFAULT_MAX_SUBFLOWS),
            in.number(Setting.MAX_CONNECTIONS, 1, 1_000_000, DEFAULT_MAX_CONNECTIONS),
            in.number(Setting.MAX_SUBFLOWS_PER_SECOND, 1, 1_000_000, DEFAULT_MAX_PER_SECOND),
            in.text(Setting.PLANS, ConfigLoader::path),
            in.number(Setting.MAX_STANDING_PLANS, 0, Limits.STANDING_PLANS, Limits.STANDING_PLANS),
            !in.has(Setting.ACCEPT_JOINS) || in.flag(Setting.ACCEPT_JOINS),
            in.text(Setting.RUN_DIRECTORY, ConfigLoader::path).orElse(RUN_DIRECTORY), simulate,
            in.text(Setting.SOURCE_PORTS, SourcePorts::parse).orElse(SourcePorts.DEFAULT), steering,
            in.text(Setting.PLAN_LOG, ConfigLoader::path), in.text(Setting.METRICS, ListenAddress::parse),
            in.text(Setting.LOG_LEVEL, ConfigLoader::level).orElse("info"));
    }

    private SteeringConfig steering() throws ConfigException {
        AtomicLong id = new AtomicLong();
        SteeringConfig steering = new SteeringConfig(
            in.list(Setting.SOURCE_PORT_POOL, text -> PoolText.parse(id.incrementAndGet(), text)),
            new SteeringSettings(in.text(Setting.STEERING_CGROUP, ConfigLoader::path),
                in.text(Setting.STEERING_DIRECTORY, ConfigLoader::path)));
        try {
            steering.check();
        } catch (SteeringException e) {
            throw in.wrong(Setting.SOURCE_PORT_POOL, e.getMessage());
        }
        return steering;
    }

    private Optional<TlsFiles> tls(List<ControllerAddress> controllers) throws ConfigException {
        Optional<Path> trust = in.text(Setting.TLS_TRUST, ConfigLoader::path);
        Optional<Path> certificate = in.text(Setting.TLS_CERTIFICATE, ConfigLoader::path);
        Optional<Path> key = in.text(Setting.TLS_KEY, ConfigLoader::path);
        boolean any = trust.isPresent() || certificate.isPresent() || key.isPresent();
        if (in.flag(Setting.PLAINTEXT)) {
            if (any) {
                throw in.wrong(Setting.PLAINTEXT, "clear text and TLS files exclude each other");
            }
            for (ControllerAddress controller : controllers) {
                if (!controller.isLoopback()) {
                    throw in.wrong(Setting.PLAINTEXT, "clear text is allowed to a controller on this host only, "
                        + controller + " is not: give --tls-trust, --tls-certificate and --tls-key");
                }
            }
            return Optional.empty();
        }
        if (controllers.isEmpty()) {
            return Optional.empty();
        }
        for (Setting setting : List.of(Setting.TLS_TRUST, Setting.TLS_CERTIFICATE, Setting.TLS_KEY)) {
            if (!in.has(setting)) {
                throw new ConfigException("a controller needs mutual TLS: " + setting.flag()
                    + " FILE is missing (--plaintext only if the controller is on this host)");
            }
        }
        return Optional.of(new TlsFiles(trust.get(), certificate.get(), key.get()));
    }

    private static String agentId(String text) {
        if (!text.matches("[A-Za-z0-9._-]{1,253}")) {
            throw new IllegalArgumentException("'" + text + "' is not 1 to 253 characters of A-Z a-z 0-9 . _ -");
        }
        return text;
    }

    /** The kernel's own name of the host: no resolver is asked, which may not be there yet when the agent starts. */
    private static String hostName(Path file) throws ConfigException {
        String name;
        try {
            name = Files.readString(file).strip();
        } catch (IOException e) {
            throw new ConfigException("the name of this host cannot be read (" + e.getMessage()
                + "): give --agent-id ID");
        }
        try {
            return agentId(name);
        } catch (IllegalArgumentException e) {
            throw new ConfigException("the name of this host cannot be that of an agent: " + e.getMessage()
                + ": give --agent-id ID");
        }
    }

    /** A literal address; names are not looked up. */
    private static InetAddress address(String text) {
        InetAddress address = literal(text);
        if (address == null) {
            throw new IllegalArgumentException("'" + text + "' is not an IPv4 or IPv6 address");
        }
        if (!OwnAddresses.isUsable(address)) {
            throw new IllegalArgumentException(text
                + " is loopback, link-local, multicast or unspecified: subflows cannot use it");
        }
        return address;
    }

    /** An address that is written out; null if it is none. */
    static InetAddress literal(String text) {
        if (text.matches("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")) {
            try {
                return InetAddress.getByName(text);
            } catch (UnknownHostException e) {
                return null;
            }
        }
        return null;
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("'" + text + "' is not a file name", e);
        }
    }

    private static String level(String text) {
        String level = text.toLowerCase(Locale.ROOT);
        if (!LEVELS.contains(level)) {
            throw new IllegalArgumentException("'" + text + "' is not error, warn, info or debug");
        }
        return level;
    }
}
