// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.fabric;

import static java.util.concurrent.Executors.newSingleThreadScheduledExecutor;
import static org.onlab.util.Tools.groupedThreads;

import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.mptcp.FabricEvent;
import org.crosslayer.mptcp.FabricListener;
import org.crosslayer.mptcp.FabricService;
import org.crosslayer.mptcp.config.NetworkConfiguration;
import org.crosslayer.plan.PlannerPolicy;
import org.onosproject.event.ListenerRegistry;
import org.onosproject.net.device.DeviceEvent;
import org.onosproject.net.device.DeviceListener;
import org.onosproject.net.device.DeviceService;
import org.onosproject.net.host.HostListener;
import org.onosproject.net.host.HostService;
import org.onosproject.net.link.LinkListener;
import org.onosproject.net.link.LinkService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rebuilds the snapshot after changes in ONOS or in the configuration, and puts it in place of the last one.
 *
 * <p>Changes come in bursts; they are waited for for a moment, so that a burst costs one rebuild.
 */
@Component(immediate = true, service = FabricService.class)
public class FabricManager implements FabricService {

    /** How long to wait for more changes. Part of the time in which a failure is answered. */
    static final int SETTLE_MILLIS = 10;

    private final Logger log = LoggerFactory.getLogger(getClass());

    @Reference
    protected NetworkConfiguration configuration;

    @Reference
    protected DeviceService deviceService;

    @Reference
    protected LinkService linkService;

    @Reference
    protected HostService hostService;

    private final ListenerRegistry<FabricEvent, FabricListener> listeners = new ListenerRegistry<>();
    private final AtomicBoolean pending = new AtomicBoolean();
    private final DeviceListener deviceListener = new Devices();
    private final LinkListener linkListener = event -> changed();
    private final HostListener hostListener = event -> changed();
    private final Runnable configListener = this::changed;
    private SnapshotReader reader;
    private ScheduledExecutorService executor;
    private volatile Fabric fabric = Fabric.empty();
    private volatile PlannerPolicy policy = PlannerPolicy.DEFAULT;
    /** Only for the executor: what was logged last. */
    private List<String> problems = List.of();

    @Activate
    protected void activate() {
        reader = new SnapshotReader(deviceService, linkService, hostService);
        executor = newSingleThreadScheduledExecutor(groupedThreads("crosslayer/fabric", "%d", log));
        deviceService.addListener(deviceListener);
        linkService.addListener(linkListener);
        hostService.addListener(hostListener);
        configuration.addListener(configListener);
        policy = configuration.policy();
        fabric = reader.read(configuration.routedFabric(), configuration.hashes());
        log.info("Started");
    }

    @Deactivate
    protected void deactivate() {
        configuration.removeListener(configListener);
        hostService.removeListener(hostListener);
        linkService.removeListener(linkListener);
        deviceService.removeListener(deviceListener);
        executor.shutdownNow();
        log.info("Stopped");
    }

    @Override
    public Fabric fabric() {
        return fabric;
    }

    @Override
    public PlannerPolicy policy() {
        return policy;
    }

    @Override
    public void addListener(FabricListener listener) {
        listeners.addListener(listener);
    }

    @Override
    public void removeListener(FabricListener listener) {
        listeners.removeListener(listener);
    }

    private void changed() {
        if (pending.compareAndSet(false, true)) {
            try {
                executor.schedule(this::rebuild, SETTLE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                log.debug("Deactivated meanwhile");
            }
        }
    }

    private void rebuild() {
        // Before reading: what changes from here on asks for the next rebuild.
        pending.set(false);
        try {
            PlannerPolicy nextPolicy = configuration.policy();
            boolean policyChanged = !nextPolicy.equals(policy);
            policy = nextPolicy;
            long begin = System.nanoTime();
            Fabric next = reader.read(configuration.routedFabric(), configuration.hashes());
            fabric = next;
            log.debug("Snapshot of {} devices, {} links and {} hosts in {} us", next.deviceCount(), next.linkCount(),
                    next.hostCount(), TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begin));
            if (!next.problems().equals(problems)) {
                problems = next.problems();
                problems.forEach(problem -> log.warn("Fabric: {}", problem));
            }
            listeners.process(new FabricEvent(FabricEvent.Type.FABRIC_CHANGED, next));
            if (policyChanged) {
                listeners.process(new FabricEvent(FabricEvent.Type.POLICY_CHANGED, next));
            }
        } catch (RuntimeException e) {
            log.error("The snapshot could not be rebuilt; the last one stays in use", e);
        }
    }

    private class Devices implements DeviceListener {
        @Override
        public boolean isRelevant(DeviceEvent event) {
            return event.type() != DeviceEvent.Type.PORT_STATS_UPDATED;
        }

        @Override
        public void event(DeviceEvent event) {
            changed();
        }
    }
}
