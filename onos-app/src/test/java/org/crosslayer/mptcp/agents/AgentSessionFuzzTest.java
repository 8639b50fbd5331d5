// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.agents;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Status;
import org.crosslayer.control.v1.AgentMessage;
import org.crosslayer.control.v1.Capabilities;
import org.crosslayer.control.v1.ConnectionSnapshot;
import org.crosslayer.control.v1.Hello;
import org.crosslayer.mptcp.AgentId;
import org.crosslayer.mptcp.DirectEvents;
import org.crosslayer.mptcp.FakeFabricService;
import org.crosslayer.mptcp.connections.ConnectionManager;
import org.crosslayer.mptcp.connections.TestConnections;
import org.crosslayer.mptcp.planning.PlanningEngine;

/**
 * Messages of an attached agent, through checks, registry and planning. The input is one message after the other, each
 * behind two bytes with its length. Whatever comes, the stream goes on or ends with a reason that is the agent's fault.
 */
class AgentSessionFuzzTest {
    private static final int LENGTH_BYTES = 2;
    private static final int BYTE = 0xff;
    private static final int INSTANCE_BYTES = 16;
    private static final int PATHS = 4;

    @FuzzTest
    void messages(byte[] input) {
        AgentStreams transport = new AgentStreams();
        AgentSession session = attached(transport);
        long sequence = 2;
        for (int at = 0; at + LENGTH_BYTES <= input.length && transport.status() == null;) {
            int length = Math.min((input[at] & BYTE) << Byte.SIZE | input[at + 1] & BYTE,
                input.length - at - LENGTH_BYTES);
            AgentMessage message = message(ByteString.copyFrom(input, at + LENGTH_BYTES, length));
            at += LENGTH_BYTES + length;
            if (message != null) {
                sequence++;
                receive(session, message.toBuilder().setSequence(sequence));
            }
        }
        if (transport.status() != null && transport.status().getCode() == Status.Code.INTERNAL) {
            throw new AssertionError("a message was too much for the controller, see the log");
        }
    }

    private static AgentSession attached(AgentStreams transport) {
        FakeFabricService fabric = FakeFabricService.withParallelPaths(PATHS);
        ConnectionManager registry = TestConnections.activated(new DirectEvents());
        PlanningEngine engine = new PlanningEngine(fabric, registry, registry, Runnable::run);
        AgentSession session = new AgentSession(transport.stream(), "10.9.9.9:1", PeerIdentity.of(null),
            new Detaching(engine), new MessageHandlers(registry, engine));
        receive(session, AgentMessage.newBuilder().setSequence(1).setHello(Hello.newBuilder().setProtocolVersion(1)
            .setAgentId("client").setInstanceId(ByteString.copyFrom(new byte[INSTANCE_BYTES]))
            .addAddresses(TestAgent.LOCAL).setCapabilities(Capabilities.newBuilder().setSubflows(true)
                .setSetBackup(true).setIpv6(true).setTelemetry(true).setMaxSubflows(PATHS))));
        receive(session, AgentMessage.newBuilder().setSequence(2)
            .setSnapshot(ConnectionSnapshot.getDefaultInstance()));
        return session;
    }

    private static void receive(AgentSession session, AgentMessage.Builder message) {
        session.received(Inbound.MARSHALLER.parse(message.build().toByteString().newInput()));
    }

    private static AgentMessage message(ByteString bytes) {
        try {
            return AgentMessage.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            return null;
        }
    }

    /** Knows no other agents. */
    private static final class Detaching implements Sessions {
        private final PlanningEngine engine;

        Detaching(PlanningEngine engine) {
            this.engine = engine;
        }

        @Override
        public void checkUnclaimed(AgentId id, PeerIdentity identity) {
        }

        @Override
        public void attach(AgentSession session) {
        }

        @Override
        public void detach(AgentSession session, String reason) {
            engine.detached(session);
        }
    }
}
