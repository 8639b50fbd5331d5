// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.agents;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OpenStreamsTest {
    private final OpenStreams open = new OpenStreams(EndpointLimits.streams(3, 2));

    @Test
    void shouldBoundTheStreamsOfOneCertificate() {
        assertThat(open.enter("CN=one")).isNull();
        assertThat(open.enter("CN=one")).isNull();
        assertThat(open.enter("CN=one")).isEqualTo(
            "2 streams are open with the certificate of CN=one: give each agent its own");

        assertThat(open.enter("CN=other")).isNull();
        open.leave("CN=one");
        assertThat(open.enter("CN=one")).isNull();
    }

    @Test
    void shouldBoundTheStreamsOfAll() {
        assertThat(open.enter("")).isNull();
        assertThat(open.enter("")).isNull();
        assertThat(open.enter("")).isNull();
        assertThat(open.enter("")).isEqualTo("the controller has 3 streams, it takes no more");

        open.leave("");
        open.leave("");
        open.leave("");

        assertThat(open.open()).isZero();
    }
}
