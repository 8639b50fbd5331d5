// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.training;

import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.okhttp.OkHttpServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import org.crosslayer.control.v1.AgentMessage;
import org.crosslayer.control.v1.Connection;
import org.crosslayer.control.v1.ControlGrpc;
import org.crosslayer.control.v1.ControllerMessage;
import org.crosslayer.control.v1.PlannedPath;
import org.crosslayer.control.v1.SubflowPlan;
import org.crosslayer.control.v1.Welcome;

/**
 * A controller on loopback that plans one subflow for every connection that it hears of. It is a process of its own,
 * so that its classes are not in the archive.
 */
final class RehearsalController extends ControlGrpc.ControlImplBase {
    private static final int SOURCE_PORT = 12_000;

    private final Runnable onOutcome;

    private RehearsalController(Runnable onOutcome) {
        this.onOutcome = onOutcome;
    }

    /** Serves until the standard input ends; tells its port, and the agent's configuration, on the standard output. */
    public static void main(String[] args) throws Exception {
        Optional<RehearsalKeys> keys = RehearsalKeys.make(Path.of(args[0]));
        Server controller = start(() -> System.out.println("answered"));
        try (TlsFront front = keys.isPresent() ? TlsFront.before(controller.getPort(), keys.get()) : null) {
            System.out.println("controller = [\"127.0.0.1:" + (front == null ? controller.getPort() : front.port())
                + "\"], " + keys.map(RehearsalKeys::configuration).orElse("plaintext = true"));
            while (System.in.read() >= 0) {
                continue;
            }
        } finally {
            controller.shutdownNow();
        }
    }

    private static Server start(Runnable onOutcome) throws IOException {
        return OkHttpServerBuilder.forPort(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            InsecureServerCredentials.create()).addService(new RehearsalController(onOutcome)).build().start();
    }

    @Override
    public StreamObserver<AgentMessage> attach(StreamObserver<ControllerMessage> out) {
        return new StreamObserver<>() {
            private long sequence;

            @Override
            public void onNext(AgentMessage message) {
                if (message.hasHello()) {
                    out.onNext(ControllerMessage.newBuilder().setSequence(++sequence)
                        .setWelcome(Welcome.newBuilder().setProtocolVersion(1).setControllerId("rehearsal")).build());
                } else if (message.hasSnapshot()) {
                    message.getSnapshot().getConnectionsList().forEach(this::plan);
                } else if (message.hasEvents() && message.getEvents().getEvents(0).hasEstablished()) {
                    plan(message.getEvents().getEvents(0).getEstablished());
                } else if (message.hasOutcomes()) {
                    onOutcome.run();
                }
            }

            private void plan(Connection connection) {
                out.onNext(ControllerMessage.newBuilder().setSequence(++sequence).setPlan(SubflowPlan.newBuilder()
                    .setCommandId(sequence).setToken(connection.getToken()).addPaths(PlannedPath.newBuilder()
                        .setLocalAddress(connection.getInitial().getLocalAddress())
                        .setRemoteAddress(connection.getInitial().getRemoteAddress())
                        .setRemotePort(connection.getInitial().getRemotePort())
                        .addCandidateSourcePorts(SOURCE_PORT))).build());
            }

            @Override
            public void onError(Throwable t) {
                // The agent is gone: nothing more to rehearse.
            }

            @Override
            public void onCompleted() {
                out.onCompleted();
            }
        };
    }
}
