// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.agents;

import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.io.IOException;
import java.io.InputStream;
import org.crosslayer.control.Limits;
import org.crosslayer.control.v1.AgentMessage;

/**
 * What has arrived on a stream: a message, or bytes that are none. gRPC's own marshaller throws at bytes that are
 * none, and the agent would be told nothing but UNKNOWN.
 */
final class Inbound {
    static final MethodDescriptor.Marshaller<Inbound> MARSHALLER = new MethodDescriptor.Marshaller<>() {
        @Override
        public InputStream stream(Inbound value) {
            return value.message.toByteString().newInput();
        }

        @Override
        public Inbound parse(InputStream stream) {
            return read(stream);
        }
    };

    private final AgentMessage message;
    private final Status problem;

    private Inbound(AgentMessage message, Status problem) {
        this.message = message;
        this.problem = problem;
    }

    private static Inbound read(InputStream stream) {
        try {
            int bytes = stream.available();
            if (bytes > Limits.MESSAGE_BYTES) {
                return new Inbound(null, Status.RESOURCE_EXHAUSTED.withDescription("a message has " + bytes
                    + " bytes, at most " + Limits.MESSAGE_BYTES + " may be"));
            }
            return new Inbound(AgentMessage.parseFrom(stream), null);
        } catch (IOException e) {
            return new Inbound(null, Status.INVALID_ARGUMENT.withDescription(e.getMessage()));
        }
    }

    /** The message, or null if there is a problem. */
    AgentMessage message() {
        return message;
    }

    /** How the stream has to end because the bytes are no message, or null. */
    Status problem() {
        return problem;
    }
}
