// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.crosslayer.agent.connections.ConnectionTable;
import org.crosslayer.agent.connections.KernelFollower;
import org.crosslayer.agent.connections.Samples;
import org.crosslayer.agent.mptcp.EventStream;
import org.crosslayer.agent.mptcp.KernelFixture;
import org.crosslayer.agent.mptcp.KernelPathManager;
import org.crosslayer.agent.mptcp.OnRunningKernel;
import org.crosslayer.agent.mptcp.PathManager;
import org.crosslayer.agent.sockdiag.MptcpSocket;
import org.crosslayer.agent.sockdiag.SubflowSocket;
import org.crosslayer.agent.standing.PoolSink;
import org.crosslayer.agent.standing.StandingPlans;
import org.crosslayer.agent.subflows.OwnAddresses;
import org.crosslayer.agent.worker.Worker;
import org.crosslayer.control.v1.AgentMessage;
import org.crosslayer.control.v1.ControllerMessage;
import org.crosslayer.control.v1.Prefix;
import org.crosslayer.control.v1.StandingOrders;
import org.crosslayer.control.v1.StandingPath;
import org.crosslayer.control.v1.StandingPlan;
import org.crosslayer.control.v1.StandingPlanState;
import org.crosslayer.control.v1.StandingReport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Standing plans that this process carries out on the running kernel. */
class StandingOnKernelIT extends OnRunningKernel {
    private static final int BURST = 200;
    private static final int[] POOLS = {20_000, 21_000, 22_000};
    private static final int POOL_SIZE = 300;

    private final ConnectionTable table = new ConnectionTable(10_000);
    private final Worker housekeeping = new Worker("housekeeping");
    private FakeController controller;
    private EventStream events;
    private PathManager pathManager;
    private StandingPlans standing;
    private ControllerLink link;
    private FakeController.Stream stream;

    @BeforeEach
    void open() throws Exception {
        KernelFollower follower = new KernelFollower(table, kernel.diagnostics, reason -> { });
        controller = new FakeController(0);
        events = kernel.hereSpace.call(() -> EventStream.open(follower));
        pathManager = kernel.hereSpace.call(KernelPathManager::open);
        OwnAddresses addresses = new OwnAddresses(List.of(Samples.address("10.9.0.1"), Samples.address("fd09::1")));
        standing = new StandingPlans(new StandingPlans.Settings(100, 64, true), table, pathManager, addresses,
            PoolSink.none());
        link = new ControllerLink(new ControllerLink.Settings(List.of(controller.address()), 8, 100,
            Duration.ofMillis(50), Duration.ofMillis(200)), Channels.of(Optional.empty()),
            AgentIdentity.starting("h1", "0", "0", 8), table, kernel.paths, kernel.diagnostics, addresses, standing,
            PlanLog.none(), housekeeping);
        events.start();
        follower.takeOver();
        link.start();
        stream = controller.attached();
    }

    @AfterEach
    void close() throws Exception {
        if (link != null) {
            link.close();
            standing.close();
            events.close();
            pathManager.close();
            controller.close();
            assertThat(controller.wrong).isEmpty();
        }
        housekeeping.shutdownNow();
    }

    /** For everything that goes there: three paths. */
    private static StandingPlan.Builder plan(int id, String remote) {
        StandingPlan.Builder plan = StandingPlan.newBuilder().setId(id).setMaxSubflows(POOLS.length)
            .setRemote(Prefix.newBuilder().setAddress(Wire.address(Samples.address(remote)))
                .setLength(8 * Samples.address(remote).getAddress().length));
        for (int first : POOLS) {
            plan.addPaths(StandingPath.newBuilder().addAllSourcePorts(
                IntStream.range(first, first + POOL_SIZE).boxed().toList()));
        }
        return plan;
    }

    private void order(long generation, int seconds, StandingPlan.Builder... plans) throws InterruptedException {
        StandingOrders.Builder orders = StandingOrders.newBuilder().setGeneration(generation).setExpiresInS(seconds);
        for (StandingPlan.Builder plan : plans) {
            orders.addPlans(plan);
        }
        stream.send(ControllerMessage.newBuilder().setStanding(orders));
        report(report -> report.getGeneration() == generation);
    }

    private StandingReport report(Predicate<StandingReport> wanted) throws InterruptedException {
        return stream.await(message -> message.hasStanding() && wanted.test(message.getStanding())).getStanding();
    }

    /** Local ports of the further subflows of each connection of this side that are up. */
    private List<Set<Integer>> joined(int serverPort) throws Exception {
        List<Set<Integer>> joined = new ArrayList<>();
        for (MptcpSocket socket : kernel.diagnostics.connections()) {
            if (socket.tuple().remote().port() == serverPort) {
                Set<Integer> ports = new TreeSet<>();
                socket.subflows().stream().filter(subflow -> !subflow.isInitial()
                    && subflow.isFullyEstablished()).map(SubflowSocket::tuple)
                    .forEach(tuple -> ports.add(tuple.local().port()));
                joined.add(ports);
            }
        }
        return joined;
    }

    private static boolean isOneOfEachPool(Set<Integer> ports) {
        return ports.size() == POOLS.length && IntStream.of(POOLS).allMatch(first ->
            ports.stream().anyMatch(port -> port >= first && port < first + POOL_SIZE));
    }

    @ParameterizedTest
    @EnumSource(KernelFixture.Family.class)
    void shouldServeABurstOfConnectionsWithoutTheController(KernelFixture.Family family) throws Exception {
        String server = family == KernelFixture.Family.IPV4 ? "10.9.0.2" : "fd09::2";
        int port = kernel.server.listen(server, 0);
        order(1, 600, plan(7, server));
        kernel.client.crowd(server, port, BURST);
        await().untilAsserted(() -> assertThat(joined(port)).hasSize(BURST).allMatch(
            StandingOnKernelIT::isOneOfEachPool));
        Set<Integer> used = new HashSet<>();
        joined(port).forEach(used::addAll);
        assertThat(used).as("each source port once").hasSize(BURST * POOLS.length);
        Set<Integer> told = new HashSet<>();
        stream.await(message -> {
            message.getEvents().getEventsList().stream().filter(event -> event.hasEstablished()
                && event.getEstablished().getStandingPlan() == 7).forEach(event -> told.add(event.getToken()));
            return told.size() == BURST;
        });
        order(2, 600, plan(7, server));
        StandingPlanState state = standing(2);
        assertThat(state.getHits()).isEqualTo(BURST);
        assertThat(state.getOpened()).isEqualTo(BURST * POOLS.length);
        assertThat(state.getRefused()).isZero();
        assertThat(state.getExhausted()).isZero();
    }

    /** The state of the only plan; orders that are not newer change nothing but are answered. */
    private StandingPlanState standing(long generation) throws InterruptedException {
        stream.send(ControllerMessage.newBuilder().setStanding(
            StandingOrders.newBuilder().setGeneration(generation).setExpiresInS(1)));
        return report(report -> report.getPlansCount() == 1).getPlans(0);
    }

    /** They end while their subflows are asked for: that is no failure of the plan. */
    @Test
    void shouldNotCallItRefusedWhenShortConnectionsEnd() throws Exception {
        int port = kernel.server.listen("10.9.0.2", 0);
        order(1, 600, plan(7, "10.9.0.2"));
        kernel.client.burst("10.9.0.2", port, BURST);
        await().until(() -> table.locked(() -> table.connections().isEmpty()));
        StandingPlanState state = standing(1);
        assertThat(state.getRefused()).as("%s", state).isZero();
        assertThat(state.getRefusalsList()).isEmpty();
        assertThat(state.getOpened()).isBetween(POOLS.length * (state.getHits() - state.getEnded()),
            POOLS.length * state.getHits());
    }

    @Test
    void shouldTakeTheNextSourcePortForOneInUse() throws Exception {
        assertThat(kernel.client.hold("10.9.0.1", POOLS[0])).isEqualTo(POOLS[0]);
        order(1, 600, plan(7, "10.9.0.2"));
        KernelFixture.Connected connection = kernel.connect(KernelFixture.Family.IPV4);
        await().untilAsserted(() -> assertThat(joined(connection.tuple().remote().port())).containsExactly(
            new TreeSet<>(List.of(POOLS[0] + 1, POOLS[1], POOLS[2]))));
        assertThat(standing(1).getBusyPorts()).isEqualTo(1);
    }

    @Test
    void shouldGoOnWhenTheControllerIsGoneUntilTheTimeIsOver() throws Exception {
        order(1, 4, plan(7, "10.9.0.2"));
        controller.close();
        await().until(() -> stream.ended.size() > 0);
        KernelFixture.Connected connection = kernel.connect(KernelFixture.Family.IPV4);
        await().untilAsserted(() -> assertThat(joined(connection.tuple().remote().port()))
            .hasSize(1).allMatch(StandingOnKernelIT::isOneOfEachPool));
        await().until(() -> {
            KernelFixture.Connected later = kernel.connect(KernelFixture.Family.IPV4);
            await().until(() -> table.connection(later.token()) != null);
            return table.connection(later.token()).standingPlan() == 0;
        });
    }

    @Test
    void shouldKeepPlansWhenTheStreamIsLostAndReplaceThemByThoseOfTheNextOne() throws Exception {
        order(5, 600, plan(7, "10.9.0.2"));
        stream.out.onCompleted();
        FakeController.Stream next = controller.stream();
        assertThat(next.await(AgentMessage::hasStanding).getStanding().getGeneration()).isEqualTo(5);
        stream = next;
        order(1, 600, plan(9, "10.9.0.2"));
        KernelFixture.Connected connection = kernel.connect(KernelFixture.Family.IPV4);
        await().until(() -> table.connection(connection.token()) != null
            && table.connection(connection.token()).standingPlan() == 9);
        await().untilAsserted(() -> assertThat(joined(connection.tuple().remote().port()))
            .hasSize(1).allMatch(StandingOnKernelIT::isOneOfEachPool));
    }
}
