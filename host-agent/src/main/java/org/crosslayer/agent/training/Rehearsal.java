// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.training;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.crosslayer.agent.cli.AgentCommand;
import org.crosslayer.agent.config.AgentConfig;
import org.crosslayer.agent.config.ConfigException;
import org.crosslayer.agent.config.ConfigLoader;
import org.crosslayer.agent.config.Setting;
import org.crosslayer.agent.connections.ConnectionTable;
import org.crosslayer.agent.connections.KernelFollower;
import org.crosslayer.agent.controller.AgentIdentity;
import org.crosslayer.agent.controller.Channels;
import org.crosslayer.agent.controller.ControllerLink;
import org.crosslayer.agent.controller.PlanLog;
import org.crosslayer.agent.mptcp.EventStream;
import org.crosslayer.agent.mptcp.FourTuple;
import org.crosslayer.agent.mptcp.KernelPathManager;
import org.crosslayer.agent.mptcp.MptcpEvent;
import org.crosslayer.agent.mptcp.PathManager;
import org.crosslayer.agent.mptcp.SocketEndpoint;
import org.crosslayer.agent.sockdiag.MptcpSocketDump;
import org.crosslayer.agent.sockdiag.SocketDiagnostics;
import org.crosslayer.agent.subflows.OwnAddresses;
import org.crosslayer.agent.worker.Worker;

/** Goes once through all that a daemon does, with a controller on loopback and a connection that is not there. */
public final class Rehearsal {
    private static final int ABSENT_TOKEN = 1;
    private static final long LONGEST_SECONDS = 10;

    private Rehearsal() {
    }

    /** Rehearses; what this machine does not allow is left out. */
    public static void main(String[] args) throws Exception {
        // The kernel is not asked here: whatever it lacks, the parser has been used.
        AgentCommand.execute("run", "--simulate", "none");
        Path directory = Files.createTempDirectory("crosslayer-rehearsal");
        Process controller = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp", System.getProperty("java.class.path"), RehearsalController.class.getName(), directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader told = controller.inputReader()) {
            link(config(directory, told.readLine()), told);
        } finally {
            controller.destroy();
            controller.waitFor();
            delete(directory);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }

    private static AgentConfig config(Path directory, String content) throws IOException, ConfigException {
        Path file = Files.writeString(directory.resolve("agent.conf"), content + ", address = [\"192.0.2.1\"]\n");
        Path log = directory.resolve("plans.json");
        return ConfigLoader.load(Map.of(Setting.PLAN_LOG, log.toString()), Map.of(), Optional.of(file));
    }

    private static void link(AgentConfig config, BufferedReader told) throws Exception {
        ConnectionTable table = new ConnectionTable(config.maxConnections());
        ScheduledExecutorService scheduler = new Worker("housekeeping");
        try (MptcpSocketDump sockets = SocketDiagnostics.open(); PathManager pathManager = KernelPathManager.open()) {
            KernelFollower follower = new KernelFollower(table, sockets, reason -> { });
            ignoringRefusals(() -> {
                EventStream events = EventStream.open(follower);
                events.start();
                events.close();
                return null;
            });
            ControllerLink link = new ControllerLink(new ControllerLink.Settings(config.controllers(),
                config.maxSubflows(), config.maxSubflowsPerSecond()), Channels.of(config.tls()),
                AgentIdentity.starting("rehearsal", "0", "0", config.maxSubflows()), table, pathManager, sockets,
                new OwnAddresses(config.addresses()), PlanLog.to(config.planLog().get()), scheduler);
            link.start();
            FourTuple tuple = new FourTuple(new SocketEndpoint(InetAddress.getByName("192.0.2.1"), 40_000),
                new SocketEndpoint(InetAddress.getByName("192.0.2.2"), 80));
            // The controller answers the snapshot or the event, whichever has the connection in it.
            follower.onEvent(new MptcpEvent.Created(ABSENT_TOKEN, tuple, false, false), System.nanoTime());
            follower.onEvent(new MptcpEvent.Established(ABSENT_TOKEN, tuple, false, false), System.nanoTime());
            scheduler.schedule(() -> Runtime.getRuntime().halt(1), LONGEST_SECONDS, TimeUnit.SECONDS);
            told.readLine();
            link.close();
        } finally {
            scheduler.shutdownNow();
        }
    }

    private static void ignoringRefusals(Callable<Void> step) throws Exception {
        try {
            step.call();
        } catch (IOException e) {
            // A build needs no privilege: what has not been rehearsed is loaded from the jar later.
            System.err.println("rehearsal: left out: " + e.getMessage());
        }
    }
}
