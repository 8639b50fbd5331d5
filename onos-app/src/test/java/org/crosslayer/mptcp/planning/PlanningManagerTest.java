// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.crosslayer.mptcp.FakeFabricService.CLIENT;
import static org.crosslayer.mptcp.FakeFabricService.CLIENT6;
import static org.crosslayer.mptcp.FakeFabricService.SERVER;
import static org.crosslayer.mptcp.FakeFabricService.SERVER6;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.mptcp.AgentCapabilities;
import org.crosslayer.mptcp.AgentCapabilities.Ability;
import org.crosslayer.mptcp.AgentId;
import org.crosslayer.mptcp.ConnectionKey;
import org.crosslayer.mptcp.ConnectionToken;
import org.crosslayer.mptcp.DirectEvents;
import org.crosslayer.mptcp.FakeFabricService;
import org.crosslayer.mptcp.FourTuple;
import org.crosslayer.mptcp.MptcpConnection;
import org.crosslayer.mptcp.PlannedSubflow;
import org.crosslayer.mptcp.PlannedSubflow.State;
import org.crosslayer.mptcp.Subflow;
import org.crosslayer.mptcp.connections.ConnectionManager;
import org.crosslayer.mptcp.connections.TestConnections;
import org.crosslayer.mptcp.planning.PathOutcome.Result;
import org.crosslayer.plan.PlannerPolicy;
import org.crosslayer.plan.PortRange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlanningManagerTest {
    private static final AgentId AGENT = AgentId.agentId("client");
    private static final int PATHS = 4;

    private final FakeFabricService fabric = FakeFabricService.withParallelPaths(PATHS);
    private final ConnectionManager connections = TestConnections.activated(new DirectEvents());
    private PlanningManager planning = TestPlanning.activated(fabric, connections);
    private final FakeChannel channel = new FakeChannel();

    @BeforeEach
    void attach() {
        snapshot();
    }

    @AfterEach
    void deactivate() {
        planning.deactivate();
    }

    @Test
    void shouldAskForOneSubflowOnEveryFurtherPath() throws Exception {
        report(connection(1, 40001));

        SentPlan plan = channel.next();
        Set<String> outbound = new HashSet<>();
        outbound.add(fabric.outboundPath(tuple(40001)));
        for (PlannedSubflow path : plan.paths()) {
            assertThat(path.sourcePorts()).hasSizeGreaterThanOrEqualTo(4)
                .allSatisfy(port -> assertThat(fabric.outboundPath(tuple(port))).isEqualTo(path.outboundPath()));
            outbound.add(path.outboundPath());
        }
        assertThat(outbound).hasSize(PATHS);
        assertThat(known(1).planned()).isEqualTo(plan.paths());
        assertThat(known(1).reasons()).isNotEmpty();
    }

    @Test
    void shouldUseEachCommandIdOnce() throws Exception {
        report(connection(1, 40001));
        report(connection(2, 40002));

        assertThat(channel.next().commandId()).isNotEqualTo(channel.next().commandId());
    }

    @Test
    void shouldNotOfferTheSamePortToTwoConnections() throws Exception {
        Set<Integer> offered = new HashSet<>();
        int count = 0;
        for (int token = 1; token <= 20; token++) {
            report(connection(token, 40000 + token));
            for (PlannedSubflow path : channel.next().paths()) {
                offered.addAll(path.sourcePorts());
                count += path.sourcePorts().size();
            }
        }
        assertThat(offered).hasSize(count);
    }

    @Test
    void shouldSparePortsThatWereInUseUntilLately() throws Exception {
        Set<Integer> used = new HashSet<>();
        for (int token = 1; token <= 100; token++) {
            report(connection(token, 40001));
            SentPlan plan = channel.next();
            plan.paths().forEach(path -> assertThat(path.sourcePorts()).noneMatch(used::contains));
            answer(plan, Result.OPENED, Result.OPENED, Result.OPENED);
            known(token).planned().forEach(planned -> used.add(planned.sourcePort()));
            connections.remove(key(token));
        }
        assertThat(used).hasSize(300);
    }

    @Test
    void shouldLeaveTheServerSideToTheOtherHost() {
        report(connection(1, 40001).copy().serverSide(true).build());

        channel.assertNothingSent();
        assertThat(known(1).reasons()).containsExactly(
            "it was opened by the other host, whose agent opens its subflows");
    }

    @Test
    void shouldRespectWhatTheAgentCanDo() throws Exception {
        channel.can(new AgentCapabilities(Set.of(), 8));
        report(connection(1, 40001));
        channel.assertNothingSent();

        channel.can(new AgentCapabilities(EnumSet.of(Ability.SUBFLOWS), 8));
        report(connection6(2));
        channel.assertNothingSent();
        assertThat(known(2).reasons()).containsExactly("agent client cannot open IPv6 subflows");

        channel.can(new AgentCapabilities(EnumSet.of(Ability.SUBFLOWS), 3));
        report(connection(3, 40003));
        assertThat(channel.next().paths()).hasSize(2);
    }

    @Test
    void shouldPlanIpv6() throws Exception {
        report(connection6(1));

        assertThat(channel.next().paths()).hasSize(PATHS - 1)
            .allSatisfy(path -> assertThat(path.localAddress()).isEqualTo(CLIENT6));
    }

    @Test
    void shouldNotAskForWhatThePeerOrTheHostRefuses() {
        report(connection(1, 40001).copy().denyJoinInitial(true).build());
        channel.has(CLIENT6);
        report(connection(2, 40002));

        channel.assertNothingSent();
        assertThat(known(1).reasons()).containsExactly("the peer refuses further subflows to 10.0.2.2");
        assertThat(known(2).reasons()).containsExactly(
            "10.0.1.2 is none of the addresses that agent client opens subflows from");
    }

    @Test
    void shouldEnterOutcomes() throws Exception {
        report(connection(1, 40001));
        SentPlan plan = channel.next();
        int port = plan.paths().get(0).sourcePorts().get(1);

        planning.outcomes(channel, List.of(
            new PathOutcome(plan.commandId(), 0, Result.OPENED, port, ""),
            new PathOutcome(plan.commandId(), 1, Result.REFUSED, 0, "kernel: errno 1 no"),
            new PathOutcome(plan.commandId(), 1, Result.OPENED, 5, "an answer too many"),
            new PathOutcome(plan.commandId(), 63, Result.OPENED, 5, "no such path"),
            new PathOutcome(plan.commandId() + 1, 0, Result.OPENED, 5, "no such plan")));

        List<PlannedSubflow> planned = known(1).planned();
        assertThat(planned).extracting(PlannedSubflow::state)
            .containsExactly(State.OPENED, State.FAILED, State.ASKED);
        assertThat(planned.get(0).sourcePort()).isEqualTo(port);
        assertThat(planned.get(1).detail()).isEqualTo("kernel: errno 1 no");
        channel.assertNothingSent();
    }

    @Test
    void shouldTryOtherPortsOnceWhenAllAreInUse() throws Exception {
        report(connection(1, 40001));
        SentPlan first = channel.next();
        answer(first, Result.PORTS_IN_USE, Result.REFUSED, Result.OPENED);

        SentPlan second = channel.next();
        assertThat(second.paths()).hasSize(1);
        assertThat(second.paths().get(0).outboundPath()).isEqualTo(first.paths().get(0).outboundPath());
        assertThat(second.paths().get(0).sourcePorts()).doesNotContainAnyElementsOf(first.paths().get(0).sourcePorts());

        answer(second, Result.PORTS_IN_USE);
        channel.assertNothingSent();
        assertThat(known(1).planned()).extracting(PlannedSubflow::state)
            .containsExactlyInAnyOrder(State.FAILED, State.OPENED, State.FAILED);
    }

    @Test
    void shouldTryAgainOnlyWhatWasRefused() throws Exception {
        // Hardly enough ports for every pair of paths: directions are paired as best they can.
        fabric.change(new PlannerPolicy.Builder().sourcePorts(new PortRange(12_000, 12_119)).build());
        int again = 0;
        for (int token = 1; token <= 200; token++) {
            report(connection(token, 40_000 + token));
            SentPlan first = channel.next();
            Result[] results = first.paths().stream().map(path -> Result.OPENED).toArray(Result[]::new);
            results[token / 3 % results.length] = Result.PORTS_IN_USE;
            answer(first, results);

            for (SentPlan second = channel.poll(); second != null; second = channel.poll()) {
                again++;
                assertThat(second.paths()).as("connection from port %d", 40_000 + token).hasSize(1);
                assertThat(second.paths().get(0).outboundPath())
                    .isEqualTo(first.paths().get(token / 3 % results.length).outboundPath());
                answer(second, Result.OPENED);
            }
            connections.remove(key(token));
            planning.changed(channel, key(token));
        }
        assertThat(again).isGreaterThan(100);
    }

    @Test
    void shouldSparePortsThatTheKernelHasRefused() throws Exception {
        report(connection(1, 40_001));
        SentPlan plan = channel.next();
        List<Integer> ports = plan.paths().get(0).sourcePorts();
        planning.outcomes(channel, List.of(new PathOutcome(plan.commandId(), 0, Result.OPENED, ports.get(2), "")));

        assertThat(ports.stream().filter(connections.sourcePortsRecentlyUsed(AGENT)::test)).as("tried before")
            .containsExactlyElementsOf(ports.subList(0, 2));
    }

    @Test
    void shouldForgetAboutAConnectionThatWasClosedMeanwhile() throws Exception {
        report(connection(1, 40001));
        SentPlan plan = channel.next();
        connections.remove(key(1));

        answer(plan, Result.PORTS_IN_USE, Result.PORTS_IN_USE, Result.CONNECTION_GONE);

        channel.assertNothingSent();
        assertThat(connections.connections()).isEmpty();
    }

    @Test
    void shouldNotPlanAgainWhenASnapshotShowsTheSubflows() throws Exception {
        report(connection(1, 40001));
        SentPlan plan = channel.next();
        answer(plan, Result.OPENED, Result.OPENED, Result.OPENED);
        planning.detached(channel);

        snapshot(establish(connection(1, 40001), plan));

        assertNothingPlannedBefore(2, 40002);
    }

    @Test
    void shouldSendUnansweredPlansAgainToTheSameStart() throws Exception {
        report(connection(1, 40001));
        SentPlan plan = channel.next();
        planning.detached(channel);

        snapshot(connection(1, 40001));

        assertThat(channel.next()).isSameAs(plan);
        assertNothingPlannedBefore(2, 40002);
    }

    @Test
    void shouldPlanAnewForARestartedAgent() throws Exception {
        report(connection(1, 40001));
        SentPlan plan = channel.next();
        planning.detached(channel);
        channel.restart("start-2");

        snapshot(connection(1, 40001));

        SentPlan anew = channel.next();
        assertThat(anew.commandId()).isNotEqualTo(plan.commandId());
        assertThat(anew.paths()).hasSize(PATHS - 1);
        assertThat(known(1).planned()).isEqualTo(anew.paths());
        answer(plan, Result.OPENED, Result.OPENED, Result.OPENED);
        assertThat(known(1).planned()).extracting(PlannedSubflow::state).containsOnly(State.ASKED);
    }

    @Test
    void shouldPlanTheMissingSubflowsAfterItsOwnRestart() throws Exception {
        report(connection(1, 40001));
        SentPlan plan = channel.next();
        planning.deactivate();
        connections.removeAll(AGENT);
        planning = TestPlanning.activated(fabric, connections);
        MptcpConnection twoOfFour = connection(1, 40001).copy()
            .with(Subflow.subflow(tuple(plan.paths().get(1).sourcePorts().get(0)), 2, 0, false)).build();

        snapshot(twoOfFour);

        SentPlan rest = channel.next();
        assertThat(rest.paths()).extracting(PlannedSubflow::outboundPath).containsExactlyInAnyOrder(
            plan.paths().get(0).outboundPath(), plan.paths().get(2).outboundPath());
    }

    @Test
    void shouldDropUnansweredPlansOfClosedConnections() throws Exception {
        report(connection(1, 40001));
        channel.next();
        planning.detached(channel);

        connections.remove(key(1));
        snapshot();

        assertNothingPlannedBefore(2, 40002);
    }

    @Test
    void shouldWaitForAFabricThatIsNotKnownYet() throws Exception {
        fabric.change(Fabric.empty());
        snapshot(connection(1, 40001));
        await().until(() -> !known(1).reasons().isEmpty());
        report(connection(2, 40002));
        channel.assertNothingSent();
        assertThat(known(2).reasons()).singleElement().asString().startsWith("planned when the fabric is known: ");

        fabric.change(FakeFabricService.parallelPaths(PATHS));

        Set<Integer> tokens = Set.of(channel.next().key().token().value(), channel.next().key().token().value());
        assertThat(tokens).containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void shouldFollowThePolicy() throws Exception {
        fabric.change(new PlannerPolicy.Builder().maxSubflows(2).candidatePorts(5).build());
        report(connection(1, 40001));

        SentPlan plan = channel.next();
        assertThat(plan.paths()).hasSize(1);
        assertThat(plan.paths().get(0).sourcePorts()).hasSize(5);
    }

    /** What is planned later is planned after all that a snapshot has brought about. */
    private void assertNothingPlannedBefore(int token, int port) throws InterruptedException {
        snapshot(new ArrayList<>(connections.connections(AGENT)), connection(token, port));
        assertThat(channel.next().key()).isEqualTo(key(token));
    }

    private void report(MptcpConnection connection) {
        planning.established(channel, connections.report(connection));
    }

    private void snapshot(MptcpConnection... all) {
        planning.snapshot(channel, connections.replace(AGENT, List.of(all)));
    }

    private void snapshot(List<MptcpConnection> some, MptcpConnection more) {
        some.add(more);
        answerAll();
        planning.snapshot(channel, connections.replace(AGENT, some));
    }

    /** So that nothing is sent again. */
    private void answerAll() {
        channel.taken().forEach(plan -> answer(plan, plan.paths().stream().map(path -> Result.OPENED)
            .toArray(Result[]::new)));
    }

    private void answer(SentPlan plan, Result... results) {
        List<PathOutcome> outcomes = new ArrayList<>();
        for (int i = 0; i < results.length; i++) {
            int port = results[i] == Result.OPENED ? plan.paths().get(i).sourcePorts().get(0) : 0;
            outcomes.add(new PathOutcome(plan.commandId(), i, results[i], port, ""));
        }
        planning.outcomes(channel, outcomes);
    }

    private static MptcpConnection establish(MptcpConnection connection, SentPlan plan) {
        List<Subflow> subflows = plan.paths().stream()
            .map(path -> Subflow.subflow(tuple(path.sourcePorts().get(0)), 1, 0, false)).collect(Collectors.toList());
        subflows.addAll(connection.subflows());
        return connection.copy().subflows(subflows).build();
    }

    private MptcpConnection known(int token) {
        return connections.connection(key(token)).orElseThrow();
    }

    private static ConnectionKey key(int token) {
        return ConnectionKey.connectionKey(AGENT, ConnectionToken.token(token));
    }

    private static MptcpConnection connection(int token, int localPort) {
        return MptcpConnection.builder(key(token), tuple(localPort))
            .with(Subflow.subflow(tuple(localPort), 0, 0, false)).build();
    }

    private static MptcpConnection connection6(int token) {
        FourTuple tuple = FourTuple.fourTuple(CLIENT6, 40000, SERVER6, 80);
        return MptcpConnection.builder(key(token), tuple).with(Subflow.subflow(tuple, 0, 0, false)).build();
    }

    private static FourTuple tuple(int localPort) {
        return FourTuple.fourTuple(CLIENT, localPort, SERVER, 80);
    }
}
