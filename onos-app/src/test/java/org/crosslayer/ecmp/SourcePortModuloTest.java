// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.ecmp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SourcePortModuloTest {

    private final FiveTuple upload =
            FiveTuple.tcp(Address.parse("10.0.1.2"), 20_001, Address.parse("10.0.2.2"), 8000);

    @Test
    void portDecidesThePathOfThePacketsThatTheClientSends() {
        SourcePortModulo hash = new SourcePortModulo();
        assertThat(hash.choose(upload, 1, 1)).isEqualTo(1);
        assertThat(hash.choose(upload.withSourcePort(20_002), 1, 1)).isEqualTo(0);
        assertThat(hash.choose(upload, 1, 1, 1)).isEqualTo(20_001 % 3);
    }

    @Test
    void clientsPortDoesNotMoveThePacketsThatTheServerSends() {
        SourcePortModulo hash = new SourcePortModulo();
        for (int port = 20_000; port < 20_016; port++) {
            assertThat(hash.choose(upload.withSourcePort(port).reversed(), 1, 1)).isEqualTo(0);
        }
    }
}
