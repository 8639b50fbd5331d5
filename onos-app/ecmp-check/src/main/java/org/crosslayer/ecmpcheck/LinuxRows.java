// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.ecmpcheck;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.crosslayer.ecmp.FiveTuple;
import org.crosslayer.ecmp.LinuxEcmpHash;
import org.crosslayer.ecmp.LinuxEcmpHash.Policy;

/**
 * Next hops of Linux routers: classic routes, hash-threshold and resilient next-hop groups.
 *
 * <p>Column route_type is free text in which {@code policy=N} and {@code resilient-Nbuckets} mean something; the
 * policy may be a column of its own and is 1 where nothing says.
 */
final class LinuxRows implements RowForm {

    static final long MAX_SEED = 0xffff_ffffL;

    private static final Pattern POLICY = Pattern.compile("policy=(\\d+)");
    private static final Pattern FIELDS = Pattern.compile("fields=([^,]*)");
    private static final Pattern RESILIENT = Pattern.compile("resilient-(\\d{1,6})buckets");

    private final BucketTables tables;

    LinuxRows(BucketTables tables) {
        this.tables = tables;
    }

    @Override
    public List<String> columns() {
        return List.of("src", "dst", "sport", "dport", "seed", "weights", "nexthop_index");
    }

    @Override
    public Set<String> optionalColumns() {
        return Set.of("family", "proto", "flow_label", "policy", "route_type", "dead", "table");
    }

    @Override
    public Observation read(Row row) throws BadInputException {
        FiveTuple flow = row.flow();
        LinuxEcmpHash hash = new LinuxEcmpHash(policy(row), (int) row.number("seed", 1, MAX_SEED));
        Group group = new Group(row);
        String type = row.has("route_type") ? row.text("route_type") : "";
        Matcher resilient = RESILIENT.matcher(type);
        if (resilient.find() && !row.has("table")) {
            int[] table = tables.find(row.text("weights"), Integer.parseInt(resilient.group(1)), flow.source().ipv6());
            if (table == null) {
                throw row.invalid("route_type", "the bucket table of a resilient group has to be read from the router: "
                        + "expected it in column table, or for these weights, " + resilient.group(1)
                        + " buckets and this family in the file of option --tables");
            }
            for (int position : table) {
                if (position < 0 || position >= group.size()) {
                    throw row.invalid("weights", "its bucket table has position " + position + ", but there are only "
                            + group.size() + " weights");
                }
            }
            group.table(table);
        }
        String name = hash.toString().substring(0, hash.toString().indexOf(' '));
        return new Observation(row.line(), flow, name, group.toString(), hash.toString(), group.predict(hash, flow),
                group.observed("nexthop_index"));
    }

    private static Policy policy(Row row) throws BadInputException {
        String type = row.has("route_type") ? row.text("route_type") : "";
        Matcher fields = FIELDS.matcher(type);
        if (fields.find() && !fields.group(1).matches("0x0*37")) {
            throw row.invalid("route_type", "expected fields=0x37, the only mask that is modelled, found "
                    + fields.group());
        }
        Matcher found = POLICY.matcher(type);
        String column = row.has("policy") ? "policy" : "route_type";
        String number = row.has("policy") ? row.text("policy") : found.find() ? found.group(1) : "1";
        switch (number) {
            case "0":
                return Policy.LAYER_3;
            case "1":
                return Policy.LAYER_4;
            case "3":
                return Policy.FIVE_TUPLE;
            default:
                throw row.invalid(column, "expected policy 0, 1 or 3, found " + number);
        }
    }
}
