// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.controller;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.crosslayer.agent.connections.ConnectionTable;
import org.crosslayer.agent.connections.ReportingRule;
import org.crosslayer.agent.connections.TableSlots;
import org.crosslayer.agent.mptcp.PathManager;
import org.crosslayer.agent.sockdiag.MptcpSocketDump;
import org.crosslayer.agent.standing.StandingPlans;
import org.crosslayer.agent.subflows.OwnAddresses;
import org.crosslayer.agent.subflows.RateLimit;
import org.crosslayer.agent.subflows.SubflowOpener;
import org.crosslayer.agent.worker.Worker;
import org.crosslayer.control.v1.Policy;

/** Everything between the connection table and the controllers, put together. */
public final class ControllerLink implements AutoCloseable {
    /** Limits and places that the link works within. */
    public record Settings(List<ControllerAddress> controllers, int maxSubflows, int maxSubflowsPerSecond,
                           Duration firstBackoff, Duration lastBackoff, Duration returnAfter) {
        /** With the usual waiting times: 0.5 s doubled to 15 s between rounds. */
        public Settings(List<ControllerAddress> controllers, int maxSubflows, int maxSubflowsPerSecond) {
            this(controllers, maxSubflows, maxSubflowsPerSecond, Duration.ofMillis(500), Duration.ofSeconds(15));
        }

        /** With the usual time for which it stays away from its first choice. */
        public Settings(List<ControllerAddress> controllers, int maxSubflows, int maxSubflowsPerSecond,
                        Duration firstBackoff, Duration lastBackoff) {
            this(controllers, maxSubflows, maxSubflowsPerSecond, firstBackoff, lastBackoff, Duration.ofMinutes(5));
        }
    }

    private static final long CLOSE_SECONDS = 1;

    private final ConnectionTable table;
    private final PlanLog planLog;
    private final ScheduledExecutorService executor;
    private final Telemetry telemetry;
    private final ControllerClient client;
    private final LinkCounters counters;

    /**
     * Puts the link together; {@link #start} begins.
     *
     * @param pathManager of this link alone: commands are carried out on its one thread
     * @param sockets for telemetry, read on the scheduler's thread
     * @param standing carries out standing orders
     */
    public ControllerLink(Settings settings, Channels channels, AgentIdentity identity, ConnectionTable table,
                          PathManager pathManager, MptcpSocketDump sockets, OwnAddresses ownAddresses,
                          StandingPlans standing, PlanLog planLog, ScheduledExecutorService scheduler) {
        this.table = table;
        this.planLog = planLog;
        this.executor = new Worker("controller");
        this.telemetry = new Telemetry(table, sockets, scheduler);
        TableSlots slots = new TableSlots(table, settings.maxSubflows());
        CommandRunner runner = new CommandRunner(table, new SubflowOpener(pathManager, slots), ownAddresses,
            new RateLimit(settings.maxSubflowsPerSecond(), System.nanoTime()),
            new AddressCommands(pathManager, slots, ownAddresses), planLog);
        counters = runner.counters();
        Reporter reporter = new Reporter(telemetry);
        table.observe(reporter);
        AttachmentNumbers numbers = new AttachmentNumbers(System::currentTimeMillis);
        SplittableRandom random = new SplittableRandom();
        this.client = new ControllerClient(new ControllerClientParts(
            ControllerOrder.of(identity.agentId(), settings.controllers()), channels,
            () -> identity.hello(ownAddresses.current(), standing, numbers.next()), table, runner, reporter, this::obey,
            standing, settings.returnAfter()), executor,
            new Backoff(settings.firstBackoff(), settings.lastBackoff(), random), random);
    }

    /** Starts attaching; returns at once. */
    public void start() {
        client.start();
    }

    /** What it has done so far. */
    public LinkCounters counters() {
        return counters;
    }

    private void obey(Policy policy) {
        table.setRule(new ReportingRule(policy.getReporting().getOpenAfterBytes(),
            Integer.toUnsignedLong(policy.getReporting().getOpenAfterMs())), System.nanoTime());
        telemetry.setInterval(policy.getTelemetry().getIntervalMs());
    }

    /** Detaches. Connections and subflows stay as they are. */
    @Override
    public void close() {
        try {
            client.close().get(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // The controller does not answer: it will find out by itself.
        }
        executor.execute(client::abandon);
        executor.shutdown();
        planLog.close();
    }
}
