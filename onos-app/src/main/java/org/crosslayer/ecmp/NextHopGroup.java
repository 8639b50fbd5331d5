// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.ecmp;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The equal-cost next hops of one device for one destination, as the device has them: order, weights and, where a
 * hash asks for them, bucket ids or a bucket table. Immutable.
 *
 * <p>A position counts all next hops from 0, dead ones included; an index counts the live ones only.
 */
public final class NextHopGroup {

    private final int[] weights;
    private final int[] live;
    private final int[] bucketIds;
    private final int[] table;

    private NextHopGroup(int[] weights, int[] live, int[] bucketIds, int[] table) {
        this.weights = weights;
        this.live = live;
        this.bucketIds = bucketIds;
        this.table = table;
    }

    /**
     * A group of live next hops.
     *
     * @param weights relative weight, at least 1, of every next hop in the order in which the device has them
     * @return the group
     * @throws IllegalArgumentException without a next hop or with a weight below 1
     */
    public static NextHopGroup of(int... weights) {
        if (weights.length == 0) {
            throw new IllegalArgumentException("a group has at least one next hop");
        }
        for (int weight : weights) {
            if (weight < 1) {
                throw new IllegalArgumentException("weights are at least 1, not " + weight);
            }
        }
        int[] all = IntStream.range(0, weights.length).toArray();
        return new NextHopGroup(weights.clone(), all, null, null);
    }

    /**
     * The same next hops with ids of their buckets, which OpenFlow groups have. Without, they count from 0.
     *
     * @param ids an unsigned number for every next hop
     * @return the group
     */
    public NextHopGroup withBucketIds(int... ids) {
        if (ids.length != weights.length || IntStream.of(ids).distinct().count() != ids.length) {
            throw new IllegalArgumentException("expected " + weights.length + " distinct bucket ids, not "
                    + Arrays.toString(ids));
        }
        return new NextHopGroup(weights, live, ids.clone(), table);
    }

    /**
     * The same next hops behind a bucket table, as in a resilient group of Linux. How buckets are dealt out depends
     * on all changes that the group has ever seen, so it cannot be worked out from weights: it has to be read from
     * the device ({@code ip nexthop bucket show id GROUP}).
     *
     * @param positions position of the next hop of every bucket
     * @return the group
     */
    public NextHopGroup withTable(int... positions) {
        if (positions.length == 0 || IntStream.of(positions).anyMatch(at -> at < 0 || at >= weights.length)) {
            throw new IllegalArgumentException("a bucket table has positions of 0.." + (weights.length - 1) + ", not "
                    + Arrays.toString(positions));
        }
        return new NextHopGroup(weights, live, bucketIds, positions.clone());
    }

    /**
     * The same group with some next hops dead.
     *
     * @param positions positions of those that live, ascending, at least one
     * @return the group
     */
    public NextHopGroup surviving(int... positions) {
        boolean ascending = IntStream.range(1, positions.length).allMatch(i -> positions[i - 1] < positions[i]);
        if (positions.length == 0 || !ascending || positions[0] < 0
                || positions[positions.length - 1] >= weights.length) {
            throw new IllegalArgumentException("expected ascending positions of 0.." + (weights.length - 1) + ", not "
                    + Arrays.toString(positions));
        }
        return new NextHopGroup(weights, positions.clone(), bucketIds, table);
    }

    /**
     * Number of live next hops.
     *
     * @return at least 1
     */
    public int size() {
        return live.length;
    }

    /**
     * Weight of a live next hop.
     *
     * @param index 0..size()-1
     * @return at least 1
     */
    public int weight(int index) {
        return weights[live[index]];
    }

    /** Weights of the live next hops. */
    int[] liveWeights() {
        return IntStream.of(live).map(position -> weights[position]).toArray();
    }

    /** Weights of all next hops. */
    int[] configuredWeights() {
        return weights;
    }

    /**
     * Whether the group goes beyond the order of its next hops in some way.
     *
     * @param feature the way
     * @return true if it does
     */
    public boolean has(GroupFeature feature) {
        switch (feature) {
            case WEIGHTS:
                return IntStream.of(weights).anyMatch(weight -> weight != 1);
            case BUCKET_IDS:
                return bucketIds != null;
            case BUCKET_TABLE:
            default:
                return table != null;
        }
    }

    /** Refuses what a kind of device cannot have. */
    NextHopGroup checkedFor(EcmpHash hash) {
        for (GroupFeature feature : GroupFeature.values()) {
            if (has(feature) && !hash.supports(feature)) {
                throw new IllegalArgumentException(hash + " knows no " + feature);
            }
        }
        return this;
    }

    /** Bucket id of a live next hop. */
    int bucketId(int index) {
        return bucketIds == null ? live[index] : bucketIds[live[index]];
    }

    /** Index of the live next hop of every bucket; UNKNOWN where it is dead. Only for resilient groups. */
    int[] tableOfIndexes() {
        return IntStream.of(table).map(this::index).toArray();
    }

    /** Index of a position, UNKNOWN if that next hop is dead. */
    int index(int position) {
        int index = Arrays.binarySearch(live, position);
        return index < 0 ? NextHopSelector.UNKNOWN : index;
    }
}
