// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.agents;

import java.util.HashMap;
import java.util.Map;

/** Counts the streams that are open, so that nobody takes what memory there is by opening more and more. */
final class OpenStreams {
    private final EndpointLimits limits;
    private final Map<String, Integer> bySubject = new HashMap<>();
    private int open;

    OpenStreams(EndpointLimits limits) {
        this.limits = limits;
    }

    /**
     * Counts a new stream.
     *
     * @param subject of the certificate; empty if there is none
     * @return null, or why the stream is one too many; then it is not counted
     */
    synchronized String enter(String subject) {
        if (open >= limits.streams()) {
            return "the controller has " + open + " streams, it takes no more";
        }
        int own = bySubject.getOrDefault(subject, 0);
        if (!subject.isEmpty() && own >= limits.streamsPerCertificate()) {
            return own + " streams are open with the certificate of " + subject + ": give each agent its own";
        }
        bySubject.put(subject, own + 1);
        open++;
        return null;
    }

    /** A stream that was counted has ended. */
    synchronized void leave(String subject) {
        bySubject.computeIfPresent(subject, (key, count) -> count == 1 ? null : count - 1);
        open--;
    }

    synchronized int open() {
        return open;
    }
}
