// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.agents;

import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import org.crosslayer.control.v1.ControllerMessage;

/** A stream without a transport: the test says whether there is room, and sees what was sent. */
final class AgentStreams extends ServerCall<Inbound, ControllerMessage> {
    private final List<ControllerMessage> sent = new ArrayList<>();
    private boolean ready = true;
    private Status status;

    AgentStream stream() {
        return stream(EndpointLimits.DEFAULT);
    }

    AgentStream stream(EndpointLimits limits) {
        return new AgentStream(this, limits);
    }

    List<ControllerMessage> sent() {
        return sent;
    }

    Status status() {
        return status;
    }

    void ready(boolean now) {
        ready = now;
    }

    @Override
    public void request(int messages) {
    }

    @Override
    public void sendHeaders(Metadata headers) {
    }

    @Override
    public void sendMessage(ControllerMessage message) {
        sent.add(message);
    }

    @Override
    public void close(Status end, Metadata trailers) {
        status = end;
    }

    @Override
    public boolean isReady() {
        return ready;
    }

    @Override
    public boolean isCancelled() {
        return false;
    }

    @Override
    public MethodDescriptor<Inbound, ControllerMessage> getMethodDescriptor() {
        throw new UnsupportedOperationException();
    }
}
