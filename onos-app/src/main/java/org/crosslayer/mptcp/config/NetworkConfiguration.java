// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.crosslayer.ecmp.EcmpHash;
import org.crosslayer.mptcp.MptcpApplication;
import org.crosslayer.plan.PlannerPolicy;
import org.onosproject.core.ApplicationId;
import org.onosproject.net.DeviceId;
import org.onosproject.net.config.ConfigFactory;
import org.onosproject.net.config.NetworkConfigEvent;
import org.onosproject.net.config.NetworkConfigListener;
import org.onosproject.net.config.NetworkConfigRegistry;
import org.onosproject.net.config.basics.SubjectFactories;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configuration in force. Makes ONOS know the application's configuration keys while the application is active.
 */
@Component(immediate = true, service = NetworkConfiguration.class)
public class NetworkConfiguration {

    private final Logger log = LoggerFactory.getLogger(getClass());

    @Reference
    protected NetworkConfigRegistry registry;

    @Reference
    protected MptcpApplication application;

    private final ConfigFactory<ApplicationId, RoutedFabricConfig> fabricFactory =
            new ConfigFactory<>(SubjectFactories.APP_SUBJECT_FACTORY, RoutedFabricConfig.class,
                    RoutedFabricConfig.KEY) {
                @Override
                public RoutedFabricConfig createConfig() {
                    return new RoutedFabricConfig();
                }
            };
    private final ConfigFactory<ApplicationId, PolicyConfig> policyFactory =
            new ConfigFactory<>(SubjectFactories.APP_SUBJECT_FACTORY, PolicyConfig.class, PolicyConfig.KEY) {
                @Override
                public PolicyConfig createConfig() {
                    return new PolicyConfig();
                }
            };
    private final ConfigFactory<DeviceId, EcmpConfig> ecmpFactory =
            new ConfigFactory<>(SubjectFactories.DEVICE_SUBJECT_FACTORY, EcmpConfig.class, EcmpConfig.KEY) {
                @Override
                public EcmpConfig createConfig() {
                    return new EcmpConfig();
                }
            };
    private final NetworkConfigListener configListener = new ConfigListener();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile RoutedFabric fabric = RoutedFabric.NONE;
    private volatile PlannerPolicy policy = PlannerPolicy.DEFAULT;
    private volatile Map<DeviceId, EcmpHash> hashes = Map.of();

    @Activate
    protected void activate() {
        registry.addListener(configListener);
        registry.registerConfigFactory(fabricFactory);
        registry.registerConfigFactory(policyFactory);
        registry.registerConfigFactory(ecmpFactory);
        readFabric();
        readPolicy();
        readHashes();
        log.info("Started");
    }

    @Deactivate
    protected void deactivate() {
        registry.removeListener(configListener);
        registry.unregisterConfigFactory(ecmpFactory);
        registry.unregisterConfigFactory(policyFactory);
        registry.unregisterConfigFactory(fabricFactory);
        log.info("Stopped");
    }

    /**
     * The configured network.
     *
     * @return the same object until the configuration changes; one without devices if none is configured
     */
    public RoutedFabric routedFabric() {
        return fabric;
    }

    /**
     * The configured hashes of devices that are no part of the routed fabric.
     *
     * @return hash by device
     */
    public Map<DeviceId, EcmpHash> hashes() {
        return hashes;
    }

    /**
     * The configured policy.
     *
     * @return the documented defaults for all that is not configured
     */
    public PlannerPolicy policy() {
        return policy;
    }

    /**
     * Has something called after each change.
     *
     * @param listener must hand off at once
     */
    public void addListener(Runnable listener) {
        listeners.add(listener);
    }

    /**
     * Ends what {@link #addListener} began.
     *
     * @param listener as it was added
     */
    public void removeListener(Runnable listener) {
        listeners.remove(listener);
    }

    private synchronized void readFabric() {
        RoutedFabricConfig config = registry.getConfig(application.id(), RoutedFabricConfig.class);
        fabric = config == null ? RoutedFabric.NONE : config.fabric();
    }

    private synchronized void readPolicy() {
        PolicyConfig config = registry.getConfig(application.id(), PolicyConfig.class);
        policy = config == null ? PlannerPolicy.DEFAULT : config.policy();
    }

    private synchronized void readHashes() {
        Map<DeviceId, EcmpHash> next = new HashMap<>();
        for (DeviceId device : registry.getSubjects(DeviceId.class, EcmpConfig.class)) {
            EcmpConfig config = registry.getConfig(device, EcmpConfig.class);
            if (config != null) {
                next.put(device, config.hash());
            }
        }
        hashes = Map.copyOf(next);
    }

    private class ConfigListener implements NetworkConfigListener {
        @Override
        public boolean isRelevant(NetworkConfigEvent event) {
            Class<?> type = event.configClass();
            boolean ours = type == RoutedFabricConfig.class || type == PolicyConfig.class;
            return type == EcmpConfig.class || ours && application.id().equals(event.subject());
        }

        @Override
        public void event(NetworkConfigEvent event) {
            if (event.configClass() == PolicyConfig.class) {
                readPolicy();
                log.info("In force: {}", policy);
            } else if (event.configClass() == EcmpConfig.class) {
                readHashes();
                log.info("In force: {} for device {}", hashes.get(event.subject()), event.subject());
            } else {
                readFabric();
                log.info("In force: a routed fabric of {} devices, {} links and {} hosts", fabric.devices().size(),
                        fabric.links().size(), fabric.hosts().size());
            }
            listeners.forEach(Runnable::run);
        }
    }
}
