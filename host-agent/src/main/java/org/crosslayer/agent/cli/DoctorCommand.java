// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.crosslayer.agent.Version;
import org.crosslayer.agent.config.AgentConfig;
import org.crosslayer.agent.config.ConfigException;
import org.crosslayer.agent.controller.AgentIdentity;
import org.crosslayer.agent.controller.ControllerAddress;
import org.crosslayer.agent.doctor.AgentDoctor;
import org.crosslayer.agent.doctor.CertificateDoctor;
import org.crosslayer.agent.doctor.ClockDoctor;
import org.crosslayer.agent.doctor.ControllerDoctor;
import org.crosslayer.agent.doctor.Finding;
import org.crosslayer.agent.doctor.Findings;
import org.crosslayer.agent.doctor.HostFiles;
import org.crosslayer.agent.doctor.KernelDoctor;
import org.crosslayer.agent.doctor.PathDoctor;
import org.crosslayer.agent.doctor.PathProbe;
import org.crosslayer.agent.doctor.PlannedPorts;
import org.crosslayer.agent.doctor.Report;
import org.crosslayer.agent.module.CrosslayerModule;
import org.crosslayer.agent.mptcp.KernelSupport;
import org.crosslayer.agent.mptcp.KernelSupport.Requirement;
import org.crosslayer.agent.mptcp.PathManager;
import org.crosslayer.agent.netlink.NetlinkException;
import org.crosslayer.agent.steering.SteeringSettings;
import org.crosslayer.agent.subflows.OwnAddresses;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Looks whether an agent with these settings would work here. */
@Command(name = "doctor", mixinStandardHelpOptions = true, sortOptions = false,
    description = {"Checks what an agent needs on this host and at its controllers, and says what to do about what is"
        + " wrong; changes nothing, and a running agent goes on.",
        "Takes the settings of 'run', and those of /etc/crosslayer/agent.conf if none of them says what to do."},
    exitCodeListHeading = "%nExit codes:%n", exitCodeList = {"0:nothing failed", "1:something failed"})
final class DoctorCommand extends KernelVerb {
    private static final int MOST_PROBED = 8;
    private static final Path USUAL_FILE = Path.of("/etc/crosslayer/agent.conf");
    private static final Path USUAL_RUN_DIRECTORY = Path.of("/run/crosslayer-agent");

    @Mixin
    private final RunOptions options = new RunOptions();

    @Option(names = "--probe", paramLabel = "ADDRESS:PORT", description = "Send probes to this destination from planned"
        + " source ports and compare the routers on their way with the plans (--plan-log).")
    private String probe;

    @Option(names = "--probe-ports", paramLabel = "PORT", split = ",", description = "Source ports to probe from"
        + " (default: the newest planned ones to the destination, at most 8).")
    private List<Integer> probePorts = List.of();

    @Option(names = "--report", description = "Add what belongs into a bug report: versions, the kernel's"
        + " configuration, switches and counters; no keys.")
    private boolean report;

    private final Findings findings = new Findings();
    private final HostFiles files = HostFiles.running();

    @Override
    public Integer call() throws IOException {
        Optional<InetSocketAddress> destination = probe == null ? Optional.empty() : Optional.of(destination());
        Logging.configure("error");
        Optional<AgentConfig> config = configuration();
        boolean running = kernel(config);
        ClockDoctor.check(ClockDoctor.kernelState(), findings);
        config.ifPresent(each -> controllers(each, running));
        ways(config, destination);
        Map<String, String> facts = report ? Report.of(files) : Map.of();
        if (isJson()) {
            printJson(json(facts));
        } else {
            findings.all().forEach(out()::println);
            if (report) {
                out().println();
                facts.forEach((name, value) -> out().println(name + ": " + value));
            }
            out().flush();
        }
        return findings.isAnyFailed() ? ExitCode.FAILED : ExitCode.DONE;
    }

    private Optional<AgentConfig> configuration() {
        UnaryOperator<String> environment = environment();
        boolean told = options.configFile(environment).isPresent() || options.saysWhatToDo(environment);
        boolean usual = !told && Files.exists(USUAL_FILE);
        if (!usual && !told) {
            findings.unknown("settings", "none given and no " + USUAL_FILE + ", so only this host is looked at",
                "give flags of 'run', such as --config FILE");
            return Optional.empty();
        }
        try {
            AgentConfig config = options.load(environment, usual ? Optional.of(USUAL_FILE) : Optional.empty());
            findings.ok("settings", "agent '" + config.agentId() + "' with " + config.controllers().size()
                + " controllers" + (usual ? ", from " + USUAL_FILE : ""));
            if (config.agentId().matches("localhost(\\..*)?") && !config.controllers().isEmpty()) {
                findings.warn("settings", "other hosts may have the name '" + config.agentId() + "' too",
                    "give this host a name of its own, or the agent one by --agent-id");
            }
            return Optional.of(config);
        } catch (ConfigException e) {
            findings.fail("settings", e.getMessage(), "'crosslayer-agent run --help' explains them");
            return Optional.empty();
        }
    }

    /** Returns whether an agent runs here. */
    private boolean kernel(Optional<AgentConfig> config) throws IOException {
        KernelDoctor doctor = new KernelDoctor(files, findings);
        KernelSupport support = kernel().check();
        doctor.support(support);
        doctor.sysctls();
        if (!support.lacks(Requirement.MPTCP) && !support.lacks(Requirement.COMMANDS)) {
            try (PathManager pathManager = kernel().pathManager()) {
                doctor.inKernel(pathManager, !support.lacks(Requirement.USER_SPACE_PATH_MANAGER));
            }
        }
        doctor.counters();
        AgentDoctor agent = new AgentDoctor(findings);
        boolean running = agent.running(config.map(AgentConfig::runDirectory).orElse(USUAL_RUN_DIRECTORY));
        try (CrosslayerModule module = kernel().module().orElse(null)) {
            agent.module(Optional.ofNullable(module));
        } catch (NetlinkException e) {
            findings.unknown("module", e.getMessage(), "");
        }
        agent.steering(kernel().steering(config.map(each -> each.steering().settings())
            .orElse(SteeringSettings.DEFAULT)),
            config.filter(each -> !each.steering().pools().isEmpty()).isPresent());
        return running;
    }

    private void controllers(AgentConfig config, boolean running) {
        Instant now = Instant.now();
        List<InetAddress> own = new OwnAddresses(config.addresses()).current();
        config.tls().ifPresent(tls -> new CertificateDoctor(findings, now).check(tls, own));
        AgentIdentity identity = AgentIdentity.starting(config.agentId(), Version.text(),
            files.text("/proc/sys/kernel/osrelease").orElse(""), config.maxSubflows());
        new ControllerDoctor(findings, now, identity, own).check(config.controllers(), config.tls(), running);
    }

    private void ways(Optional<AgentConfig> config, Optional<InetSocketAddress> destination) throws IOException {
        if (destination.isEmpty()) {
            findings.unknown("ecmp", "whether planned source ports take their paths was not looked at",
                "give --probe ADDRESS:PORT of a destination, and --plan-log");
            return;
        }
        InetSocketAddress to = destination.get();
        InetAddress source;
        try {
            source = source(to);
        } catch (IOException e) {
            findings.fail("ecmp", "probes cannot be sent to " + probe + ": " + e.getMessage(),
                "is there a route, and an address of that family?");
            return;
        }
        Map<Integer, String> planned = new LinkedHashMap<>(planned(config.flatMap(AgentConfig::planLog)
            .or(options::planLog), to));
        if (!probePorts.isEmpty()) {
            probePorts.forEach(port -> planned.putIfAbsent(port, ""));
            planned.keySet().retainAll(probePorts);
        }
        new PathDoctor(findings).check(planned, new PathProbe(source, to)::follow);
    }

    private Map<Integer, String> planned(Optional<Path> log, InetSocketAddress to) {
        try {
            return log.isEmpty() ? Map.of()
                : PlannedPorts.read(log.get(), to, probePorts.isEmpty() ? MOST_PROBED : Integer.MAX_VALUE);
        } catch (IOException | UncheckedIOException e) {
            findings.unknown("ecmp", "the plan log " + log.get() + " cannot be read", "the agent writes it when it is"
                + " started with this --plan-log");
            return Map.of();
        }
    }

    private InetSocketAddress destination() {
        try {
            ControllerAddress parsed = ControllerAddress.parse(probe);
            return new InetSocketAddress(InetAddress.getByName(parsed.host()), parsed.port());
        } catch (IllegalArgumentException e) {
            throw usage("--probe: '" + probe + "' is not ADDRESS:PORT, such as 10.0.2.2:5001 or [fd00::2]:5001");
        } catch (UnknownHostException e) {
            throw usage("--probe: the name in '" + probe + "' is not known: give an address");
        }
    }

    /** The address that this host would use. */
    private static InetAddress source(InetSocketAddress to) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(to);
            return socket.getLocalAddress();
        }
    }

    private JsonObject json(Map<String, String> facts) {
        JsonArray array = new JsonArray();
        List<Finding> all = findings.all();
        for (Finding finding : all) {
            JsonObject one = new JsonObject();
            one.addProperty("state", finding.state().words());
            one.addProperty("check", finding.check());
            one.addProperty("text", finding.text());
            one.addProperty("advice", finding.advice());
            array.add(one);
        }
        JsonObject root = new JsonObject();
        root.addProperty("failed", findings.isAnyFailed());
        root.add("findings", array);
        if (report) {
            JsonObject told = new JsonObject();
            facts.forEach(told::addProperty);
            root.add("report", told);
        }
        return root;
    }
}
