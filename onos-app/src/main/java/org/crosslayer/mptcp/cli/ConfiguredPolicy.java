// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What is configured after a change; it is in force a moment later. */
final class ConfiguredPolicy implements View {
    private final ObjectNode configured;

    ConfiguredPolicy(ObjectNode configured) {
        this.configured = configured;
    }

    @Override
    public List<String> lines() {
        return List.of(configured.isEmpty() ? "Nothing is configured: the defaults count"
            : "Configured: " + configured);
    }

    @Override
    public ObjectNode json() {
        return configured;
    }
}
