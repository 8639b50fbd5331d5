// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.training;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledExecutorService;
import org.crosslayer.agent.cli.AgentCommand;
import org.crosslayer.agent.cli.Logging;
import org.crosslayer.agent.config.AgentConfig;
import org.crosslayer.agent.config.ConfigLoader;
import org.crosslayer.agent.config.Setting;
import org.crosslayer.agent.connections.ConnectionTable;
import org.crosslayer.agent.connections.EligibilityTimer;
import org.crosslayer.agent.connections.KernelFollower;
import org.crosslayer.agent.controller.AgentIdentity;
import org.crosslayer.agent.controller.Channels;
import org.crosslayer.agent.controller.ControllerLink;
import org.crosslayer.agent.controller.PlanLog;
import org.crosslayer.agent.module.ModuleWatch;
import org.crosslayer.agent.mptcp.EventStream;
import org.crosslayer.agent.mptcp.FourTuple;
import org.crosslayer.agent.mptcp.KernelCheck;
import org.crosslayer.agent.mptcp.KernelPathManager;
import org.crosslayer.agent.mptcp.MptcpEvent;
import org.crosslayer.agent.mptcp.PathManager;
import org.crosslayer.agent.mptcp.SocketEndpoint;
import org.crosslayer.agent.mptcp.SubflowDetails;
import org.crosslayer.agent.sockdiag.MptcpSocketDump;
import org.crosslayer.agent.standing.Orders;
import org.crosslayer.agent.standing.PoolSink;
import org.crosslayer.agent.standing.StandingPlans;
import org.crosslayer.agent.standing.StatusFile;
import org.crosslayer.agent.subflows.OwnAddresses;
import org.crosslayer.agent.worker.Worker;

/**
 * Goes once through all that a daemon does, with a {@link RehearsalController} and a connection that is not there, so
 * that the JVM can list the classes. Ends when the standard input does.
 */
public final class Rehearsal {
    static final String CONFIGURATION = "agent.conf";
    private static final int ABSENT_TOKEN = 1;

    private Rehearsal() {
    }

    /** Rehearses with the configuration in a directory; what this machine does not allow is left out. */
    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args[0]);
        // The kernel is not asked here: whatever it lacks, the parser has been used.
        AgentCommand.execute("run", "--simulate", "none");
        Logging.configure("info");
        KernelCheck.run();
        new OwnAddresses(List.of());
        AgentConfig config = ConfigLoader.load(Map.of(Setting.PLAN_LOG, directory.resolve("plans.json").toString()),
            Map.of(), Optional.of(directory.resolve(CONFIGURATION)));
        ConnectionTable table = new ConnectionTable(config.maxConnections());
        ScheduledExecutorService scheduler = new Worker("housekeeping");
        FourTuple tuple = tuple(40_000);
        try (MptcpSocketDump sockets = new AbsentSocket(ABSENT_TOKEN, tuple);
                PathManager pathManager = KernelPathManager.open()) {
            table.whenWaiting(new EligibilityTimer(table, sockets, scheduler)::wake);
            KernelFollower follower = new KernelFollower(table, sockets, reason -> { });
            ignoringRefusals(() -> {
                EventStream events = EventStream.open(follower);
                events.start();
                events.close();
                return null;
            });
            OwnAddresses addresses = new OwnAddresses(config.addresses());
            StandingPlans standing = new StandingPlans(new StandingPlans.Settings(config.maxStandingPlans(),
                config.maxSubflows(), true), table, pathManager, addresses, PoolSink.none());
            ignoringRefusals(() -> {
                ModuleWatch module = ModuleWatch.open(standing);
                module.start();
                standing.start(Orders.NONE, StatusFile.in(directory), module);
                module.close();
                return null;
            });
            ControllerLink link = new ControllerLink(new ControllerLink.Settings(config.controllers(),
                config.maxSubflows(), config.maxSubflowsPerSecond()), Channels.of(config.tls()),
                AgentIdentity.starting("rehearsal", "0", "0", config.maxSubflows()), table, pathManager, sockets,
                addresses, standing, PlanLog.to(config.planLog().get()), scheduler);
            link.start();
            // The controller answers the snapshot or the event, whichever has the connection in it.
            happen(follower, new MptcpEvent.Created(ABSENT_TOKEN, tuple, false, false));
            happen(follower, new MptcpEvent.Established(ABSENT_TOKEN, tuple, false, false));
            SubflowDetails subflow = new SubflowDetails(tuple(12_000), 1, 0, false, 0, 0, 0);
            happen(follower, new MptcpEvent.SubflowEstablished(ABSENT_TOKEN, subflow));
            happen(follower, new MptcpEvent.SubflowPriority(ABSENT_TOKEN, subflow));
            happen(follower, new MptcpEvent.SubflowClosed(ABSENT_TOKEN, subflow, Optional.empty()));
            while (System.in.read() >= 0) {
                continue;
            }
            happen(follower, new MptcpEvent.Closed(ABSENT_TOKEN));
            follower.takeOver();
            link.close();
            standing.close();
        } finally {
            scheduler.shutdownNow();
        }
    }

    private static void happen(KernelFollower follower, MptcpEvent event) {
        follower.onEvent(event, System.nanoTime());
    }

    private static FourTuple tuple(int port) throws IOException {
        return new FourTuple(new SocketEndpoint(InetAddress.getByName("192.0.2.1"), port),
            new SocketEndpoint(InetAddress.getByName("192.0.2.2"), 80));
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
