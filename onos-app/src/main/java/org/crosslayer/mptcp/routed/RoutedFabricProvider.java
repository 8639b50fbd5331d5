// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.routed;

import static java.util.concurrent.Executors.newSingleThreadScheduledExecutor;
import static org.onlab.util.Tools.groupedThreads;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.crosslayer.mptcp.MptcpApplication;
import org.crosslayer.mptcp.config.NetworkConfiguration;
import org.crosslayer.mptcp.config.RoutedFabric;
import org.onosproject.mastership.MastershipService;
import org.onosproject.net.DeviceId;
import org.onosproject.net.Host;
import org.onosproject.net.MastershipRole;
import org.onosproject.net.PortNumber;
import org.onosproject.net.device.DeviceAdminService;
import org.onosproject.net.device.DeviceProvider;
import org.onosproject.net.device.DeviceProviderRegistry;
import org.onosproject.net.device.DeviceProviderService;
import org.onosproject.net.host.HostProvider;
import org.onosproject.net.host.HostProviderRegistry;
import org.onosproject.net.link.LinkProvider;
import org.onosproject.net.link.LinkProviderRegistry;
import org.onosproject.net.provider.AbstractProvider;
import org.onosproject.net.provider.ProviderId;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Device, link and host provider of the configured network; scheme {@code routed}. Follows the configuration and
 * withdraws all that it announced when the application is deactivated. When just this node of a cluster ends, the
 * network stays: the other nodes go on with it.
 *
 * <p>Nobody connects to the routers: they count as reachable for as long as they are configured.
 */
@Component(immediate = true)
public class RoutedFabricProvider {

    static final ProviderId PROVIDER_ID = new ProviderId("routed", "org.crosslayer.mptcp.routed");

    private static final int PATIENCE_SECONDS = 10;
    private static final int MEND_SECONDS = 5;

    private final Logger log = LoggerFactory.getLogger(getClass());

    @Reference
    protected NetworkConfiguration configuration;

    @Reference
    protected DeviceProviderRegistry deviceRegistry;

    @Reference
    protected LinkProviderRegistry linkRegistry;

    @Reference
    protected HostProviderRegistry hostRegistry;

    @Reference
    protected DeviceAdminService deviceService;

    @Reference
    protected MastershipService mastershipService;

    @Reference
    protected MptcpApplication application;

    private final Devices devices = new Devices();
    private final Links links = new Links();
    private final Hosts hosts = new Hosts();
    private final Runnable configListener = this::follow;
    /** All announcing happens on it. */
    private ScheduledExecutorService executor;
    private volatile DeviceProviderService deviceProvider;
    private volatile FabricAnnouncer announcer;

    @Activate
    protected void activate() {
        executor = newSingleThreadScheduledExecutor(groupedThreads("crosslayer/routed", "%d", log));
        deviceProvider = deviceRegistry.register(devices);
        announcer = new FabricAnnouncer(deviceProvider, linkRegistry.register(links),
                hostRegistry.register(hosts), deviceService, mastershipService);
        configuration.addListener(configListener);
        follow();
        executor.scheduleWithFixedDelay(this::mend, MEND_SECONDS, MEND_SECONDS, TimeUnit.SECONDS);
        log.info("Started");
    }

    @Deactivate
    protected void deactivate() {
        configuration.removeListener(configListener);
        boolean stays = application.staysElsewhere();
        Future<?> withdrawn = executor.submit(() -> {
            if (!stays) {
                announcer.follow(RoutedFabric.NONE);
            }
        });
        executor.shutdown();
        try {
            withdrawn.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            log.warn("The configured network was not withdrawn from ONOS: {}", e.toString());
        }
        executor.shutdownNow();
        hostRegistry.unregister(hosts);
        linkRegistry.unregister(links);
        deviceRegistry.unregister(devices);
        log.info("Stopped");
    }

    /** What is not there any more is announced anew: another node may have taken it back, or lost it. */
    private void mend() {
        execute(() -> announcer.mend());
    }

    private void follow() {
        execute(() -> announcer.follow(configuration.routedFabric()));
    }

    private void execute(Runnable task) {
        try {
            executor.execute(() -> {
                try {
                    task.run();
                } catch (RuntimeException e) {
                    log.error("Could not tell ONOS of the configured network", e);
                }
            });
        } catch (RejectedExecutionException e) {
            log.debug("Deactivated meanwhile");
        }
    }

    private class Devices extends AbstractProvider implements DeviceProvider {
        Devices() {
            super(PROVIDER_ID);
        }

        @Override
        public void triggerProbe(DeviceId deviceId) {
            // Nothing to ask.
        }

        @Override
        public void roleChanged(DeviceId deviceId, MastershipRole role) {
            DeviceProviderService service = deviceProvider;
            if (service != null) {
                service.receivedRoleReply(deviceId, role, role);
            }
            if (role == MastershipRole.MASTER) {
                // ONOS drops ports and links that it is told of while the device has no master.
                execute(() -> announcer.repeat(deviceId));
            }
        }

        @Override
        public boolean isReachable(DeviceId deviceId) {
            return configuration.routedFabric().devices().stream().anyMatch(router -> router.id().equals(deviceId));
        }

        @Override
        public boolean isAvailable(DeviceId deviceId) {
            return isReachable(deviceId);
        }

        @Override
        public void changePortState(DeviceId deviceId, PortNumber portNumber, boolean enable) {
            log.warn("Port {} of {} stays as it is: configured routers are not controlled", portNumber, deviceId);
        }
    }

    private static class Links extends AbstractProvider implements LinkProvider {
        Links() {
            super(PROVIDER_ID);
        }
    }

    private static class Hosts extends AbstractProvider implements HostProvider {
        Hosts() {
            super(PROVIDER_ID);
        }

        @Override
        public void triggerProbe(Host host) {
            // Hosts are where the configuration says.
        }
    }
}
