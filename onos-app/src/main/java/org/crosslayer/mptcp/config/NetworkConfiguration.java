// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.config;

import static java.util.concurrent.Executors.newSingleThreadScheduledExecutor;
import static org.onlab.util.Tools.groupedThreads;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.crosslayer.ecmp.EcmpHash;
import org.crosslayer.mptcp.MptcpApplication;
import org.crosslayer.plan.PlannerPolicy;
import org.crosslayer.standing.StandingPolicy;
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
 *
 * <p>ONOS removes a listener that takes longer than 1.8 s, for example on a machine that stalls, and may lose events
 * of everybody when the listener of another application takes more than 5 s. So what an event asks for is done on a
 * thread of its own, and the configuration is also looked at without an event, every few seconds.
 */
@Component(immediate = true, service = NetworkConfiguration.class)
public class NetworkConfiguration {

    private static final int LOOK_SECONDS = 3;

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
    private ScheduledExecutorService executor;
    private volatile RoutedFabric fabric = RoutedFabric.NONE;
    private volatile PlannerPolicy policy = PlannerPolicy.DEFAULT;
    private volatile StandingPolicy standing = StandingPolicy.OFF;
    private volatile Map<DeviceId, EcmpHash> hashes = Map.of();
    /** What those were read from; null: nothing is configured. */
    private JsonNode fabricNode;
    private JsonNode policyNode;
    /** What could not be read the last time, and why. */
    private final Map<String, String> unread = new HashMap<>();

    @Activate
    protected void activate() {
        registry.registerConfigFactory(fabricFactory);
        registry.registerConfigFactory(policyFactory);
        registry.registerConfigFactory(ecmpFactory);
        look();
        executor = newSingleThreadScheduledExecutor(groupedThreads("crosslayer/config", "%d", log));
        registry.addListener(configListener);
        executor.scheduleWithFixedDelay(this::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
        log.info("Started");
    }

    @Deactivate
    protected void deactivate() {
        registry.removeListener(configListener);
        executor.shutdownNow();
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
     * The configured policy for standing plans.
     *
     * @return off if none is configured
     */
    public StandingPolicy standing() {
        return standing;
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

    /** For tests: returns when all that was asked for until now is done. */
    void awaitSettled() {
        try {
            executor.submit(() -> { }).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Puts in force whatever is configured and not yet in force; what cannot be read holds nothing else back. */
    synchronized void look() {
        // Not short-circuited: each is read.
        if (read("routed fabric", this::readFabric) | read("policy", this::readPolicy)
                | read("hashes", this::readHashes)) {
            listeners.forEach(Runnable::run);
        }
    }

    private boolean read(String what, BooleanSupplier reader) {
        try {
            boolean changed = reader.getAsBoolean();
            unread.remove(what);
            return changed;
        } catch (RuntimeException e) {
            // Once for each reason: this is tried every few seconds.
            if (!Objects.equals(unread.put(what, String.valueOf(e)), String.valueOf(e))) {
                log.error("The configured {} could not be read; what is in force stays", what, e);
            }
            return false;
        }
    }

    private boolean readFabric() {
        RoutedFabricConfig config = registry.getConfig(application.id(), RoutedFabricConfig.class);
        JsonNode node = config == null ? null : config.node();
        if (Objects.equals(node, fabricNode)) {
            return false;
        }
        fabric = config == null ? RoutedFabric.NONE : config.fabric();
        fabricNode = node;
        log.info("In force: a routed fabric of {} devices, {} links and {} hosts", fabric.devices().size(),
                fabric.links().size(), fabric.hosts().size());
        return true;
    }

    private boolean readPolicy() {
        PolicyConfig config = registry.getConfig(application.id(), PolicyConfig.class);
        JsonNode node = config == null ? null : config.node();
        if (Objects.equals(node, policyNode)) {
            return false;
        }
        policy = config == null ? PlannerPolicy.DEFAULT : config.policy();
        standing = config == null ? StandingPolicy.OFF : config.standing();
        policyNode = node;
        log.info("In force: {}, {}", policy, standing);
        return true;
    }

    private boolean readHashes() {
        Map<DeviceId, EcmpHash> next = new HashMap<>();
        for (DeviceId device : registry.getSubjects(DeviceId.class, EcmpConfig.class)) {
            EcmpConfig config = registry.getConfig(device, EcmpConfig.class);
            if (config != null) {
                next.put(device, config.hash());
            }
        }
        if (next.equals(hashes)) {
            return false;
        }
        hashes = Map.copyOf(next);
        log.info("In force: {} devices with an ecmp of their own: {}", hashes.size(), hashes);
        return true;
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
            try {
                executor.execute(NetworkConfiguration.this::look);
            } catch (RejectedExecutionException e) {
                log.debug("Deactivated meanwhile");
            }
        }
    }
}
