// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.training;

import com.google.protobuf.ByteString;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.okhttp.OkHttpServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.crosslayer.control.v1.AgentMessage;
import org.crosslayer.control.v1.CloseSubflow;
import org.crosslayer.control.v1.Command;
import org.crosslayer.control.v1.CommandBatch;
import org.crosslayer.control.v1.Connection;
import org.crosslayer.control.v1.ControlGrpc;
import org.crosslayer.control.v1.ControllerMessage;
import org.crosslayer.control.v1.PlannedPath;
import org.crosslayer.control.v1.Policy;
import org.crosslayer.control.v1.Prefix;
import org.crosslayer.control.v1.SetBackup;
import org.crosslayer.control.v1.StandingOrders;
import org.crosslayer.control.v1.StandingPath;
import org.crosslayer.control.v1.StandingPlan;
import org.crosslayer.control.v1.SubflowPlan;
import org.crosslayer.control.v1.TelemetryPolicy;
import org.crosslayer.control.v1.Welcome;

/**
 * A controller on loopback that starts the rehearsing agent and goes once through the contract with it. It is a process
 * of its own, so that what it needs is not taken for what agents need.
 */
final class RehearsalController extends ControlGrpc.ControlImplBase {
    private static final int SOURCE_PORT = 12_000;
    private static final byte[] PREFIX = {(byte) 192, 0, 2, 0};
    private static final int PREFIX_BITS = 24;
    private static final int INTERVAL_MILLIS = 100;
    private static final long LONGEST_SECONDS = 20;

    private final CountDownLatch done = new CountDownLatch(1);

    private RehearsalController() {
    }

    /** Serves the agent that the arguments, a command line, start; a directory with its configuration is added. */
    public static void main(String[] args) throws Exception {
        Path directory = Files.createTempDirectory("crosslayer-rehearsal");
        Optional<RehearsalKeys> keys = RehearsalKeys.make(directory);
        RehearsalController controller = new RehearsalController();
        Server server = OkHttpServerBuilder.forPort(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            InsecureServerCredentials.create()).addService(controller).build().start();
        boolean complete = false;
        try (TlsFront front = keys.isPresent() ? TlsFront.before(server.getPort(), keys.get()) : null) {
            Files.writeString(directory.resolve(Rehearsal.CONFIGURATION), "controller = [\"127.0.0.1:"
                + (front == null ? server.getPort() : front.port()) + "\"], "
                + keys.map(RehearsalKeys::configuration).orElse("plaintext = true")
                + ", address = [\"192.0.2.1\"]\n");
            List<String> command = new ArrayList<>(List.of(args));
            command.add(directory.toString());
            complete = controller.serve(new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT).start());
        } finally {
            server.shutdownNow();
            delete(directory);
        }
        System.exit(complete ? 0 : 1);
    }

    /** Whether the agent came to its end. */
    private boolean serve(Process agent) throws IOException, InterruptedException {
        boolean complete = done.await(LONGEST_SECONDS, TimeUnit.SECONDS);
        agent.getOutputStream().write("done\n".getBytes(StandardCharsets.US_ASCII));
        agent.getOutputStream().close();
        if (!agent.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
            agent.destroyForcibly();
            complete = false;
        }
        return complete && agent.exitValue() == 0;
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }

    /** A plan for the peer of the connection at another port: it is looked up and not found. */
    private static StandingOrders orders() {
        return StandingOrders.newBuilder().setGeneration(1).setExpiresInS(1).addPlans(StandingPlan.newBuilder()
            .setId(1).setMaxSubflows(1).setRemotePort(1).setRemote(Prefix.newBuilder().setLength(PREFIX_BITS)
                .setAddress(ByteString.copyFrom(PREFIX)))
            .addPaths(StandingPath.newBuilder().addSourcePorts(SOURCE_PORT))).build();
    }

    @Override
    public StreamObserver<AgentMessage> attach(StreamObserver<ControllerMessage> out) {
        return new StreamObserver<>() {
            private long sequence;
            private Connection connection;

            private void send(ControllerMessage.Builder message) {
                out.onNext(message.setSequence(++sequence).build());
            }

            @Override
            public void onNext(AgentMessage message) {
                if (message.hasHello()) {
                    send(ControllerMessage.newBuilder().setWelcome(
                        Welcome.newBuilder().setProtocolVersion(1).setControllerId("rehearsal")));
                    send(ControllerMessage.newBuilder().setStanding(orders()));
                } else if (message.hasSnapshot() && message.getSnapshot().getConnectionsCount() > 0) {
                    plan(message.getSnapshot().getConnections(0));
                } else if (message.hasEvents() && message.getEvents().getEvents(0).hasEstablished()) {
                    plan(message.getEvents().getEvents(0).getEstablished());
                } else if (message.hasOutcomes() && message.getOutcomes().getOutcomes(0).hasPathIndex()) {
                    send(ControllerMessage.newBuilder().setCommands(CommandBatch.newBuilder()
                        .addCommands(command(2).setSetBackup(SetBackup.newBuilder().setTuple(connection.getInitial())))
                        .addCommands(command(3).setClose(CloseSubflow.newBuilder().setTuple(connection.getInitial())))
                    ));
                    send(ControllerMessage.newBuilder().setPolicy(Policy.newBuilder()
                        .setTelemetry(TelemetryPolicy.newBuilder().setIntervalMs(INTERVAL_MILLIS))));
                } else if (message.hasTelemetry()) {
                    done.countDown();
                }
            }

            private Command.Builder command(long id) {
                return Command.newBuilder().setCommandId(id).setToken(connection.getToken());
            }

            private void plan(Connection established) {
                connection = established;
                send(ControllerMessage.newBuilder().setPlan(SubflowPlan.newBuilder()
                    .setCommandId(1).setToken(connection.getToken()).addPaths(PlannedPath.newBuilder()
                        .setLocalAddress(connection.getInitial().getLocalAddress())
                        .setRemoteAddress(connection.getInitial().getRemoteAddress())
                        .setRemotePort(connection.getInitial().getRemotePort())
                        .addCandidateSourcePorts(SOURCE_PORT).addCandidateSourcePorts(SOURCE_PORT + 1))));
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
