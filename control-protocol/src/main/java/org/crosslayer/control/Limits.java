// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.control;

/** The bounds that {@code control.proto} gives to sizes and ranges. */
public final class Limits {
    /** Versions of the contract: the only one there is. */
    public static final int PROTOCOL_VERSION = 1;
    /** Largest encoded message, either direction. */
    public static final int MESSAGE_BYTES = 4 * 1024 * 1024;
    /** Characters of an agent id and of a controller id. */
    public static final int ID_CHARACTERS = 253;
    /** Bytes of {@code Hello.instance_id}. */
    public static final int INSTANCE_ID_BYTES = 16;
    /** Addresses in a Hello. */
    public static final int ADDRESSES = 256;
    /** Events in a batch. */
    public static final int EVENTS = 1024;
    /** Outcomes in a batch. */
    public static final int OUTCOMES = 1024;
    /** Subflows in a batch of telemetry. */
    public static final int TELEMETRY = 4096;
    /** Commands in a batch. */
    public static final int COMMANDS = 256;
    /** Paths of a plan. */
    public static final int PATHS = 64;
    /** Candidate source ports of a path. */
    public static final int CANDIDATES = 64;
    /** Largest transport port. */
    public static final int PORT = 65_535;
    /** Standing plans, and pools for first subflows, in one message. */
    public static final int STANDING_PLANS = 4096;
    /** Paths of a standing plan. */
    public static final int STANDING_PATHS = 16;
    /** Errnos of one standing plan that are counted each for itself. */
    public static final int STANDING_ERRNOS = 64;
    /** Source ports in a pool. */
    public static final int POOL_PORTS = 4096;
    /** Longest time, in seconds, for which standing orders are right without being renewed. */
    public static final int STANDING_SECONDS = 86_400;
    /** Longest time, in milliseconds, that agents have to leave. */
    public static final int LEAVE_MS = 60_000;
    /** Largest address id, and most subflows of a connection. */
    public static final int ADDRESS_ID = 255;

    static final int AGENT_VERSION_CHARACTERS = 64;
    static final int KERNEL_RELEASE_CHARACTERS = 128;
    static final int REMOTE_CHARACTERS = 64;
    static final int OUTCOME_MESSAGE_CHARACTERS = 512;
    static final int PATH_LABEL_CHARACTERS = 1024;
    static final int TELEMETRY_INTERVAL_MIN_MS = 100;
    static final int TELEMETRY_INTERVAL_MAX_MS = 3_600_000;

    private Limits() {
    }
}
