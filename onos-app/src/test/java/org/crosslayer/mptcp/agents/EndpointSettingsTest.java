// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointSettingsTest {

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "::1"})
    void shouldAllowPlaintextOnLoopback(String address) {
        assertThat(EndpointSettings.of(address, 9494, "", "", "", true).plaintext()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "0.0.0.0|9494|||||false|tlsCertificate is not set: set tlsCertificate, tlsKey and tlsTrust to PEM files",
        "0.0.0.0|9494|||||true|plaintext is true but listenAddress 0.0.0.0 is not a loopback address",
        "10.0.0.1|9494|||||true|plaintext is true but listenAddress 10.0.0.1 is not a loopback address",
        "127.0.0.1|9494|a||||true|plaintext is true but TLS files are given",
        "127.0.0.1|70000|||||true|port is 70000, expected 1 to 65535",
        "localhost|9494|||||true|listenAddress is 'localhost', expected an IPv4 or IPv6 address",
        "''|9494|||||true|listenAddress is '', expected an IPv4 or IPv6 address",
        "1.2.3.4.5|9494|||||true|listenAddress is '1.2.3.4.5', expected an IPv4 or IPv6 address",
        "0.0.0.0|9494|/nowhere/c.pem|||x|false|tlsCertificate /nowhere/c.pem is not a readable file"})
    void shouldSayWhatIsWrong(String address, int port, String certificate, String key, String trust, String unused,
                              boolean plaintext, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> EndpointSettings.of(address, port, text(certificate),
            text(key), text(trust), plaintext)).withMessageStartingWith(message);
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }
}
