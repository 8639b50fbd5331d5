// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.planning;

import static org.crosslayer.mptcp.OsgiPropertyConstants.FABRIC_WAIT_MILLIS;
import static org.crosslayer.mptcp.OsgiPropertyConstants.FABRIC_WAIT_MILLIS_DEFAULT;
import static org.onlab.util.Tools.groupedThreads;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.crosslayer.fabric.LinkUtilisation;
import org.crosslayer.mptcp.AgentId;
import org.crosslayer.mptcp.ConnectionKey;
import org.crosslayer.mptcp.FabricEvent;
import org.crosslayer.mptcp.FabricListener;
import org.crosslayer.mptcp.FabricService;
import org.crosslayer.mptcp.FourTuple;
import org.crosslayer.mptcp.MptcpConnection;
import org.crosslayer.mptcp.MptcpConnectionService;
import org.crosslayer.mptcp.connections.ConnectionRegistry;
import org.crosslayer.mptcp.metrics.PlanningMeter;
import org.crosslayer.mptcp.standing.StandingOverview;
import org.crosslayer.mptcp.standing.StandingStatus;
import org.onosproject.cfg.ComponentConfigService;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives the planning its place in ONOS: services, a thread, and word of the fabric's changes. */
@Component(immediate = true, service = PlanningService.class,
    property = {FABRIC_WAIT_MILLIS + ":Integer=" + FABRIC_WAIT_MILLIS_DEFAULT})
public class PlanningManager implements PlanningService {
    /** How often the load is looked at. */
    private static final int TICK_MILLIS = 1000;

    private final Logger log = LoggerFactory.getLogger(getClass());

    @Reference
    protected FabricService fabricService;
    @Reference
    protected MptcpConnectionService connectionService;
    @Reference
    protected ConnectionRegistry registry;
    @Reference
    protected ComponentConfigService configService;
    @Reference
    protected PlanningMeter meter;

    /** Milliseconds after activation in which connections wait for a fabric that is not known yet; then their
     * source ports are chosen by chance. */
    private int fabricWaitMillis = FABRIC_WAIT_MILLIS_DEFAULT;

    private final FabricListener fabricListener = this::fabricChanged;
    private ScheduledExecutorService executor;
    /** Changes of the network are answered while thousands of connections are being planned. */
    private ScheduledExecutorService replanning;
    /** Makes standing plans, which may take seconds in large networks. */
    private ExecutorService standing;
    private PlanningEngine engine;

    @Activate
    protected void activate(ComponentContext context) {
        configService.registerProperties(getClass());
        modified(context);
        executor = Executors.newSingleThreadScheduledExecutor(groupedThreads("crosslayer/planning", "%d", log));
        standing = Executors.newSingleThreadExecutor(groupedThreads("crosslayer/standing", "%d", log));
        engine = new PlanningEngine(fabricService, connectionService, registry, executor, standing, System::nanoTime);
        replanning = Executors.newSingleThreadScheduledExecutor(groupedThreads("crosslayer/replanning", "%d", log));
        fabricService.addListener(fabricListener);
        fabricChanged(System.currentTimeMillis());
        replanning.scheduleWithFixedDelay(() -> guarded(engine::tick), TICK_MILLIS, TICK_MILLIS,
            TimeUnit.MILLISECONDS);
        executor.schedule(engine::stopWaiting, fabricWaitMillis, TimeUnit.MILLISECONDS);
        log.info("Started");
    }

    @Deactivate
    protected void deactivate() {
        fabricService.removeListener(fabricListener);
        replanning.shutdownNow();
        standing.shutdownNow();
        executor.shutdownNow();
        configService.unregisterProperties(getClass(), false);
        log.info("Stopped");
    }

    /** A new value counts from the next activation on. Without this method a change would restart the component. */
    @Modified
    protected void modified(ComponentContext context) {
        Object value = context == null ? null : context.getProperties().get(FABRIC_WAIT_MILLIS);
        fabricWaitMillis = value == null ? FABRIC_WAIT_MILLIS_DEFAULT : Integer.parseInt(value.toString().trim());
    }

    private void fabricChanged(FabricEvent event) {
        if (event.type() == FabricEvent.Type.FABRIC_CHANGED) {
            fabricChanged(event.time());
        } else if (event.type() == FabricEvent.Type.POLICY_CHANGED) {
            replan(engine::policyChanged);
        }
    }

    private void fabricChanged(long since) {
        replan(() -> engine.fabricChanged(since));
    }

    private void replan(Runnable task) {
        try {
            replanning.execute(() -> guarded(task));
        } catch (RejectedExecutionException e) {
            log.debug("Deactivated meanwhile");
        }
    }

    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            log.error("Planning again failed", e);
        }
    }

    @Override
    public void snapshot(AgentChannel channel, List<MptcpConnection> connections) {
        meter.snapshot();
        engine.snapshot(channel, connections);
    }

    @Override
    public void established(AgentChannel channel, MptcpConnection connection) {
        long began = System.nanoTime();
        engine.established(channel, connection);
        meter.decided(System.nanoTime() - began);
    }

    @Override
    public void changed(AgentChannel channel, ConnectionKey key) {
        engine.changed(channel, key);
    }

    @Override
    public void measured(ConnectionKey key) {
        meter.reading();
        engine.measured(key);
    }

    @Override
    public void readingsStretched(int times) {
        engine.readingsStretched(times);
    }

    @Override
    public Optional<PlacementReport> explain(ConnectionKey key) {
        return engine.explain(key);
    }

    @Override
    public WhatIf whatIf(AgentId agent, FourTuple initial) {
        return engine.whatIf(agent, initial);
    }

    @Override
    public long loadBps(int link) {
        return engine.loadBps(link);
    }

    @Override
    public LinkUtilisation reportedTraffic() {
        return engine.reportedTraffic();
    }

    @Override
    public PlanningTotals totals() {
        return engine.totals();
    }

    @Override
    public LoadExchange loadExchange() {
        return engine;
    }

    @Override
    public void outcomes(AgentChannel channel, List<PathOutcome> outcomes) {
        outcomes.forEach(outcome -> meter.answered(outcome.result()));
        engine.outcomes(channel, outcomes);
    }

    @Override
    public void standing(AgentChannel channel, StandingStatus status) {
        engine.standing(channel, status);
    }

    @Override
    public void standingFailed(AgentChannel channel, ConnectionKey key, int plan, String why) {
        engine.standingFailed(channel, key, plan, why);
    }

    @Override
    public List<StandingOverview> standing() {
        return engine.standing();
    }

    @Override
    public void detached(AgentChannel channel) {
        engine.detached(channel);
    }

    @Override
    public void forget(AgentId agent) {
        engine.forget(agent);
    }
}
