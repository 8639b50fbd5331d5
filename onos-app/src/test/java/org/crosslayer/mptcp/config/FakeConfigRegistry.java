// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.crosslayer.mptcp.MptcpApplication;
import org.onosproject.core.ApplicationId;
import org.onosproject.core.DefaultApplicationId;
import org.onosproject.net.DeviceId;
import org.onosproject.net.config.Config;
import org.onosproject.net.config.ConfigFactory;
import org.onosproject.net.config.NetworkConfigEvent;
import org.onosproject.net.config.NetworkConfigListener;
import org.onosproject.net.config.NetworkConfigRegistryAdapter;

/** Network configuration in memory that accepts and refuses as ONOS does. */
public final class FakeConfigRegistry extends NetworkConfigRegistryAdapter {

    private static final ApplicationId APPLICATION = new DefaultApplicationId(1, MptcpApplication.NAME);

    private final Map<String, ConfigFactory<?, ?>> factories = new HashMap<>();
    private final Map<Class<?>, Map<Object, JsonNode>> configs = new HashMap<>();
    private final List<NetworkConfigListener> listeners = new ArrayList<>();
    private final List<NetworkConfiguration> configurations = new ArrayList<>();
    private boolean losesEvents;

    /** The component under test, active. */
    public NetworkConfiguration configuration() {
        NetworkConfiguration configuration = new NetworkConfiguration();
        configuration.registry = this;
        configuration.application = new MptcpApplication() {
            @Override
            public ApplicationId id() {
                return APPLICATION;
            }
        };
        configuration.activate();
        configurations.add(configuration);
        return configuration;
    }

    /** What the REST interface does with apps/org.crosslayer.mptcp/(key). */
    public void post(String key, String json) {
        postWithoutWaiting(key, json);
        configurations.forEach(NetworkConfiguration::awaitSettled);
    }

    /** The same, and returns as soon as all listeners have returned. */
    public void postWithoutWaiting(String key, String json) {
        post(APPLICATION, key, json);
    }

    /** What the REST interface does with devices/(device)/(key). */
    public void post(DeviceId device, String key, String json) {
        post((Object) device, key, json);
        configurations.forEach(NetworkConfiguration::awaitSettled);
    }

    private void post(Object subject, String key, String json) {
        Class<?> type = factories.get(key).configClass();
        JsonNode node = ConfigFixtures.json(json);
        if (!config(subject, key, node).isValid()) {
            throw new IllegalStateException("refused without a reason");
        }
        boolean known = configs.computeIfAbsent(type, any -> new HashMap<>()).put(subject, node) != null;
        tell(new NetworkConfigEvent(known ? NetworkConfigEvent.Type.CONFIG_UPDATED
                : NetworkConfigEvent.Type.CONFIG_ADDED, subject, type));
    }

    /** What the REST interface does on DELETE. */
    public void delete(String key) {
        delete(APPLICATION, key);
    }

    /** The same for the configuration of a device. */
    public void delete(Object subject, String key) {
        Class<?> type = factories.get(key).configClass();
        configs.getOrDefault(type, Map.of()).remove(subject);
        tell(new NetworkConfigEvent(NetworkConfigEvent.Type.CONFIG_REMOVED, subject, type));
        configurations.forEach(NetworkConfiguration::awaitSettled);
    }

    /** From now on nobody is told of a change. */
    public void loseEvents() {
        losesEvents = true;
    }

    /** Keys that ONOS knows. */
    public List<String> keys() {
        return List.copyOf(factories.keySet());
    }

    @Override
    @SuppressWarnings("rawtypes")
    public void registerConfigFactory(ConfigFactory factory) {
        factories.put(factory.configKey(), factory);
    }

    @Override
    @SuppressWarnings("rawtypes")
    public void unregisterConfigFactory(ConfigFactory factory) {
        factories.remove(factory.configKey());
    }

    @Override
    @SuppressWarnings("unchecked")
    public <S, C extends Config<S>> C getConfig(S subject, Class<C> type) {
        JsonNode node = configs.getOrDefault(type, Map.of()).get(subject);
        String key = factories.values().stream().filter(factory -> factory.configClass() == type)
                .map(ConfigFactory::configKey).findFirst().orElseThrow();
        return node == null ? null : (C) config(subject, key, node);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <S, C extends Config<S>> Set<S> getSubjects(Class<S> subjects, Class<C> type) {
        return (Set<S>) Set.copyOf(configs.getOrDefault(type, Map.of()).keySet());
    }

    @Override
    public void addListener(NetworkConfigListener listener) {
        listeners.add(listener);
    }

    @Override
    public void removeListener(NetworkConfigListener listener) {
        listeners.remove(listener);
    }

    @SuppressWarnings("unchecked")
    private <S> Config<S> config(S subject, String key, JsonNode node) {
        Config<S> config = (Config<S>) factories.get(key).createConfig();
        config.init(subject, key, node, new ObjectMapper(), changed -> { });
        return config;
    }

    private void tell(NetworkConfigEvent event) {
        if (!losesEvents) {
            listeners.stream().filter(listener -> listener.isRelevant(event))
                    .forEach(listener -> listener.event(event));
        }
    }
}
