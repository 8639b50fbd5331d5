// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.ecmpcheck;

import org.crosslayer.ecmp.FiveTuple;

/**
 * One packet with what was seen and what the model says.
 *
 * @param line      line of the file
 * @param flow      the packet
 * @param model     name of the model, without secrets
 * @param group     the next hops: weights and whatever else they have
 * @param hash      the model with its secrets, for people
 * @param predicted position of the next hop, the hash, or "unknown"
 * @param observed  position of the next hop, or the hash
 */
record Observation(long line, FiveTuple flow, String model, String group, String hash, String predicted,
                   String observed) {

    /** What a model says when it cannot say. */
    static final String UNKNOWN = "unknown";

    boolean matched() {
        return predicted.equals(observed);
    }

    String family() {
        return Row.family(flow.source());
    }

    @Override
    public String toString() {
        return "line " + line + ": " + flow + " predicted " + predicted + ", observed " + observed + " (" + hash + ", "
                + group + ")";
    }
}
