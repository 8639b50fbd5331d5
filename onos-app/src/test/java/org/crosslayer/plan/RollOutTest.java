// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RollOutTest {
    private static final int HOSTS = 2000;

    private static List<String> reached(int percent) {
        return IntStream.rangeClosed(1, HOSTS).mapToObj(host -> "h" + host)
                .filter(host -> RollOut.reached(host, percent)).collect(Collectors.toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 50, 90})
    void itReachesThatPartOfTheHosts(int percent) {
        double expected = HOSTS * percent / 100.0;
        assertThat((double) reached(percent).size()).isBetween(expected - 4 * Math.sqrt(expected),
                expected + 4 * Math.sqrt(expected));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 50, 99})
    void aGreaterPartLosesNone(int percent) {
        assertThat(reached(percent + 1)).containsAll(reached(percent));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100})
    void noneAndAllAreNoneAndAll(int percent) {
        assertThat(reached(percent)).hasSize(HOSTS * percent / 100);
    }
}
