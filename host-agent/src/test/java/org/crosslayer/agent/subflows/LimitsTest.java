// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.subflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import org.crosslayer.agent.connections.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsTest {
    @Test
    void shouldLetThroughSoManyInASecond() {
        RateLimit rate = new RateLimit(10, 0);
        for (int i = 0; i < 10; i++) {
            assertThat(rate.take(1)).isTrue();
        }
        assertThat(rate.take(2)).isFalse();
        assertThat(rate.take(100_000_010L)).isTrue();
        assertThat(rate.take(100_000_020L)).isFalse();
    }

    @Test
    void shouldDrawDifferentPortsOfTheRange() {
        SourcePorts ports = SourcePorts.parse("100-103");
        assertThat(ports.draw(new SplittableRandom(1), 3)).hasSize(3).doesNotHaveDuplicates()
            .allMatch(port -> port >= 100 && port <= 103);
        assertThat(ports.draw(new SplittableRandom(1), 9)).containsExactlyInAnyOrder(100, 101, 102, 103);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "0-7", "9-8", "1-65536", "a-b", "1-2-3"})
    void shouldRefuseWrongRanges(String text) {
        assertThatThrownBy(() -> SourcePorts.parse(text)).isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("source ports");
    }

    @Test
    void shouldKeepToTheConfiguredAddresses() {
        OwnAddresses own = new OwnAddresses(List.of(Samples.address("10.0.1.2"), Samples.address("fd00::1")));
        assertThat(own.contains(Samples.address("10.0.1.2"))).isTrue();
        assertThat(own.contains(Samples.address("fd00::1"))).isTrue();
        assertThat(own.contains(Samples.address("10.0.1.3"))).isFalse();
        assertThat(own.current()).hasSize(2);
    }

    @Test
    void shouldNotUseLoopbackUnasked() {
        assertThat(new OwnAddresses(List.of()).current()).doesNotContain(Samples.address("127.0.0.1"));
    }
}
