// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.ecmp;

/**
 * What a {@link NextHopGroup} can say beyond the order of its next hops, and only some devices understand.
 */
public enum GroupFeature {
    /** Weights other than 1. */
    WEIGHTS("weights"),
    /** Ids of buckets. */
    BUCKET_IDS("bucket ids"),
    /** A bucket table. */
    BUCKET_TABLE("bucket tables");

    private final String text;

    GroupFeature(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
