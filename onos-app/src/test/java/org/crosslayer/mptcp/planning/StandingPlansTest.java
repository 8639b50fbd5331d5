// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crosslayer.mptcp.FakeFabricService.CLIENT;
import static org.crosslayer.mptcp.FakeFabricService.SERVER;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.crosslayer.ecmp.Address;
import org.crosslayer.ecmp.FiveTuple;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.PathTracer;
import org.crosslayer.mptcp.AgentCapabilities.StandingExecutor;
import org.crosslayer.mptcp.AgentId;
import org.crosslayer.mptcp.ConnectionKey;
import org.crosslayer.mptcp.ConnectionStatistics.SendingLimit;
import org.crosslayer.mptcp.ConnectionToken;
import org.crosslayer.mptcp.DirectEvents;
import org.crosslayer.mptcp.FakeFabricService;
import org.crosslayer.mptcp.FourTuple;
import org.crosslayer.mptcp.MptcpConnection;
import org.crosslayer.mptcp.PlannedSubflow;
import org.crosslayer.mptcp.Subflow;
import org.crosslayer.mptcp.connections.ConnectionManager;
import org.crosslayer.mptcp.connections.ConnectionReading;
import org.crosslayer.mptcp.connections.SubflowReading;
import org.crosslayer.mptcp.connections.TestConnections;
import org.crosslayer.mptcp.standing.SentOrders;
import org.crosslayer.mptcp.standing.StandingOverview;
import org.crosslayer.mptcp.standing.StandingOverview.State;
import org.crosslayer.mptcp.standing.StandingStatus;
import org.crosslayer.plan.DataDirection;
import org.crosslayer.plan.PlannerPolicy;
import org.crosslayer.standing.DestinationRule;
import org.crosslayer.standing.StandingPath;
import org.crosslayer.standing.StandingPlan;
import org.crosslayer.standing.StandingPolicy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StandingPlansTest {
    private static final AgentId AGENT = AgentId.agentId("client");
    private static final int PATHS = 4;
    private static final DestinationRule LISTED = new DestinationRule(Address.parse("10.0.2.2"), 32, 80);

    private final FakeFabricService fabric = FakeFabricService.withParallelPaths(PATHS);
    private final ConnectionManager connections = TestConnections.activated(new DirectEvents());
    private final StandingAgent agent = new StandingAgent(16, 0);
    private long now = TimeUnit.HOURS.toNanos(1);
    private PlanningEngine engine;

    @BeforeEach
    void begin() {
        fabric.stand(new StandingPolicy.Builder().destinations(List.of(LISTED)).build());
        engine = new PlanningEngine(fabric, connections, connections, Runnable::run, Runnable::run, () -> now);
        engine.fabricChanged(0);
    }

    private void attach(MptcpConnection... known) {
        engine.snapshot(agent, connections.replace(AGENT, List.of(known)));
    }

    private void seconds(int count) {
        for (int i = 0; i < count; i++) {
            now += TimeUnit.SECONDS.toNanos(1);
            engine.tick();
        }
    }

    private static ConnectionKey key(int token) {
        return ConnectionKey.connectionKey(AGENT, ConnectionToken.token(token));
    }

    private static FourTuple tuple(int port, int serverPort) {
        return FourTuple.fourTuple(CLIENT, port, SERVER, serverPort);
    }

    private static MptcpConnection connection(int token, int port, int serverPort, int standing) {
        return MptcpConnection.builder(key(token), tuple(port, serverPort)).standingPlan(standing)
            .with(Subflow.subflow(tuple(port, serverPort), 0, 0, false)).build();
    }

    private void open(int token, int port, int serverPort, int standing) {
        engine.established(agent, connections.report(connection(token, port, serverPort, standing)));
    }

    private void close(int token) {
        connections.remove(key(token));
        engine.changed(agent, key(token));
    }

    /** Subflows come up that the agent's kernel has opened. */
    private void join(int token, int... ports) {
        for (int port : ports) {
            connections.update(key(token), known -> known.copy().with(Subflow.subflow(
                tuple(port, known.initial().remotePort()), 200, 0, false)).build());
            engine.changed(agent, key(token));
        }
    }

    private void assertRight(SentOrders orders, Fabric in) {
        PathTracer tracer = new PathTracer(in);
        Set<Integer> ports = new HashSet<>();
        for (StandingPlan plan : orders.plans().values()) {
            for (StandingPath path : plan.paths()) {
                assertThat(path.ports()).isNotEmpty().allSatisfy(port -> {
                    FiveTuple flow = plan.destination().flow(port);
                    assertThat(tracer.trace(flow).label()).isEqualTo(path.forward().label());
                    assertThat(tracer.trace(flow.reversed()).label()).isEqualTo(path.reverse().label());
                    assertThat(ports.add(port)).as("in one pool only").isTrue();
                });
            }
        }
    }

    @Test
    void shouldSendWhatIsListedAfterTheSnapshot() {
        attach();

        assertThat(agent.orders()).hasSize(1);
        assertThat(agent.only().paths()).hasSize(PATHS);
        assertThat(agent.last().expirySeconds()).isEqualTo(60);
        assertRight(agent.last(), fabric.fabric());
        assertThat(agent.plans()).isEmpty();
    }

    @Test
    void shouldSayNothingToAgentsThatCannot() {
        FakeChannel other = new FakeChannel();
        engine.snapshot(other, connections.replace(AGENT, List.of()));
        seconds(30);

        other.assertNothingSent();
        assertThat(engine.standing()).isEmpty();
    }

    @Test
    void shouldRenewAsLongAsAllIsAsItWas() {
        attach();
        seconds(61);

        assertThat(agent.orders()).hasSize(1);
        assertThat(agent.renewals()).hasSize(3).containsOnly(agent.last().generation());
    }

    @Test
    void shouldNotRenewWhatIsOfAnotherNetwork() {
        attach();
        // The snapshot is there, but nobody has been told yet.
        fabric.change(FakeFabricService.parallelPaths(PATHS - 1));
        seconds(40);

        assertThat(agent.renewals()).isEmpty();
    }

    @Test
    void shouldReplacePlansAtOnceWhenALinkFails() {
        attach();
        StandingPlan before = agent.only();
        fabric.change(FakeFabricService.parallelPaths(PATHS - 1));
        engine.fabricChanged(0);

        assertThat(agent.orders()).hasSize(2);
        assertThat(agent.orders().get(1).generation()).isGreaterThan(agent.orders().get(0).generation());
        assertThat(agent.onlyId()).isEqualTo(agent.orders().get(0).plans().keySet().iterator().next());
        assertThat(agent.only().paths()).hasSize(PATHS - 1);
        assertRight(agent.last(), fabric.fabric());
        // What the plan has given up may still be held by subflows that have ended.
        int gone = IntStream.of(StandingAgent.ports(before))
            .filter(port -> !StandingAgent.has(agent.only(), port)).findFirst().orElseThrow();
        assertThat(leased(gone)).isTrue();
        seconds(71);
        assertThat(leased(gone)).isFalse();
    }

    @Test
    void shouldSendOtherPathsWhenOthersFillThoseOfThePlan() {
        fabric.change(new PlannerPolicy.Builder().maxSubflows(2).minSubflows(2)
            .dataDirection(DataDirection.INBOUND).build());
        attach();
        seconds(20);
        assertThat(agent.orders()).as("nothing has changed").hasSize(1);
        SentOrders before = agent.last();
        String crowded = agent.only().paths().get(0).reverse().label();
        PathTracer tracer = new PathTracer(fabric.fabric());
        int[] ports = IntStream.range(50_000, 60_000).filter(port -> tracer.trace(
            agent.only().destination().flow(port).reversed()).label().equals(crowded)).limit(2).toArray();
        engine.established(agent, connections.report(connection(1, ports[0], 80, 0).copy()
            .with(Subflow.subflow(tuple(ports[1], 80), 1, 0, false)).build()));
        assertThat(agent.plans()).as("it has all that it may have, on one path").allMatch(
            plan -> plan.paths().isEmpty());
        seconds(11);

        assertThat(agent.orders()).hasSize(2);
        assertThat(agent.last().generation()).isGreaterThan(before.generation());
        assertThat(agent.only().paths()).extracting(path -> path.reverse().label()).hasSize(2).doesNotContain(crowded)
            .doesNotHaveDuplicates();
        agent.only().paths().forEach(path -> assertThat(path.ports()).allSatisfy(port -> assertThat(tracer.trace(
            agent.only().destination().flow(port).reversed()).label()).isEqualTo(path.reverse().label())));
    }

    /** The agent lets its plans expire then: nobody has looked whether they are still right. */
    @Test
    void shouldNotRenewWhatNobodyHasLookedAt() {
        List<Runnable> stuck = new ArrayList<>();
        engine = new PlanningEngine(fabric, connections, connections, Runnable::run, stuck::add, () -> now);
        attach();
        List.copyOf(stuck).forEach(Runnable::run);
        fabric.change(FakeFabricService.parallelPaths(PATHS - 1));
        engine.fabricChanged(0);
        seconds(agent.last().expirySeconds() + 1);

        assertThat(agent.orders()).hasSize(1);
        assertThat(agent.renewals()).isEmpty();
    }

    @Test
    void shouldWithdrawPlansWhenNothingIsLeftToChoose() {
        attach();
        fabric.change(FakeFabricService.parallelPaths(1));
        engine.fabricChanged(0);

        assertThat(agent.last().plans()).isEmpty();
        assertThat(agent.last().generation()).isGreaterThan(agent.orders().get(0).generation());
        assertThat(lines()).singleElement().satisfies(line -> {
            assertThat(line.state()).isEqualTo(State.NONE);
            assertThat(line.reasons()).isNotEmpty();
        });
        fabric.change(FakeFabricService.parallelPaths(2));
        engine.fabricChanged(0);
        assertThat(agent.only().paths()).hasSize(2);
    }

    @Test
    void shouldFollowThePolicy() {
        attach();
        fabric.change(new PlannerPolicy.Builder().maxSubflows(2).build());
        engine.policyChanged();
        assertThat(agent.only().paths()).hasSize(2);
        assertThat(agent.only().maxSubflows()).isEqualTo(1);

        fabric.stand(StandingPolicy.OFF);
        engine.policyChanged();
        assertThat(agent.last().plans()).isEmpty();
    }

    @Test
    void shouldLeaveConnectionsToTheirStandingPlan() {
        attach();
        StandingPlan plan = agent.only();
        open(1, 40_001, 80, agent.onlyId());
        assertThat(agent.plans()).isEmpty();

        int[] ports = plan.paths().stream().filter(path -> plan.paths().indexOf(path) != plan.initialPath(40_001))
            .limit(plan.subflows(40_001)).mapToInt(path -> path.ports().get(0)).toArray();
        join(1, ports);
        seconds(10);

        assertThat(agent.plans()).isEmpty();
        MptcpConnection known = connections.connection(key(1)).orElseThrow();
        assertThat(known.planned()).hasSize(ports.length)
            .allSatisfy(path -> assertThat(path.state()).isEqualTo(PlannedSubflow.State.OPENED));
        assertThat(known.subflows()).filteredOn(subflow -> !subflow.tuple().equals(known.initial()))
            .allSatisfy(subflow -> assertThat(known.plannedFor(subflow)).isPresent());
        assertThat(engine.explain(key(1)).orElseThrow().standing().orElseThrow())
            .startsWith("standing plan " + agent.onlyId());
        assertThat(IntStream.range(0, fabric.fabric().linkCount())
            .filter(link -> engine.loadBps(link) > 0).count()).as("links with load").isGreaterThan(2 * PATHS);
    }

    @Test
    void shouldPlanWhatTheStandingPlanDidNotOpen() {
        attach();
        open(1, 40_001, 80, agent.onlyId());
        open(2, 40_002, 80, 12_345);
        seconds(1);
        assertThat(agent.plans()).isEmpty();
        seconds(2);

        assertThat(agent.plans()).extracting(plan -> plan.key().token().value()).containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void shouldPlanAtOnceWhatTheAgentSaysNothingCameOf() {
        attach();
        open(1, 40_001, 80, agent.onlyId());
        assertThat(agent.plans()).isEmpty();
        engine.standingFailed(agent, key(1), agent.onlyId() + 1, "of another plan");
        assertThat(agent.plans()).isEmpty();
        engine.standingFailed(agent, key(1), agent.onlyId(), "invalid address (errno 22)");

        assertThat(agent.plans()).extracting(plan -> plan.key().token().value()).containsExactly(1);
        assertThat(connections.connection(key(1)).orElseThrow().standingPlan()).isZero();
        engine.standingFailed(agent, key(2), agent.onlyId(), "of a connection that is gone");
        seconds(10);
        assertThat(agent.plans()).as("once").hasSize(1);
    }

    /** A snapshot's connections are looked at later, when the agent may have said already that a plan failed. */
    @Test
    void shouldNotWaitForAPlanThatHasFailedWhileTheSnapshotWasInWork() {
        attach();
        MptcpConnection reported = connection(1, 40_001, 80, agent.onlyId());
        connections.report(reported);
        engine.standingFailed(agent, key(1), agent.onlyId(), "no source port is free");
        engine.established(agent, reported);
        seconds(1);

        assertThat(agent.plans()).extracting(plan -> plan.key().token().value()).containsOnly(1);
        assertThat(connections.connection(key(1)).orElseThrow().standingPlan()).isZero();
    }

    @Test
    void shouldPlanOthersOneByOneFromOtherPorts() {
        attach();
        for (int token = 1; token <= 20; token++) {
            open(token, 41_000 + token, 80, 0);
        }

        assertThat(agent.plans()).hasSize(20);
        agent.plans().forEach(plan -> plan.paths().forEach(path ->
            assertThat(path.sourcePorts()).noneMatch(port -> StandingAgent.has(agent.only(), port))));
    }

    @Test
    void shouldFindWhatIsUsedOftenAndMuch() {
        fabric.stand(StandingPolicy.ON);
        fabric.change(new PlannerPolicy.Builder().minSubflows(PATHS).build());
        attach();
        assertThat(agent.orders()).isEmpty();
        use(9, 443, 1_000_000);
        assertThat(agent.orders()).as("repeated, but not often enough").isEmpty();
        use(20, 22, 100);
        assertThat(agent.orders()).as("often, but not heavy").isEmpty();
        use(10, 5201, 1_000_000);

        assertThat(agent.orders()).hasSize(1);
        assertThat(agent.only().destination().remotePort()).isEqualTo(5201);
        assertThat(agent.only().direction()).isEqualTo(DataDirection.INBOUND);
        assertThat(lines()).singleElement().satisfies(line ->
            assertThat(line.reasons().get(0)).startsWith("10 connections and "));
        seconds(200);
        assertThat(agent.last().plans()).as("not used any more").isEmpty();
    }

    @Test
    void shouldHaveNoPlanWhereTheFirstSubflowWillDo() {
        fabric.stand(StandingPolicy.ON);
        attach();
        use(10, 5201, 1_000_000);

        assertThat(agent.orders()).as("links as fast as the host, nobody else, and data one way").isEmpty();
        assertThat(lines()).singleElement().satisfies(line -> {
            assertThat(line.state()).isEqualTo(State.NONE);
            assertThat(line.reasons().get(0)).startsWith("the first subflow is all");
        });
    }

    private int tokens = 1000;

    /** Connections that come and go within some seconds, each with so many bytes from the server. */
    private void use(int count, int serverPort, long bytes) {
        for (int i = 0; i < count; i++) {
            int token = ++tokens;
            open(token, 42_000 + token, serverPort, 0);
            for (int reading = 1; reading <= 2; reading++) {
                connections.measured(key(token), new ConnectionReading(now + reading, SendingLimit.UNKNOWN,
                    List.of(new SubflowReading(tuple(42_000 + token, serverPort),
                        new long[] {100, 100, reading * bytes / 2, 0}, 1000, 10))));
                engine.measured(key(token));
            }
            close(token);
        }
        seconds(6);
    }

    @Test
    void shouldHaveNoMorePlansThanTheAgentHolds() {
        fabric.stand(new StandingPolicy.Builder().destinations(List.of(LISTED,
            new DestinationRule(Address.parse("10.0.2.0"), 24, 81),
            new DestinationRule(Address.parse("10.0.0.0"), 8, 82))).maxPlans(2).build());
        attach();

        assertThat(agent.last().plans().values()).extracting(plan -> plan.destination().remotePort())
            .containsExactly(80, 81);
        assertRight(agent.last(), fabric.fabric());
    }

    /** The port of a first subflow is bound for all addresses of its host, IPv4 and IPv6. */
    @Test
    void shouldUseASourcePortOnceOnAHost() {
        StandingAgent steering = new StandingAgent(16, 16);
        fabric.stand(new StandingPolicy.Builder().steering(StandingPolicy.Steering.ALL).destinations(List.of(LISTED,
            new DestinationRule(Address.parse("fd00:2::2"), 128, 80),
            new DestinationRule(Address.parse("10.0.2.2"), 32, 81))).build());
        engine.snapshot(steering, connections.replace(AGENT, List.of()));

        Set<Integer> ports = new HashSet<>();
        assertThat(steering.last().plans().values()).hasSize(3).allSatisfy(plan -> {
            assertThat(plan.steered()).isNotEmpty().allSatisfy(port -> assertThat(ports.add(port)).isTrue());
            plan.paths().forEach(path -> assertThat(path.ports()).isNotEmpty()
                .allSatisfy(port -> assertThat(ports.add(port)).isTrue()));
        });
    }

    @Test
    void shouldGiveUpWhatTheAgentRefuses() {
        attach();
        engine.standing(agent, agent.refusal("kernel: errno 12 no memory"));

        assertThat(agent.last().plans()).isEmpty();
        assertThat(lines()).singleElement().satisfies(line -> {
            assertThat(line.state()).isEqualTo(State.REFUSED);
            assertThat(line.reasons()).containsExactly("kernel: errno 12 no memory");
        });
        open(1, 40_001, 80, 0);
        assertThat(agent.plans()).as("planned one by one").hasSize(1);
        seconds(299);
        assertThat(agent.last().plans()).isEmpty();
        seconds(10);
        assertThat(agent.last().plans()).as("asked again").hasSize(1);
    }

    @Test
    void shouldSendAgainWhatHasExpired() {
        attach();
        SentOrders before = agent.last();
        StandingStatus nothing = new StandingStatus(0, StandingExecutor.AGENT, Map.of(), Map.of());
        engine.standing(agent, nothing);
        assertThat(agent.orders()).as("said before the orders came").hasSize(1);
        seconds(20);
        assertThat(agent.renewals()).as("just renewed, as after a pause: in vain").hasSize(1);
        engine.standing(agent, nothing);

        assertThat(agent.orders()).hasSize(2);
        assertThat(agent.last().generation()).isGreaterThan(before.generation());
        assertThat(agent.last().plans()).isEqualTo(before.plans());
    }

    @Test
    void shouldEnlargePoolsThatRunOut() {
        attach();
        StandingPlan small = agent.only();
        engine.standing(agent, agent.report(0));
        assertThat(agent.orders()).hasSize(1);
        assertThat(lines()).singleElement().satisfies(line ->
            assertThat(line.state()).isEqualTo(State.IN_FORCE));
        engine.standing(agent, agent.report(5));

        assertThat(agent.orders()).hasSize(2);
        for (StandingPath path : small.paths()) {
            assertThat(agent.only().pathOf(path.ports().get(0)).ports()).hasSize(2 * path.ports().size())
                .containsAll(path.ports());
        }
        engine.standing(agent, agent.report(5));
        assertThat(agent.orders()).hasSize(2);
    }

    @Test
    void shouldGiveTheSameAgainAfterABrokenStream() {
        attach();
        SentOrders before = agent.last();
        engine.detached(agent);
        seconds(40);
        assertThat(agent.renewals()).isEmpty();
        attach();

        assertThat(agent.orders()).hasSize(2);
        assertThat(agent.last().plans().keySet()).isEqualTo(before.plans().keySet());
        assertThat(agent.only().same(before.plans().get(agent.onlyId()))).isTrue();
    }

    @Test
    void shouldForgetAnAgentThatDoesNotComeBack() {
        attach();
        int port = agent.only().paths().get(0).ports().get(0);
        assertThat(leased(port)).isTrue();
        engine.detached(agent);
        connections.removeAll(AGENT);
        engine.forget(AGENT);

        assertThat(engine.standing()).isEmpty();
        assertThat(leased(port)).isFalse();
    }

    /** Whether no connection that is planned by itself is offered the port. */
    private boolean leased(int port) {
        return engine.leased(AGENT, port);
    }

    private List<StandingOverview.Line> lines() {
        return engine.standing().get(0).lines();
    }
}
