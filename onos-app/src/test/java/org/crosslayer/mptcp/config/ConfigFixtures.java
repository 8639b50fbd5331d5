// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.onosproject.core.ApplicationId;
import org.onosproject.core.DefaultApplicationId;
import org.onosproject.net.config.Config;

/** Configurations for tests, written with single quotes. */
public final class ConfigFixtures {

    /** Two routers, two parallel links, two hosts. */
    public static final String TWO_PATHS = "{'devices': ["
            + "{'id': 'routed:r1', 'name': 'r1', 'ecmp': {'hash': 'linux-policy3', 'fields': '0x37', 'seed': 42},"
            + " 'ports': [{'number': 1, 'name': 'r1-eth1', 'rateMbps': 20}, {'number': 2, 'rateMbps': 20},"
            + "           {'number': 3, 'rateMbps': 1000}],"
            + " 'routes': [{'prefix': '10.0.2.0/24', 'nextHops': [{'port': 1, 'weight': 2}, {'port': 2}]}]},"
            + "{'id': 'routed:r2', 'ecmp': {'hash': 'linux-policy1', 'seed': 4294967295},"
            + " 'ports': [{'number': 1, 'rateMbps': 20}, {'number': 2, 'rateMbps': 10}, {'number': 3}]}],"
            + "'links': [{'a': 'routed:r1/1', 'b': 'routed:r2/1'}, {'a': 'routed:r1/2', 'b': 'routed:r2/2'}],"
            + "'hosts': [{'mac': '02:00:00:00:00:01', 'ips': ['10.0.1.2', 'fd00:1::2'], 'location': 'routed:r1/3'},"
            + "          {'mac': '02:00:00:00:00:02', 'ips': ['10.0.2.2'], 'location': 'routed:r2/3'}]}";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ConfigFixtures() {
    }

    /** JSON from text with single quotes. */
    public static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text.replace('\'', '"'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The network that a configuration describes. */
    public static RoutedFabric fabric(String text) {
        return init(new RoutedFabricConfig(), RoutedFabricConfig.KEY, text).fabric();
    }

    static <C extends Config<ApplicationId>> C init(C config, String key, String text) {
        config.init(new DefaultApplicationId(1, "org.crosslayer.mptcp"), key, json(text), MAPPER, c -> { });
        return config;
    }
}
