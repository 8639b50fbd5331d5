// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.agents;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import org.crosslayer.control.v1.ControllerMessage;
import org.crosslayer.control.v1.SnapshotRequest;
import org.crosslayer.control.v1.Welcome;
import org.junit.jupiter.api.Test;

class AgentStreamTest {
    private final AgentStreams transport = new AgentStreams();
    private final AgentStream stream = transport.stream();

    @Test
    void shouldKeepTheOrderOfWhatHadToWait() {
        send(2);
        transport.ready(false);
        send(3);
        assertThat(transport.sent()).hasSize(2);

        transport.ready(true);
        send(1);
        stream.ready();

        assertThat(transport.sent()).extracting(ControllerMessage::getSequence).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    }

    @Test
    void shouldEndTheStreamOfAnAgentThatDoesNotRead() {
        transport.ready(false);
        send(65_536);
        assertThat(transport.status()).isNull();

        send(1);

        assertThat(transport.status().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(transport.status().getDescription()).isEqualTo(
            "the agent does not read: 65536 messages wait for it");
        assertThat(stream.closed()).isTrue();
    }

    @Test
    void shouldKeepNoMoreBytesThanItHasRoomFor() {
        AgentStream bounded = transport.stream(EndpointLimits.waitingBytes(1000));
        transport.ready(false);
        bounded.send(ofBytes(999));
        assertThat(bounded.closed()).isFalse();
        bounded.send(ofBytes(999));

        assertThat(transport.status().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(transport.status().getDescription()).isEqualTo("the agent does not read: 1 messages wait for it");
        assertThat(EndpointLimits.DEFAULT.bytesWaiting()).isEqualTo(32 << 20);
    }

    @Test
    void shouldHaveRoomAgainWhenTheAgentHasRead() {
        AgentStream bounded = transport.stream(EndpointLimits.waitingBytes(1000));
        for (int round = 0; round < 5; round++) {
            transport.ready(false);
            bounded.send(ofBytes(2000));
            transport.ready(true);
            bounded.ready();
        }
        assertThat(transport.sent()).hasSize(5);
        assertThat(bounded.closed()).isFalse();
    }

    private static ControllerMessage.Builder ofBytes(int bytes) {
        return ControllerMessage.newBuilder().setWelcome(Welcome.newBuilder().setControllerId("x".repeat(bytes)));
    }

    @Test
    void shouldSayNothingAfterTheEnd() {
        stream.close(Status.OK);
        stream.close(Status.ABORTED);
        send(1);
        stream.ready();

        assertThat(transport.sent()).isEmpty();
        assertThat(transport.status()).isEqualTo(Status.OK);
    }

    private void send(int messages) {
        for (int i = 0; i < messages; i++) {
            stream.send(ControllerMessage.newBuilder().setSnapshotRequest(SnapshotRequest.getDefaultInstance()));
        }
    }
}
