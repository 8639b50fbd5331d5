// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.mptcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.crosslayer.agent.mptcp.KernelFixture.endpoint;

import java.net.InetAddress;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
    @Property
    void readsEveryTokenThatItWrites(@ForAll int token) {
        assertThat(ConnectionToken.format(token)).hasSize(8);
        assertThat(ConnectionToken.parse(ConnectionToken.format(token))).isEqualTo(token);
        assertThat(ConnectionToken.parse("0x" + Integer.toHexString(token))).isEqualTo(token);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0x", "-1", "+1", "123456789", "xyz", "0x0x1", "1 "})
    void refusesWhatIsNoToken(String text) {
        assertThatThrownBy(() -> ConnectionToken.parse(text)).isInstanceOf(IllegalArgumentException.class)
            .hasMessageStartingWith("token '" + text + "' is not 1 to 8 hexadecimal digits");
    }

    @Test
    void writesAddressesAsPeopleDo() {
        assertThat(endpoint("10.0.0.1", 80)).hasToString("10.0.0.1:80");
        assertThat(endpoint("fd00::1", 80)).hasToString("[fd00::1]:80");
        assertThat(endpoint("::", 1)).hasToString("[::]:1");
        assertThat(new FourTuple(endpoint("10.0.0.1", 80), endpoint("10.0.0.2", 81)))
            .hasToString("10.0.0.1:80 > 10.0.0.2:81");
    }

    @ParameterizedTest
    @ValueSource(strings = {"::", "::1", "1::", "fd00::1", "1:2:3:4:5:6:7:8", "1:0:2::3", "2001:db8::1:0:0:1",
        "0:1:2:3:4:5:6:7", "1:2:3:4:5:6:7:0", "fe80::ffff:ffff:ffff:ffff", "1::2:0:0:3:0"})
    void writesIpv6InItsShortestForm(String text) {
        assertThat(Addresses.text(KernelFixture.address(text))).isEqualTo(text);
    }

    @Property
    void writesIpv6SoThatItCanBeRead(@ForAll @Size(16) byte[] bytes, @ForAll short zeroes) {
        for (int i = 0; i < 16; i++) {
            bytes[i] = (zeroes >> i & 1) == 0 ? bytes[i] : 0;
        }
        InetAddress address = Addresses.of(bytes);
        assertThat(KernelFixture.address(Addresses.text(address))).isEqualTo(address);
    }

    @Test
    void refusesPortsAndIdsOutOfRange() {
        assertThatThrownBy(() -> endpoint("10.0.0.1", 65536)).hasMessageContaining("port 65536 is not in 0..65535");
        assertThatThrownBy(() -> new LocalAddress(endpoint("10.0.0.1", 1), 256, 0, 0))
            .hasMessageContaining("address id 256 is not in 0..255");
    }

    @Test
    void describesResets() {
        assertThat(new SubflowReset(3, 0).describe()).isEqualTo("administratively prohibited");
        assertThat(new SubflowReset(2, 1).describe()).isEqualTo("lack of resources (transient)");
        assertThat(new SubflowReset(77, 0).describe()).isEqualTo("reason 77");
        assertThat(new SubflowReset(-1, 0).describe()).isEqualTo("reason -1");
    }
}
