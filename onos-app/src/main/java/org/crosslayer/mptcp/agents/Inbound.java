// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.agents;

import io.grpc.KnownLength;
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

    /** One byte more than a message may have. */
    private static final int MOST_READ = Limits.MESSAGE_BYTES + 1;

    private final AgentMessage message;
    private final Status problem;

    private Inbound(AgentMessage message, Status problem) {
        this.message = message;
        this.problem = problem;
    }

    private static Inbound read(InputStream stream) {
        try {
            // Of an array: parsing a stream takes a buffer of 4 KiB for each message, and most have 500 bytes.
            int known = stream instanceof KnownLength ? stream.available() : 0;
            byte[] bytes = stream.readNBytes(known == 0 ? MOST_READ : Math.min(known, MOST_READ));
            int length = bytes.length + stream.available();
            return length <= Limits.MESSAGE_BYTES ? new Inbound(AgentMessage.parseFrom(bytes), null)
                : new Inbound(null, Status.RESOURCE_EXHAUSTED.withDescription("a message has " + length
                    + " bytes, at most " + Limits.MESSAGE_BYTES + " may be"));
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
