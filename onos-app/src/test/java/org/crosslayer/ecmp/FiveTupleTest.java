// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.ecmp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;

class FiveTupleTest {
    private static final Address ONE = Address.of(new byte[] {10, 0, 0, 1});
    private static final Address TWO = Address.of(new byte[] {10, 0, 0, 2});

    @Test
    void equalFlowsHaveTheSameHashHoweverOftenItIsAskedFor() {
        FiveTuple flow = FiveTuple.tcp(ONE, 40_000, TWO, 80);
        int first = flow.hashCode();

        assertThat(flow.hashCode()).isEqualTo(first);
        assertThat(FiveTuple.tcp(ONE, 40_000, TWO, 80)).isEqualTo(flow).hasSameHashCodeAs(flow);
        assertThat(FiveTuple.tcp(TWO, 80, ONE, 40_000)).isNotEqualTo(flow);
    }

    @Test
    void orderOfTablesOfFlowsStaysAsItWas() {
        // Plans depend on it where paths are equally good.
        assertThat(FiveTuple.tcp(ONE, 40_000, TWO, 80).hashCode())
            .isEqualTo(Objects.hash(ONE, 40_000, TWO, 80, FiveTuple.TCP));
    }
}
