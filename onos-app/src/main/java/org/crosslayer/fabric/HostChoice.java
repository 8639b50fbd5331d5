// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.fabric;

import java.util.Objects;
import org.crosslayer.ecmp.EcmpHash;

/**
 * How a host that is attached at several places chooses among them for the packets that it sends.
 */
public final class HostChoice {

    /** Nothing is known: only packets to the host can be traced, not those that it sends. */
    public static final HostChoice UNKNOWN = new HostChoice(null, false);

    /** One attachment is used at a time, the first one that is up (bonding mode active-backup). */
    public static final HostChoice ONE_AT_A_TIME = new HostChoice(null, true);

    private final EcmpHash hash;
    private final boolean oneAtATime;

    private HostChoice(EcmpHash hash, boolean oneAtATime) {
        this.hash = hash;
        this.oneAtATime = oneAtATime;
    }

    /**
     * The host hashes over its attachments in the order in which they were added.
     *
     * @param hash as of a router
     * @return the choice
     */
    public static HostChoice by(EcmpHash hash) {
        return new HostChoice(Objects.requireNonNull(hash), false);
    }

    /** The hash, null if there is none. */
    EcmpHash hash() {
        return hash;
    }

    boolean oneAtATime() {
        return oneAtATime;
    }

    @Override
    public String toString() {
        return oneAtATime ? "one at a time" : hash == null ? "unknown" : hash.toString();
    }
}
