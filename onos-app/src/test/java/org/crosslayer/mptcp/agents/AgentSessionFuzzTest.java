// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.agents;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Status;
import org.crosslayer.control.v1.AgentMessage;
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
    private static final int PATHS = 4;

    // Made once: they are most of the work otherwise. What an agent leaves behind when it is forgotten, it should not.
    private static final ConnectionManager REGISTRY = TestConnections.activated(new DirectEvents());
    private static final PlanningEngine ENGINE = new PlanningEngine(FakeFabricService.withParallelPaths(PATHS),
        REGISTRY, REGISTRY, Runnable::run);

    @FuzzTest
    void messages(byte[] input) {
        LocalSession session = new LocalSession(REGISTRY, ENGINE);
        AgentStreams transport = session.transport;
        for (int at = 0; at + LENGTH_BYTES <= input.length && transport.status() == null;) {
            int length = Math.min((input[at] & BYTE) << Byte.SIZE | input[at + 1] & BYTE,
                input.length - at - LENGTH_BYTES);
            AgentMessage message = message(ByteString.copyFrom(input, at + LENGTH_BYTES, length));
            at += LENGTH_BYTES + length;
            if (message != null) {
                session.receive(message.toBuilder());
            }
        }
        Status end = transport.status();
        session.end();
        REGISTRY.removeAll(LocalSession.AGENT);
        ENGINE.forget(LocalSession.AGENT);
        if (end != null && end.getCode() == Status.Code.INTERNAL) {
            throw new AssertionError("a message was too much for the controller, see the log");
        }
        if (!REGISTRY.connections(LocalSession.AGENT).isEmpty()) {
            throw new AssertionError("connections are left of an agent that is forgotten");
        }
    }

    private static AgentMessage message(ByteString bytes) {
        try {
            return AgentMessage.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            return null;
        }
    }
}
