// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.onosproject.core.ApplicationId;
import org.onosproject.core.DefaultApplicationId;
import org.onosproject.net.config.Config;
import org.onosproject.net.config.InvalidFieldException;

/** Turns bytes into configurations as ONOS does, and looks at how they are refused. */
final class FuzzedJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private FuzzedJson() {
    }

    /** What the bytes say, or null if they are no JSON object: ONOS hands nothing else on. */
    static JsonNode read(byte[] json) {
        try {
            JsonNode node = MAPPER.readTree(json);
            return node != null && node.isObject() ? node : null;
        } catch (IOException e) {
            return null;
        }
    }

    /** The same as a configuration of the application. */
    static <C extends Config<ApplicationId>> C config(C config, String key, byte[] json) {
        JsonNode node = read(json);
        if (node == null) {
            return null;
        }
        config.init(new DefaultApplicationId(1, "org.crosslayer.mptcp"), key, node, MAPPER, c -> { });
        return config;
    }

    static void check(InvalidFieldException refusal) {
        if (refusal.getMessage() == null || refusal.getMessage().isBlank()) {
            throw new AssertionError("a refusal that says nothing", refusal);
        }
    }
}
