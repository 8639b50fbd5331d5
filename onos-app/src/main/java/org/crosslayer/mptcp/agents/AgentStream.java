// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.agents;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import org.crosslayer.control.v1.ControllerMessage;

/**
 * The sending side of one agent's stream. Messages come from the stream's own thread, from planning and from policy
 * changes; they are numbered and handed to gRPC under this object's lock, which is held for nothing else.
 */
final class AgentStream {
    private final ServerCall<?, ControllerMessage> call;
    private final Queue<ControllerMessage> waiting = new ArrayDeque<>();
    private final int mostWaiting;
    private final long mostBytesWaiting;
    private long sequence;
    private long bytesWaiting;
    private boolean closed;
    private Consumer<String> whenFull = reason -> { };

    AgentStream(ServerCall<?, ControllerMessage> call, EndpointLimits limits) {
        this.call = call;
        this.mostWaiting = limits.messagesWaiting();
        this.mostBytesWaiting = limits.bytesWaiting();
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
        } else if (waiting.size() < mostWaiting && bytesWaiting < mostBytesWaiting) {
            waiting.add(numbered);
            bytesWaiting += numbered.getSerializedSize();
        } else {
            String reason = "the agent does not read: " + waiting.size() + " messages wait for it";
            close(Status.RESOURCE_EXHAUSTED.withDescription(reason));
            whenFull.accept(reason);
        }
    }

    /**
     * Sets what is told when the agent does not read: gRPC does not say that the stream is closed before the agent has
     * read that, which may be never. Called under this object's lock: to be done in another thread.
     */
    synchronized void whenFull(Consumer<String> task) {
        whenFull = task;
    }

    /** The transport has room again. */
    synchronized void ready() {
        while (!closed && call.isReady() && !waiting.isEmpty()) {
            ControllerMessage next = waiting.remove();
            bytesWaiting -= next.getSerializedSize();
            call.sendMessage(next);
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
