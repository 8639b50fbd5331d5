// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import org.onosproject.net.config.NetworkConfigService;

/** The application's network configuration, given to ONOS in the way of its REST API. */
final class NetworkConfig {
    private static final String APPLICATION = "org.crosslayer.mptcp";

    private final NetworkConfigService service;

    NetworkConfig(OnosCore.Running onos) {
        service = onos.service(NetworkConfigService.class);
    }

    /** Two routers r1 and r2 with two links between them, one host on each. */
    static JsonNode twoPaths() throws IOException {
        return read("/it/two-paths.json");
    }

    /** Two routers r1 and r2 with three links between them, two hosts on each, all as fast as a link. */
    static JsonNode threePaths() throws IOException {
        return read("/it/three-paths.json");
    }

    private static JsonNode read(String resource) throws IOException {
        try (InputStream in = NetworkConfig.class.getResourceAsStream(resource)) {
            return new ObjectMapper().readTree(in);
        }
    }

    void apply(String key, JsonNode value) {
        service.applyConfig("apps", service.getSubjectFactory("apps").createSubject(APPLICATION), key, value);
    }

    void remove() {
        service.removeConfig("apps", service.getSubjectFactory("apps").createSubject(APPLICATION), "routedFabric");
        service.removeConfig("apps", service.getSubjectFactory("apps").createSubject(APPLICATION), "policy");
    }
}
