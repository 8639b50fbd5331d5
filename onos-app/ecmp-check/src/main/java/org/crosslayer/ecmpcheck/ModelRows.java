// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.ecmpcheck;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.crosslayer.ecmp.EcmpHash;
import org.crosslayer.ecmp.FiveTuple;

/**
 * Next hops of any model, which option --ecmp or column ecmp states as the network configuration does.
 */
final class ModelRows implements RowForm {

    /** The hash of rows without one of their own; null if all have one. */
    private final EcmpHash usual;
    private final Map<String, EcmpHash> known = new HashMap<>();

    ModelRows(EcmpHash usual) {
        this.usual = usual;
    }

    @Override
    public List<String> columns() {
        return List.of("src", "dst", "sport", "dport", "weights", "nexthop_index");
    }

    @Override
    public Set<String> optionalColumns() {
        return Set.of("family", "proto", "flow_label", "ecmp", "dead", "bucket_ids", "table");
    }

    @Override
    public Observation read(Row row) throws BadInputException {
        FiveTuple flow = row.flow();
        EcmpHash hash = hash(row);
        Group group = new Group(row);
        return new Observation(row.line(), flow, hash.toString(), group.toString(), hash.toString(),
                group.predict(hash, flow), group.observed("nexthop_index"));
    }

    private EcmpHash hash(Row row) throws BadInputException {
        if (usual != null && !row.has("ecmp")) {
            return usual;
        }
        String text = row.text("ecmp");
        EcmpHash hash = known.get(text);
        if (hash == null) {
            try {
                hash = EcmpJson.parse(text);
            } catch (BadInputException e) {
                throw row.invalid("ecmp", e.getMessage());
            }
            known.put(text, hash);
        }
        return hash;
    }
}
