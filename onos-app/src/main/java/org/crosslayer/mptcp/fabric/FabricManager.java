// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.fabric;

import static java.util.concurrent.Executors.newSingleThreadScheduledExecutor;
import static org.crosslayer.mptcp.OsgiPropertyConstants.UTILISATION_SECONDS;
import static org.crosslayer.mptcp.OsgiPropertyConstants.UTILISATION_SECONDS_DEFAULT;
import static org.onlab.util.Tools.groupedThreads;

import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.LinkUtilisation;
import org.crosslayer.mptcp.FabricEvent;
import org.crosslayer.mptcp.FabricListener;
import org.crosslayer.mptcp.FabricService;
import org.crosslayer.mptcp.config.NetworkConfiguration;
import org.crosslayer.plan.PlannerPolicy;
import org.crosslayer.standing.StandingPolicy;
import org.onosproject.cfg.ComponentConfigService;
import org.onosproject.event.ListenerRegistry;
import org.onosproject.net.ConnectPoint;
import org.onosproject.net.LinkKey;
import org.onosproject.net.device.DeviceEvent;
import org.onosproject.net.device.DeviceListener;
import org.onosproject.net.device.DeviceService;
import org.onosproject.net.host.HostListener;
import org.onosproject.net.host.HostService;
import org.onosproject.net.link.LinkListener;
import org.onosproject.net.link.LinkService;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a new snapshot after changes in ONOS or in the configuration, and puts it in place of the last one; reads
 * port statistics now and then.
 *
 * <p>Changes come in bursts; they are waited for for a moment, so that a burst costs one snapshot. If only links and
 * ports have changed, the snapshot is made from the last one, else from all that ONOS knows.
 */
@Component(immediate = true, service = FabricService.class,
        property = {UTILISATION_SECONDS + ":Integer=" + UTILISATION_SECONDS_DEFAULT})
public class FabricManager implements FabricService {

    /** How long to wait for more changes. Part of the time in which a failure is answered. */
    static final int SETTLE_MILLIS = 10;
    /** How long to wait with looking for problems. */
    private static final int REPORT_MILLIS = 1000;

    private final Logger log = LoggerFactory.getLogger(getClass());

    @Reference
    protected NetworkConfiguration configuration;

    @Reference
    protected DeviceService deviceService;

    @Reference
    protected LinkService linkService;

    @Reference
    protected HostService hostService;

    @Reference
    protected ComponentConfigService configService;

    /** Seconds between readings of the traffic on all ports; 0: none is read. */
    private int utilisationSeconds = UTILISATION_SECONDS_DEFAULT;

    private final ListenerRegistry<FabricEvent, FabricListener> listeners = new ListenerRegistry<>();
    private final AtomicBoolean pending = new AtomicBoolean();
    private final Changes changes = new Changes();
    private final DeviceListener deviceListener = new Devices();
    private final LinkListener linkListener = event -> {
        changes.link(LinkKey.linkKey(event.subject()));
        changed(event.time());
    };
    private final HostListener hostListener = event -> everythingChanged(event.time());
    private final Runnable configListener = () -> everythingChanged(System.currentTimeMillis());
    private OnosNetwork onos;
    private UtilisationReader utilisationReader;
    private ScheduledExecutorService executor;
    private volatile Fabric fabric = Fabric.empty();
    private volatile LinkUtilisation utilisation = LinkUtilisation.unknown(fabric);
    private volatile PlannerPolicy policy = PlannerPolicy.DEFAULT;
    private volatile StandingPolicy standing = StandingPolicy.OFF;
    /** Only for the executor: what was logged last, and whether there is a look for more to come. */
    private List<String> problems = List.of();
    private boolean reportAwaited;
    private ScheduledFuture<?> utilisationTask;

    @Activate
    protected void activate(ComponentContext context) {
        configService.registerProperties(getClass());
        onos = new OnosNetwork(deviceService, linkService, hostService);
        utilisationReader = new UtilisationReader(deviceService);
        executor = newSingleThreadScheduledExecutor(groupedThreads("crosslayer/fabric", "%d", log));
        deviceService.addListener(deviceListener);
        linkService.addListener(linkListener);
        hostService.addListener(hostListener);
        configuration.addListener(configListener);
        policy = configuration.policy();
        standing = configuration.standing();
        fabric = new SnapshotReader(onos).read(configuration.routedFabric(), configuration.hashes());
        modified(context);
        log.info("Started");
    }

    @Deactivate
    protected void deactivate() {
        configuration.removeListener(configListener);
        hostService.removeListener(hostListener);
        linkService.removeListener(linkListener);
        deviceService.removeListener(deviceListener);
        executor.shutdownNow();
        configService.unregisterProperties(getClass(), false);
        log.info("Stopped");
    }

    @Modified
    protected void modified(ComponentContext context) {
        Object value = context == null ? null : context.getProperties().get(UTILISATION_SECONDS);
        int seconds = value == null ? UTILISATION_SECONDS_DEFAULT : Integer.parseInt(value.toString().trim());
        if (seconds < 0) {
            log.warn("{} is 0 or more, not {}; it stays {}", UTILISATION_SECONDS, seconds, utilisationSeconds);
        } else {
            measureEvery(seconds);
        }
    }

    /** Reads the traffic at another interval from now on; 0: not at all. */
    synchronized void measureEvery(int seconds) {
        utilisationSeconds = seconds;
        if (utilisationTask != null) {
            utilisationTask.cancel(false);
        }
        utilisationTask = seconds == 0 ? null
                : executor.scheduleWithFixedDelay(this::measure, seconds, seconds, TimeUnit.SECONDS);
    }

    @Override
    public Fabric fabric() {
        return fabric;
    }

    @Override
    public LinkUtilisation utilisation() {
        return utilisation;
    }

    @Override
    public PlannerPolicy policy() {
        return policy;
    }

    @Override
    public StandingPolicy standing() {
        return standing;
    }

    @Override
    public void addListener(FabricListener listener) {
        listeners.addListener(listener);
    }

    @Override
    public void removeListener(FabricListener listener) {
        listeners.removeListener(listener);
    }

    private void everythingChanged(long time) {
        changes.everything();
        changed(time);
    }

    private void changed(long time) {
        changes.occurred(time);
        if (pending.compareAndSet(false, true)) {
            schedule(this::renew, SETTLE_MILLIS);
        }
    }

    private void schedule(Runnable task, long millis) {
        try {
            executor.schedule(task, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("Deactivated meanwhile");
        }
    }

    private void renew() {
        // Before reading: what changes from here on asks for the next snapshot.
        pending.set(false);
        Changes taken = changes.take();
        try {
            PlannerPolicy nextPolicy = configuration.policy();
            StandingPolicy nextStanding = configuration.standing();
            boolean policyChanged = !nextPolicy.equals(policy) || !nextStanding.equals(standing);
            policy = nextPolicy;
            standing = nextStanding;
            long begin = System.nanoTime();
            Fabric last = fabric;
            Fabric next = SnapshotUpdate.of(last, onos, taken);
            boolean updated = next != null;
            if (!updated) {
                next = new SnapshotReader(onos).read(configuration.routedFabric(), configuration.hashes());
            }
            if (next != last) {
                replace(next);
                log.debug("Snapshot of {} devices, {} links and {} hosts, {} in {} us", next.deviceCount(),
                        next.linkCount(), next.hostCount(), updated ? "updated" : "read",
                        TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begin));
                listeners.process(new FabricEvent(FabricEvent.Type.FABRIC_CHANGED, next, taken.since()));
                reportSoon();
            }
            if (policyChanged) {
                listeners.process(new FabricEvent(FabricEvent.Type.POLICY_CHANGED, next));
            }
        } catch (RuntimeException e) {
            // The next change, whatever it is, makes up for this one.
            changes.everything();
            log.error("No snapshot could be made; the last one stays in use", e);
        }
    }

    private void replace(Fabric next) {
        fabric = next;
        if (!utilisation.isOf(next)) {
            utilisation = LinkUtilisation.unknown(next);
        }
    }

    private void measure() {
        try {
            Fabric current = fabric;
            LinkUtilisation measured = utilisationReader.read(current, System.nanoTime());
            boolean news = measured.knownCount() > 0 || utilisation.knownCount() > 0;
            utilisation = measured;
            if (news) {
                listeners.process(new FabricEvent(FabricEvent.Type.UTILISATION_MEASURED, current));
            }
        } catch (RuntimeException e) {
            log.error("The port statistics could not be read", e);
        }
    }

    /** Problems are looked for when nothing more urgent is to be done. */
    private void reportSoon() {
        if (!reportAwaited) {
            reportAwaited = true;
            schedule(this::report, REPORT_MILLIS);
        }
    }

    private void report() {
        reportAwaited = false;
        List<String> found = fabric.problems();
        if (!found.equals(problems)) {
            problems = found;
            found.forEach(problem -> log.warn("Fabric: {}", problem));
            if (found.isEmpty()) {
                log.info("Fabric: no problems");
            }
        }
    }

    private class Devices implements DeviceListener {
        @Override
        public boolean isRelevant(DeviceEvent event) {
            return event.type() != DeviceEvent.Type.PORT_STATS_UPDATED;
        }

        @Override
        public void event(DeviceEvent event) {
            if (event.port() == null) {
                everythingChanged(event.time());
            } else {
                changes.port(new ConnectPoint(event.subject().id(), event.port().number()));
                changed(event.time());
            }
        }
    }
}
