// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.agents;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.MethodDescriptor;
import java.io.IOException;
import java.io.InputStream;
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
    private final String problem;

    private Inbound(AgentMessage message, String problem) {
        this.message = message;
        this.problem = problem;
    }

    private static Inbound read(InputStream stream) {
        try {
            CodedInputStream coded = CodedInputStream.newInstance(stream);
            coded.setSizeLimit(Integer.MAX_VALUE);
            AgentMessage parsed = AgentMessage.parser().parseFrom(coded);
            coded.checkLastTagWas(0);
            return new Inbound(parsed, null);
        } catch (InvalidProtocolBufferException e) {
            return new Inbound(null, e.getMessage());
        } catch (IOException e) {
            return new Inbound(null, "the message cannot be read: " + e.getMessage());
        }
    }

    /** The message, or null if there is a problem. */
    AgentMessage message() {
        return message;
    }

    /** Why the bytes are no message, or null. */
    String problem() {
        return problem;
    }
}
