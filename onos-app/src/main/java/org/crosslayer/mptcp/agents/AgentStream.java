// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.agents;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.util.ArrayDeque;
import java.util.Queue;
import org.crosslayer.control.v1.ControllerMessage;

/**
 * The sending side of one agent's stream. Messages come from the stream's own thread, from planning and from policy
 * changes; they are numbered and handed to gRPC under this object's lock, which is held for nothing else.
 */
final class AgentStream {
    /** Messages kept for an agent that reads too slowly: more than the plans after the largest sensible snapshot. */
    private static final int MOST_WAITING = 65_536;

    private final ServerCall<?, ControllerMessage> call;
    private final Queue<ControllerMessage> waiting = new ArrayDeque<>();
    private long sequence;
    private boolean closed;

    AgentStream(ServerCall<?, ControllerMessage> call) {
        this.call = call;
    }

    /** Sends a message, at once if the transport has room, else when it has. Without effect on a closed stream. */
    synchronized void send(ControllerMessage.Builder message) {
        if (closed) {
            return;
        }
        sequence++;
        ControllerMessage numbered = message.setSequence(sequence).build();
        if (waiting.isEmpty() && call.isReady()) {
            call.sendMessage(numbered);
        } else if (waiting.size() < MOST_WAITING) {
            waiting.add(numbered);
        } else {
            close(Status.RESOURCE_EXHAUSTED.withDescription("the agent does not read: " + MOST_WAITING
                + " messages wait for it"));
        }
    }

    /** The transport has room again. */
    synchronized void ready() {
        while (!closed && call.isReady() && !waiting.isEmpty()) {
            call.sendMessage(waiting.remove());
        }
    }

    /** Ends the stream, unless it has ended. */
    synchronized void close(Status status) {
        if (!closed) {
            closed = true;
            waiting.clear();
            call.close(status, new Metadata());
        }
    }

    /** The agent or the transport has ended the stream. */
    synchronized void cancelled() {
        closed = true;
        waiting.clear();
    }

    synchronized boolean closed() {
        return closed;
    }
}
