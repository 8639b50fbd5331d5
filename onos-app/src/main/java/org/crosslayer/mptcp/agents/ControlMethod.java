// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.agents;

import io.grpc.Attributes;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.protobuf.ProtoUtils;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.crosslayer.control.v1.ControlGrpc;
import org.crosslayer.control.v1.ControllerMessage;

/** Binds the contract's main method, Control.Attach, to sessions. */
final class ControlMethod implements ServerCallHandler<Inbound, ControllerMessage> {
    private static final MethodDescriptor<Inbound, ControllerMessage> ATTACH =
        MethodDescriptor.<Inbound, ControllerMessage>newBuilder()
            .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
            .setFullMethodName(ControlGrpc.getAttachMethod().getFullMethodName())
            .setRequestMarshaller(Inbound.MARSHALLER)
            .setResponseMarshaller(ProtoUtils.marshaller(ControllerMessage.getDefaultInstance()))
            .build();

    private final AgentManager agents;
    private final EndpointLimits limits;
    private final OpenStreams open;

    private ControlMethod(AgentManager agents, EndpointLimits limits, OpenStreams open) {
        this.agents = agents;
        this.limits = limits;
        this.open = open;
    }

    static ServerServiceDefinition service(AgentManager agents, EndpointLimits limits) {
        OpenStreams open = new OpenStreams(limits);
        return ServerServiceDefinition.builder(ControlGrpc.SERVICE_NAME)
            .addMethod(ATTACH, new ControlMethod(agents, limits, open))
            .addMethod(CheckMethod.of(agents, open)).build();
    }

    @Override
    public ServerCall.Listener<Inbound> startCall(ServerCall<Inbound, ControllerMessage> call, Metadata headers) {
        PeerIdentity identity = PeerIdentity.of(call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION));
        String refusal = open.enter(identity.subject());
        if (refusal != null) {
            call.close(Status.RESOURCE_EXHAUSTED.withDescription(refusal), new Metadata());
            return new ServerCall.Listener<>() { };
        }
        AgentStream stream = new AgentStream(call, limits);
        AgentSession session = agents.open(stream, remote(call.getAttributes()), identity);
        stream.whenFull(reason -> agents.later(0, () -> session.ended(reason)));
        call.sendHeaders(new Metadata());
        call.request(1);
        return new StreamListener(call, stream, session);
    }

    /** Where a call comes from, for people. */
    static String remote(Attributes attributes) {
        SocketAddress address = attributes.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
        if (address instanceof InetSocketAddress) {
            InetSocketAddress internet = (InetSocketAddress) address;
            String host = internet.getAddress().getHostAddress();
            return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + internet.getPort();
        }
        return String.valueOf(address);
    }

    /** Takes gRPC's callbacks of one stream to its session; asks for the next message when one is done with. */
    private final class StreamListener extends ServerCall.Listener<Inbound> {
        private final ServerCall<Inbound, ControllerMessage> call;
        private final AgentStream stream;
        private final AgentSession session;
        private final HandlingShare share = new HandlingShare();

        StreamListener(ServerCall<Inbound, ControllerMessage> call, AgentStream stream, AgentSession session) {
            this.call = call;
            this.stream = stream;
            this.session = session;
        }

        @Override
        public void onMessage(Inbound inbound) {
            long begin = share.begin();
            session.received(inbound);
            long wait = share.charge(begin);
            if (wait == 0) {
                call.request(1);
            } else {
                agents.later(wait, () -> call.request(1));
            }
        }

        @Override
        public void onReady() {
            stream.ready();
        }

        @Override
        public void onHalfClose() {
            session.closedByAgent();
        }

        @Override
        public void onCancel() {
            session.ended("the connection was lost");
            open.leave(session.identity().subject());
        }

        @Override
        public void onComplete() {
            open.leave(session.identity().subject());
        }
    }
}
