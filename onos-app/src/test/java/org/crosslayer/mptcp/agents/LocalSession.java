// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.agents;

import com.google.protobuf.ByteString;
import org.crosslayer.control.v1.AgentMessage;
import org.crosslayer.control.v1.Capabilities;
import org.crosslayer.control.v1.ConnectionSnapshot;
import org.crosslayer.control.v1.Hello;
import org.crosslayer.mptcp.AgentId;
import org.crosslayer.mptcp.connections.ConnectionManager;
import org.crosslayer.mptcp.planning.PlanningService;

/** The session of an agent, attached without transport, clock and other agents. */
final class LocalSession {
    static final AgentId AGENT = AgentId.agentId("client");
    private static final int INSTANCE_BYTES = 16;
    private static final int SUBFLOWS = 4;

    final AgentStreams transport = new AgentStreams();
    private final AgentSession session;
    private long sequence;

    LocalSession(ConnectionManager registry, PlanningService planning) {
        session = new AgentSession(transport.stream(), "10.9.9.9:1", PeerIdentity.of(null), new Alone(planning),
            new MessageHandlers(registry, planning));
        receive(AgentMessage.newBuilder().setHello(Hello.newBuilder().setProtocolVersion(1)
            .setAgentId(AGENT.id()).setInstanceId(ByteString.copyFrom(new byte[INSTANCE_BYTES]))
            .addAddresses(TestAgent.LOCAL).setCapabilities(Capabilities.newBuilder().setSubflows(true)
                .setSetBackup(true).setIpv6(true).setTelemetry(true).setMaxSubflows(SUBFLOWS))));
        receive(AgentMessage.newBuilder().setSnapshot(ConnectionSnapshot.getDefaultInstance()));
    }

    void receive(AgentMessage.Builder message) {
        sequence++;
        session.received(Inbound.MARSHALLER.parse(message.setSequence(sequence).build().toByteString().newInput()));
    }

    /** Ends it, so that nothing of it is left. */
    void end() {
        session.closedByAgent();
    }

    /** Knows no other agents. */
    private static final class Alone implements Sessions {
        private final PlanningService planning;

        Alone(PlanningService planning) {
            this.planning = planning;
        }

        @Override
        public void checkUnclaimed(AgentId id, PeerIdentity identity) {
        }

        @Override
        public void attach(AgentSession session) {
        }

        @Override
        public void detach(AgentSession session, String reason) {
            planning.detached(session);
        }
    }
}
