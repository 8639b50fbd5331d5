// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.agents;

/** How long the endpoint waits for those at the other end, and how many of them it takes. */
final class EndpointLimits {
    static final EndpointLimits DEFAULT = new EndpointLimits();
    private static final long HANDSHAKE_MILLIS = 10_000;
    private static final long IDLE_MILLIS = 30_000;
    private static final long KEEP_ALIVE_MILLIS = 20_000;
    private static final long KEEP_ALIVE_TIMEOUT_MILLIS = 10_000;
    private static final int STREAMS = 50_000;
    private static final int STREAMS_PER_CERTIFICATE = 64;
    /** More than the plans after the largest sensible snapshot. */
    private static final int MESSAGES_WAITING = 65_536;
    private static final long BYTES_WAITING = 32L << 20;

    private long handshakeMillis = HANDSHAKE_MILLIS;
    private long idleMillis = IDLE_MILLIS;
    private long keepAliveMillis = KEEP_ALIVE_MILLIS;
    private long keepAliveTimeoutMillis = KEEP_ALIVE_TIMEOUT_MILLIS;
    private int streams = STREAMS;
    private int streamsPerCertificate = STREAMS_PER_CERTIFICATE;
    private int messagesWaiting = MESSAGES_WAITING;
    private long bytesWaiting = BYTES_WAITING;

    private EndpointLimits() {
    }

    /** Other times, for tests. */
    static EndpointLimits times(long handshakeMillis, long idleMillis, long keepAliveMillis,
                                long keepAliveTimeoutMillis) {
        EndpointLimits limits = new EndpointLimits();
        limits.handshakeMillis = handshakeMillis;
        limits.idleMillis = idleMillis;
        limits.keepAliveMillis = keepAliveMillis;
        limits.keepAliveTimeoutMillis = keepAliveTimeoutMillis;
        return limits;
    }

    /** Other numbers, for tests. */
    static EndpointLimits streams(int streams, int streamsPerCertificate) {
        EndpointLimits limits = new EndpointLimits();
        limits.streams = streams;
        limits.streamsPerCertificate = streamsPerCertificate;
        return limits;
    }

    /** Another length of the queue to an agent, for tests. */
    static EndpointLimits waiting(int messages) {
        EndpointLimits limits = new EndpointLimits();
        limits.messagesWaiting = messages;
        return limits;
    }

    /** Another size of that queue, for tests. */
    static EndpointLimits waitingBytes(long bytes) {
        EndpointLimits limits = new EndpointLimits();
        limits.bytesWaiting = bytes;
        return limits;
    }

    /** Bytes after which nothing more is kept for an agent that reads too slowly. */
    long bytesWaiting() {
        return bytesWaiting;
    }

    /** Messages kept for an agent that reads too slowly. */
    int messagesWaiting() {
        return messagesWaiting;
    }

    /** Time for the handshakes of TLS and HTTP/2. */
    long handshakeMillis() {
        return handshakeMillis;
    }

    /** Time after which a transport without a stream is closed. */
    long idleMillis() {
        return idleMillis;
    }

    /** Silence after which a transport is asked whether it is there. */
    long keepAliveMillis() {
        return keepAliveMillis;
    }

    /** Time that it has to answer. */
    long keepAliveTimeoutMillis() {
        return keepAliveTimeoutMillis;
    }

    /** Most streams at a time, of all agents. */
    int streams() {
        return streams;
    }

    /** Most streams at a time of those who attach with one certificate. */
    int streamsPerCertificate() {
        return streamsPerCertificate;
    }
}
