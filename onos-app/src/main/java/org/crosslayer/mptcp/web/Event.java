// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;

/** Events of the stream as bytes. */
final class Event {
    /** A comment: it only shows that somebody is there. */
    static final byte[] ALIVE = ":\n\n".getBytes(StandardCharsets.UTF_8);

    private Event() {
    }

    /** An event; JSON as it is written here has no line break. */
    static byte[] of(String kind, JsonNode message) {
        return ("event: " + kind + "\ndata: " + message + "\n\n").getBytes(StandardCharsets.UTF_8);
    }
}
