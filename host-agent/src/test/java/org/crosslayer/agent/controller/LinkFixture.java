// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.controller;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.crosslayer.agent.connections.ConnectionTable;
import org.crosslayer.agent.connections.Samples;
import org.crosslayer.agent.sockdiag.MptcpSocket;
import org.crosslayer.agent.sockdiag.MptcpSocketDump;
import org.crosslayer.agent.sockdiag.SocketState;
import org.crosslayer.agent.standing.PoolSink;
import org.crosslayer.agent.standing.StandingPlans;
import org.crosslayer.agent.subflows.FakePathManager;
import org.crosslayer.agent.subflows.OwnAddresses;
import org.crosslayer.agent.worker.Worker;
import org.crosslayer.control.v1.Command;
import org.crosslayer.control.v1.CommandBatch;
import org.crosslayer.control.v1.ControllerMessage;
import org.crosslayer.control.v1.PlannedPath;
import org.crosslayer.control.v1.SubflowPlan;

/** An agent's link on a fake kernel, with a fake controller, and the log of both. */
final class LinkFixture implements AutoCloseable {
    final ConnectionTable table = new ConnectionTable(100_000);
    final FakePathManager kernel = new FakePathManager();
    final List<String> log = new CopyOnWriteArrayList<>();
    final FakeController controller;
    private final Worker housekeeping = new Worker("housekeeping");
    private final Logger logger = Logger.getLogger("org.crosslayer.agent");
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord logged) {
            log.add(new SimpleFormatter().formatMessage(logged));
        }

        @Override
        public void flush() {
        }

        @Override
        public void close() {
        }
    };
    final List<InetAddress> addresses = new CopyOnWriteArrayList<>(List.of(Samples.address("10.0.1.2")));
    Duration returnAfter = Duration.ZERO;
    StandingPlans standing;
    private ControllerLink link;

    LinkFixture() throws IOException {
        logger.addHandler(handler);
        controller = new FakeController(0);
    }

    void start() throws IOException {
        start(PlanLog.none(), controller.address());
    }

    void start(PlanLog planLog, ControllerAddress... controllers) throws IOException {
        start(planLog, Channels.of(Optional.empty()), controllers);
    }

    void start(PlanLog planLog, Channels channels, ControllerAddress... controllers) throws IOException {
        MptcpSocketDump sockets = new MptcpSocketDump() {
            @Override
            public List<MptcpSocket> connections() {
                return List.of(Samples.socket(Samples.TOKEN, Samples.INITIAL, 10,
                    Samples.subflowSocket(Samples.TOKEN, Samples.INITIAL, 0, SocketState.ESTABLISHED)));
            }

            @Override
            public Optional<MptcpSocket> connection(int token) {
                return Optional.empty();
            }

            @Override
            public void close() {
            }
        };
        OwnAddresses own = new OwnAddresses(() -> addresses);
        standing = new StandingPlans(new StandingPlans.Settings(10, 5, true), table, kernel, own,
            PoolSink.none());
        link = new ControllerLink(new ControllerLink.Settings(List.of(controllers), 5, 1000, Duration.ofMillis(20),
            Duration.ofMillis(200), returnAfter), channels, AgentIdentity.starting("h1", "0.1", "6.18", 5),
            table, kernel, sockets, own, standing, planLog, housekeeping);
        link.start();
    }

    static ControllerMessage.Builder plan(long id, int token, Integer... candidatesOfOnePathEach) {
        SubflowPlan.Builder plan = SubflowPlan.newBuilder().setCommandId(id).setToken(token);
        for (int port : candidatesOfOnePathEach) {
            plan.addPaths(path("10.0.1.2", port));
        }
        return ControllerMessage.newBuilder().setPlan(plan);
    }

    static PlannedPath.Builder path(String local, int... candidates) {
        PlannedPath.Builder path = PlannedPath.newBuilder().setLocalAddress(Wire.address(Samples.address(local)))
            .setRemoteAddress(Wire.address(Samples.address("10.0.2.2"))).setRemotePort(80).setOutboundPath("r1/1>r2/1");
        for (int candidate : candidates) {
            path.addCandidateSourcePorts(candidate);
        }
        return path;
    }

    static ControllerMessage.Builder commands(Command.Builder... commands) {
        CommandBatch.Builder batch = CommandBatch.newBuilder();
        for (Command.Builder command : commands) {
            batch.addCommands(command);
        }
        return ControllerMessage.newBuilder().setCommands(batch);
    }

    long logged(String part) {
        return log.stream().filter(line -> line.contains(part)).count();
    }

    @Override
    public void close() throws Exception {
        if (link != null) {
            link.close();
            standing.close();
        }
        controller.close();
        housekeeping.shutdownNow();
        logger.removeHandler(handler);
    }
}
