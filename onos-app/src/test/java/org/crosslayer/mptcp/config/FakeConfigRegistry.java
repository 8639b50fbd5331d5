// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.crosslayer.mptcp.MptcpApplication;
import org.onosproject.core.ApplicationId;
import org.onosproject.core.DefaultApplicationId;
import org.onosproject.net.config.Config;
import org.onosproject.net.config.ConfigFactory;
import org.onosproject.net.config.NetworkConfigEvent;
import org.onosproject.net.config.NetworkConfigListener;
import org.onosproject.net.config.NetworkConfigRegistryAdapter;

/** Network configuration in memory that accepts and refuses as ONOS does. */
public final class FakeConfigRegistry extends NetworkConfigRegistryAdapter {

    private static final ApplicationId APPLICATION = new DefaultApplicationId(1, MptcpApplication.NAME);

    private final Map<String, ConfigFactory<?, ?>> factories = new HashMap<>();
    private final Map<Class<?>, JsonNode> configs = new HashMap<>();
    private final List<NetworkConfigListener> listeners = new ArrayList<>();

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
        return configuration;
    }

    /** What the REST interface does with apps/org.crosslayer.mptcp/(key). */
    public void post(String key, String json) {
        Class<?> type = factories.get(key).configClass();
        JsonNode node = ConfigFixtures.json(json);
        if (!config(key, node).isValid()) {
            throw new IllegalStateException("refused without a reason");
        }
        boolean known = configs.put(type, node) != null;
        tell(new NetworkConfigEvent(known ? NetworkConfigEvent.Type.CONFIG_UPDATED
                : NetworkConfigEvent.Type.CONFIG_ADDED, APPLICATION, type));
    }

    /** What the REST interface does on DELETE. */
    public void delete(String key) {
        Class<?> type = factories.get(key).configClass();
        configs.remove(type);
        tell(new NetworkConfigEvent(NetworkConfigEvent.Type.CONFIG_REMOVED, APPLICATION, type));
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
        JsonNode node = configs.get(type);
        String key = factories.values().stream().filter(factory -> factory.configClass() == type)
                .map(ConfigFactory::configKey).findFirst().orElseThrow();
        return node == null ? null : (C) config(key, node);
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
    private Config<ApplicationId> config(String key, JsonNode node) {
        Config<ApplicationId> config = (Config<ApplicationId>) factories.get(key).createConfig();
        config.init(APPLICATION, key, node, new ObjectMapper(), changed -> { });
        return config;
    }

    private void tell(NetworkConfigEvent event) {
        listeners.stream().filter(listener -> listener.isRelevant(event)).forEach(listener -> listener.event(event));
    }
}
