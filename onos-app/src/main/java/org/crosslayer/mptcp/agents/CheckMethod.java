// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.agents;

import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import io.grpc.protobuf.ProtoUtils;
import java.lang.ref.WeakReference;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.crosslayer.control.InvalidMessageException;
import org.crosslayer.control.MessageValidator;
import org.crosslayer.control.v1.CheckResult;
import org.crosslayer.control.v1.ControlGrpc;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Binds Control.Check: tells somebody whether a stream would be welcome, without one. */
final class CheckMethod implements ServerCallHandler<Inbound, CheckResult> {
    private static final Logger LOG = LoggerFactory.getLogger(CheckMethod.class);
    private static final MethodDescriptor<Inbound, CheckResult> CHECK =
        MethodDescriptor.<Inbound, CheckResult>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName(ControlGrpc.getCheckMethod().getFullMethodName())
            .setRequestMarshaller(Inbound.MARSHALLER)
            .setResponseMarshaller(ProtoUtils.marshaller(CheckResult.getDefaultInstance()))
            .build();

    private final AgentManager agents;
    private final OpenStreams open;

    private CheckMethod(AgentManager agents, OpenStreams open) {
        this.agents = agents;
        this.open = open;
    }

    /** @param open where its calls are counted as streams are */
    static ServerMethodDefinition<Inbound, CheckResult> of(AgentManager agents, OpenStreams open) {
        return ServerMethodDefinition.create(CHECK, new CheckMethod(agents, open));
    }

    @Override
    public ServerCall.Listener<Inbound> startCall(ServerCall<Inbound, CheckResult> call, Metadata headers) {
        PeerIdentity identity = PeerIdentity.of(call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION));
        String refusal = open.enter(identity.subject());
        if (refusal != null) {
            call.close(Status.RESOURCE_EXHAUSTED.withDescription(refusal), new Metadata());
            return new ServerCall.Listener<>() { };
        }
        Asked asked = new Asked(call, ControlMethod.remote(call.getAttributes()), identity);
        WeakReference<Asked> held = new WeakReference<>(asked);
        agents.later(TimeUnit.SECONDS.toNanos(AgentManager.HELLO_SECONDS),
            () -> Optional.ofNullable(held.get()).ifPresent(Asked::late));
        call.request(1);
        return asked;
    }

    /** One call. */
    private final class Asked extends ServerCall.Listener<Inbound> {
        private final ServerCall<Inbound, CheckResult> call;
        private final String remote;
        private final PeerIdentity identity;
        private boolean answered;

        Asked(ServerCall<Inbound, CheckResult> call, String remote, PeerIdentity identity) {
            this.call = call;
            this.remote = remote;
            this.identity = identity;
        }

        @Override
        public void onMessage(Inbound inbound) {
            try {
                if (inbound.problem() != null) {
                    throw new StreamRefusedException(inbound.problem());
                }
                MessageValidator.validate(inbound.message());
                answer(agents.check(Introduction.of(inbound.message(), remote, identity, agents)));
            } catch (InvalidMessageException e) {
                refuse(Status.INVALID_ARGUMENT.withDescription(e.getMessage()));
            } catch (StreamRefusedException e) {
                refuse(e.status());
            }
        }

        private synchronized void answer(CheckResult result) {
            if (!answered) {
                answered = true;
                call.sendHeaders(new Metadata());
                call.sendMessage(result);
                call.close(Status.OK, new Metadata());
            }
        }

        private synchronized void refuse(Status status) {
            if (!answered) {
                answered = true;
                LOG.info("{} asked whether it would be welcome and is not: {} {}", remote, status.getCode(),
                    status.getDescription());
                call.close(status, new Metadata());
            }
        }

        void late() {
            refuse(Status.DEADLINE_EXCEEDED.withDescription("no HELLO came within " + AgentManager.HELLO_SECONDS
                + " s"));
        }

        @Override
        public void onHalfClose() {
            refuse(Status.INVALID_ARGUMENT.withDescription("the call ended without a message"));
        }

        @Override
        public void onCancel() {
            synchronized (this) {
                answered = true;
            }
            open.leave(identity.subject());
        }

        @Override
        public void onComplete() {
            open.leave(identity.subject());
        }
    }
}
