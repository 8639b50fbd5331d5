// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.ecmpcheck;

import java.util.List;
import java.util.Set;
import org.crosslayer.ecmp.FiveTuple;
import org.crosslayer.ecmp.LinuxEcmpHash;
import org.crosslayer.ecmp.LinuxEcmpHash.Policy;

/**
 * Whole hashes of Linux routers with policy 1, found by moving the border between two weights.
 */
final class ExactHashRows implements RowForm {

    @Override
    public List<String> columns() {
        return List.of("src", "dst", "sport", "dport", "seed", "hash31_hex");
    }

    @Override
    public Set<String> optionalColumns() {
        return Set.of("family", "proto");
    }

    @Override
    public Observation read(Row row) throws BadInputException {
        FiveTuple flow = row.flow();
        LinuxEcmpHash hash = new LinuxEcmpHash(Policy.LAYER_4, (int) row.number("seed", 1, LinuxRows.MAX_SEED));
        String observed = row.text("hash31_hex");
        if (!observed.matches("[0-7][0-9a-f]{7}")) {
            throw row.invalid("hash31_hex", "expected eight hexadecimal digits up to 7fffffff, found \"" + observed
                    + "\"");
        }
        String predicted = String.format("%08x", hash.hash(flow, flow.sourcePort(), flow.destinationPort()));
        return new Observation(row.line(), flow, "linux-policy1", "whole hash", hash.toString(), predicted, observed);
    }
}
