// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.fabric;

import java.util.Arrays;

/**
 * How much traffic every link of a fabric carries, as its devices have counted it lately. Immutable.
 *
 * <p>Kept apart from the fabric, since it changes every few seconds and the fabric does not. A link that nothing was
 * counted for is unknown, which is not the same as idle.
 */
public final class LinkUtilisation {

    /** In place of a rate: nothing is known. */
    public static final long UNKNOWN = -1;

    private final Fabric fabric;
    private final long[] bitsPerSecond;

    private LinkUtilisation(Fabric fabric, long[] bitsPerSecond) {
        this.fabric = fabric;
        this.bitsPerSecond = bitsPerSecond;
    }

    /**
     * A measurement.
     *
     * @param fabric        whose links are meant
     * @param bitsPerSecond by link index; {@link #UNKNOWN} where nothing was counted; is copied
     * @return the value
     */
    public static LinkUtilisation of(Fabric fabric, long[] bitsPerSecond) {
        if (bitsPerSecond.length != fabric.linkCount()) {
            throw new IllegalArgumentException(bitsPerSecond.length + " values for " + fabric.linkCount() + " links");
        }
        return new LinkUtilisation(fabric, bitsPerSecond.clone());
    }

    /**
     * Nothing is known of any link.
     *
     * @param fabric whose links are meant
     * @return the value
     */
    public static LinkUtilisation unknown(Fabric fabric) {
        return new LinkUtilisation(fabric, new long[0]);
    }

    /**
     * Traffic on a link.
     *
     * @param link index of a link in the fabric of this measurement
     * @return bits per second, {@link #UNKNOWN} if it is not known
     */
    public long bitsPerSecond(int link) {
        return link < bitsPerSecond.length ? bitsPerSecond[link] : UNKNOWN;
    }

    /**
     * Whether anything was counted on a link.
     *
     * @param link index of a link in the fabric of this measurement
     * @return false if its traffic is unknown
     */
    public boolean known(int link) {
        return bitsPerSecond(link) != UNKNOWN;
    }

    /**
     * Number of links with known traffic.
     *
     * @return 0 or more
     */
    public int knownCount() {
        return (int) Arrays.stream(bitsPerSecond).filter(value -> value != UNKNOWN).count();
    }

    /**
     * Whether the link indices are those of a fabric.
     *
     * @param other a snapshot
     * @return false if its links are numbered otherwise
     */
    public boolean isOf(Fabric other) {
        return fabric.numberedLike(other);
    }
}
