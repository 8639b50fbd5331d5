// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.ecmpcheck;

import java.util.List;
import java.util.stream.IntStream;
import org.crosslayer.ecmp.EcmpHash;
import org.crosslayer.ecmp.FiveTuple;
import org.crosslayer.ecmp.GroupFeature;
import org.crosslayer.ecmp.NextHopGroup;
import org.crosslayer.ecmp.NextHopSelector;

/**
 * The next hops of one row: columns weights, dead, bucket_ids and table.
 */
final class Group {

    static final long MAX_WEIGHT = 65_536;
    /** OpenFlow keeps the numbers above for itself. */
    private static final long MAX_BUCKET_ID = 0xffff_ff00L;

    private final Row row;
    private final StringBuilder text = new StringBuilder();
    private final int size;
    private NextHopGroup all;
    private int[] live;

    /** The group that the columns of a row describe. */
    Group(Row row) throws BadInputException {
        this.row = row;
        List<Long> weights = row.numbers("weights", 1, MAX_WEIGHT);
        size = weights.size();
        live = IntStream.range(0, size).toArray();
        all = NextHopGroup.of(ints(weights));
        text.append("weights ").append(row.text("weights"));
        if (row.has("bucket_ids")) {
            bucketIds(row.numbers("bucket_ids", 0, MAX_BUCKET_ID));
        }
        if (row.has("table")) {
            table(ints(row.numbers("table", 0, size - 1)));
        }
        if (row.has("dead")) {
            dead(row.numbers("dead", 0, size - 1));
        }
    }

    int size() {
        return size;
    }

    /** Puts the next hops behind a bucket table. */
    void table(int... positions) {
        all = all.withTable(positions);
        text.append(", ").append(positions.length).append(" buckets");
    }

    /** Position of the next hop that a model predicts. */
    String predict(EcmpHash hash, FiveTuple flow) throws BadInputException {
        for (GroupFeature feature : GroupFeature.values()) {
            if (all.has(feature) && !hash.supports(feature)) {
                throw row.invalid(column(feature), hash + " knows no " + feature);
            }
        }
        int index = hash.over(all.surviving(live)).choose(flow, flow.sourcePort(), flow.destinationPort());
        return index == NextHopSelector.UNKNOWN ? Observation.UNKNOWN : Integer.toString(live[index]);
    }

    /** Position of the next hop that was seen, in a column of that name. */
    String observed(String column) throws BadInputException {
        int position = (int) row.number(column, 0, size - 1);
        if (IntStream.of(live).noneMatch(alive -> alive == position)) {
            throw row.invalid(column, "expected a live next hop, found " + position + ", which column dead names");
        }
        return Integer.toString(position);
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private void bucketIds(List<Long> ids) throws BadInputException {
        if (ids.size() != size || ids.stream().distinct().count() != size) {
            throw row.invalid("bucket_ids", "expected " + size + " different ids, one for each weight, found "
                    + row.text("bucket_ids"));
        }
        all = all.withBucketIds(ints(ids));
        if (IntStream.range(0, size).anyMatch(i -> ids.get(i) != i)) {
            text.append(", ids ").append(row.text("bucket_ids"));
        }
    }

    private void dead(List<Long> positions) throws BadInputException {
        live = IntStream.range(0, size).filter(i -> !positions.contains((long) i)).toArray();
        if (live.length == 0) {
            throw row.invalid("dead", "expected at least one next hop to live");
        }
        text.append(", dead ").append(row.text("dead"));
    }

    private static String column(GroupFeature feature) {
        return feature == GroupFeature.WEIGHTS ? "weights"
                : feature == GroupFeature.BUCKET_IDS ? "bucket_ids" : "table";
    }

    private static int[] ints(List<Long> numbers) {
        return numbers.stream().mapToInt(Long::intValue).toArray();
    }
}
