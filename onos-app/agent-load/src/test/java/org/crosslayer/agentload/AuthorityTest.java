// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agentload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthorityTest {
    private static final int IP_ADDRESS = 7;

    @Test
    void shouldCertifyTheAddressesOfAnAgent() throws Exception {
        Authority authority = new Authority();

        Authority.Identity identity = authority.identity("agent-1", List.of("10.0.0.1"));

        identity.certificate().verify(authority.certificate().getPublicKey());
        assertThat(identity.certificate().getSubjectAlternativeNames()).contains(List.of(IP_ADDRESS, "10.0.0.1"));
    }

    @Test
    void shouldWritePemFiles(@TempDir Path folder) throws Exception {
        Authority authority = new Authority();

        Path key = Authority.pem(authority.identity("onos", List.of()).key(), folder.resolve("onos.key"));

        assertThat(Files.readString(key)).startsWith("-----BEGIN PRIVATE KEY-----");
    }
}
