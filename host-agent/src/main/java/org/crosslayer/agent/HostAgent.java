// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.crosslayer.agent.config.AgentConfig;
import org.crosslayer.agent.connections.ConnectionTable;
import org.crosslayer.agent.connections.EligibilityTimer;
import org.crosslayer.agent.connections.KernelFollower;
import org.crosslayer.agent.connections.TableSlots;
import org.crosslayer.agent.controller.AgentIdentity;
import org.crosslayer.agent.controller.Channels;
import org.crosslayer.agent.controller.ControllerLink;
import org.crosslayer.agent.controller.PlanLog;
import org.crosslayer.agent.metrics.MetricsEndpoint;
import org.crosslayer.agent.metrics.ProcessMetrics;
import org.crosslayer.agent.mptcp.EventStream;
import org.crosslayer.agent.mptcp.KernelPathManager;
import org.crosslayer.agent.mptcp.PathManager;
import org.crosslayer.agent.service.ServiceManager;
import org.crosslayer.agent.sockdiag.MptcpSocketDump;
import org.crosslayer.agent.sockdiag.SocketDiagnostics;
import org.crosslayer.agent.standing.Orders;
import org.crosslayer.agent.state.StateSocket;
import org.crosslayer.agent.steering.FirstSubflowSteering;
import org.crosslayer.agent.steering.KernelSteering;
import org.crosslayer.agent.steering.Origin;
import org.crosslayer.agent.steering.Steering;
import org.crosslayer.agent.steering.SteeringConfig;
import org.crosslayer.agent.subflows.OpenCounters;
import org.crosslayer.agent.subflows.OwnAddresses;
import org.crosslayer.agent.subflows.SubflowOpener;
import org.crosslayer.agent.worker.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The daemon of one network namespace: follows the kernel's connections and either reports to a controller or works
 * stand-alone. Closing it leaves every connection and subflow as it is.
 */
public final class HostAgent implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HostAgent.class);

    private static final long TIDY_SECONDS = 5;

    private final ConnectionTable table;
    private final PathManager pathManager = KernelPathManager.open();
    private final MptcpSocketDump sockets = SocketDiagnostics.open();
    private final ScheduledExecutorService housekeeping = new Worker("housekeeping");
    private final CompletableFuture<String> end = new CompletableFuture<>();
    private final KernelFollower follower;
    private final EventStream events;
    private final StandingSide standing;
    private final Orders own;
    private final ControllerLink link;
    private final SteeringConfig steering;
    private final Path runDirectory;
    private final ServiceManager manager = ServiceManager.of(System::getenv, ProcessHandle.current().pid());
    private final AgentMetrics metrics;
    private final Optional<InetSocketAddress> metricsAddress;
    private StateSocket state;
    private MetricsEndpoint metricsEndpoint;

    /**
     * Opens everything; nothing is done before {@link #start}.
     *
     * @param own standing plans of this host's own
     * @param kernelRelease told to controllers
     * @throws IOException in one line: the kernel, a TLS file or the plan log cannot be opened
     */
    public HostAgent(AgentConfig config, Orders own, String kernelRelease) throws IOException {
        this.own = own;
        steering = config.steering();
        runDirectory = config.runDirectory();
        table = new ConnectionTable(config.maxConnections());
        table.whenWaiting(new EligibilityTimer(table, sockets, housekeeping)::wake);
        OwnAddresses ownAddresses = new OwnAddresses(config.addresses());
        OpenCounters simulated = null;
        Supplier<Optional<Instant>> certificateEnd = Optional::empty;
        if (config.simulate() > 0) {
            link = null;
            standing = null;
            TableSlots slots = new TableSlots(table, config.simulate());
            SubflowOpener opener = new SubflowOpener(pathManager, slots);
            simulated = opener.counters();
            table.observe(new StandAlone(config.simulate(), table, opener, ownAddresses, config.sourcePorts(),
                new SplittableRandom()));
        } else {
            standing = new StandingSide(config, table, ownAddresses, config.controllers().isEmpty()
                ? FirstSubflowSteering.NONE : Steering.open(Origin.CONTROLLER, steering.settings()));
            if (config.controllers().isEmpty()) {
                link = null;
            } else {
                Channels channels = Channels.of(config.tls());
                certificateEnd = channels::certificateEnd;
                link = link(config, kernelRelease, ownAddresses, channels);
            }
        }
        follower = new KernelFollower(table, sockets, end::complete);
        events = EventStream.open(follower);
        metricsAddress = config.metrics();
        metrics = new AgentMetrics(new AgentMetrics.Sources(kernelRelease, table, follower, config.controllers(),
            link == null ? null : link.counters(), certificateEnd, standing == null ? null : standing.plans(),
            simulated));
    }

    private ControllerLink link(AgentConfig config, String kernelRelease, OwnAddresses ownAddresses,
                                Channels channels) throws IOException {
        PlanLog planLog = config.planLog().isPresent() ? PlanLog.to(config.planLog().get()) : PlanLog.none();
        return new ControllerLink(new ControllerLink.Settings(config.controllers(), config.maxSubflows(),
            config.maxSubflowsPerSecond()), channels, AgentIdentity.starting(config.agentId(),
            Version.text(), kernelRelease, config.maxSubflows()), table, pathManager, sockets, ownAddresses,
            standing.plans(), planLog, housekeeping);
    }

    /** Takes over what is there and begins to work. */
    public void start() throws IOException {
        if (standing != null) {
            standing.start(own);
        }
        events.start();
        follower.takeOver();
        int following = table.locked(() -> table.connections().size());
        LOG.info("following {} connections", following);
        steering.apply();
        state = StateSocket.open(table, runDirectory);
        if (metricsAddress.isPresent()) {
            KernelMetrics kernel = new KernelMetrics(new KernelSteering(steering.settings()));
            metricsEndpoint = MetricsEndpoint.open(metricsAddress.get(), text -> {
                metrics.write(text);
                kernel.write(text);
                ProcessMetrics.write(text);
            });
        }
        if (link != null) {
            link.start();
        }
        manager.ready("following " + following + " connections at the start");
        manager.watch(housekeeping, events::aliveNanos);
        // What the start has left on the heap is given back once: an agent at rest may not collect for hours.
        housekeeping.schedule(System::gc, TIDY_SECONDS, TimeUnit.SECONDS);
    }

    /** Completed with a reason, in one line, when the kernel's events end; else never. */
    public CompletableFuture<String> end() {
        return end;
    }

    @Override
    public void close() {
        manager.stopping();
        if (link != null) {
            link.close();
        }
        events.close();
        if (state != null) {
            state.close();
        }
        if (metricsEndpoint != null) {
            metricsEndpoint.close();
        }
        if (standing != null) {
            standing.close();
        }
        housekeeping.shutdownNow();
        pathManager.close();
        sockets.close();
    }
}
