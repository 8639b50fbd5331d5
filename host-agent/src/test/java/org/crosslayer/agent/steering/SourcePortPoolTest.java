// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.steering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourcePortPoolTest {
    private static SourcePortPool pool(int remotePort, Integer... ports) {
        return new SourcePortPool(1, RemotePrefix.parse("10.0.0.0/8"), remotePort, Set.of(SteeredProtocol.TCP),
            Arrays.asList(ports), Duration.ZERO);
    }

    @ParameterizedTest
    @CsvSource({"10.1.2.0/24,10.1.2.0/24", "10.1.2.3,10.1.2.3/32", "0.0.0.0/0,0.0.0.0/0", "fd00::/16,fd00::/16",
        "fd00::1,fd00::1/128", "::/0,::/0", "10.1.2.128/25,10.1.2.128/25"})
    void shouldReadPrefixes(String text, String expected) {
        assertThat(RemotePrefix.parse(text)).hasToString(expected);
        assertThat(RemotePrefix.parse(text).isIpv6()).isEqualTo(text.contains(":"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "10.1.2.3/24 | prefix 10.1.2.3/24 has bits set behind its length",
        "10.1.2.3/31 | has bits set behind its length",
        "fd00::1/64 | has bits set behind its length",
        "10.0.0.0/33 | prefix length 33 of 10.0.0.0 is not within 0 to 32",
        "fd00::/129 | prefix length 129 of fd00:: is not within 0 to 128",
        "10.0.0.0/-1 | prefix length -1 of 10.0.0.0",
        "10.0.0.0/x | '10.0.0.0/x' is not ADDRESS or ADDRESS/LENGTH",
        "10.1/16 | '10.1/16' is not ADDRESS or ADDRESS/LENGTH",
        "localhost | 'localhost' is not ADDRESS or ADDRESS/LENGTH",
        "1.2.3.4.5 | is not ADDRESS or ADDRESS/LENGTH",
        "1.2.3.256 | is not ADDRESS or ADDRESS/LENGTH"})
    void shouldRefuseWhatIsNoPrefix(String text, String expected) {
        assertThatThrownBy(() -> RemotePrefix.parse(text)).isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining(expected);
    }

    @Test
    void shouldRefusePoolsThatCannotBe() {
        assertRefused("destination port 65536 is not within 0 to 65535", () -> pool(65_536, 20_000));
        assertRefused("0 source ports are not within 1 to 4096", () -> pool(80));
        assertRefused("4097 source ports are not within", () -> pool(80,
            IntStream.range(2000, 6097).boxed().toArray(Integer[]::new)));
        assertRefused("source port 1023 is not within 1024 to 65535", () -> pool(80, 1023));
        assertRefused("source port 65536 is not within", () -> pool(80, 65_536));
        assertRefused("source port 2000 is there twice", () -> pool(80, 2000, 2001, 2000));
        assertRefused("MPTCP, TCP or both", () -> new SourcePortPool(1, RemotePrefix.parse("::/0"), 0, Set.of(),
            List.of(2000), Duration.ZERO));
        assertRefused("is negative", () -> new SourcePortPool(1, RemotePrefix.parse("::/0"), 0,
            Set.of(SteeredProtocol.TCP), List.of(2000), Duration.ofSeconds(-1)));
    }

    private static void assertRefused(String expected, Runnable code) {
        assertThatThrownBy(code::run).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(expected);
    }
}
