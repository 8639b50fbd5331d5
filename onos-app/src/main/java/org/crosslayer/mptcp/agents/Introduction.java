// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.agents;

import io.grpc.Status;
import java.time.Instant;
import org.crosslayer.control.Limits;
import org.crosslayer.control.v1.AgentMessage;
import org.crosslayer.control.v1.Hello;
import org.crosslayer.mptcp.Agent;

/** The first thing that an agent says, and whether it is welcome. */
final class Introduction {
    private Introduction() {
    }

    /**
     * Reads a first message.
     *
     * @param first    a valid message
     * @param remote   where it comes from
     * @param identity what TLS has proven
     * @throws StreamRefusedException the agent is not welcome, and why
     */
    static Agent of(AgentMessage first, String remote, PeerIdentity identity, Sessions sessions)
            throws StreamRefusedException {
        if (!first.hasHello()) {
            throw StreamRefusedException.outOfOrder("the first message is " + first.getBodyCase()
                + ", expected HELLO");
        }
        Hello hello = first.getHello();
        if (hello.getProtocolVersion() != Limits.PROTOCOL_VERSION) {
            throw new StreamRefusedException(Status.UNIMPLEMENTED.withDescription("hello.protocol_version: is "
                + Integer.toUnsignedString(hello.getProtocolVersion()) + ", this controller speaks "
                + Limits.PROTOCOL_VERSION));
        }
        Agent introduced = WireValues.agent(hello, remote, Instant.now());
        identity.check(introduced);
        sessions.checkUnclaimed(introduced.id(), identity);
        return introduced;
    }
}
