// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.crosslayer.mptcp.agents.TestAgent.connection;
import static org.crosslayer.mptcp.agents.TestAgent.tuple;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.crosslayer.control.v1.AgentMessage;
import org.crosslayer.control.v1.Capabilities;
import org.crosslayer.control.v1.Connection;
import org.crosslayer.control.v1.ControllerMessage;
import org.crosslayer.control.v1.ErrnoCount;
import org.crosslayer.control.v1.Event;
import org.crosslayer.control.v1.Result;
import org.crosslayer.control.v1.StandingExecutor;
import org.crosslayer.control.v1.StandingOrders;
import org.crosslayer.control.v1.StandingPath;
import org.crosslayer.control.v1.StandingPlan;
import org.crosslayer.control.v1.StandingPlanFailed;
import org.crosslayer.control.v1.StandingPlanState;
import org.crosslayer.control.v1.StandingReport;
import org.crosslayer.control.v1.Subflow;
import org.crosslayer.control.v1.SubflowEstablished;
import org.crosslayer.ecmp.Address;
import org.crosslayer.mptcp.AgentId;
import org.crosslayer.mptcp.MptcpConnection;
import org.crosslayer.mptcp.standing.StandingStatus;
import org.crosslayer.standing.DestinationRule;
import org.crosslayer.standing.StandingPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Standing plans as an agent sees them; every message is checked against the contract. */
class StandingSessionTest {
    private TestController controller;
    private TestAgent agent;

    @BeforeEach
    void start() throws Exception {
        controller = new TestController();
        controller.fabric.stand(new StandingPolicy.Builder().steering(StandingPolicy.Steering.ALL)
            .destinations(List.of(new DestinationRule(Address.parse("10.0.2.2"), 32, 80))).build());
        agent = controller.agent("client");
    }

    @AfterEach
    void stop() {
        agent.close();
        controller.close();
    }

    private StandingOrders attach(int pools) throws Exception {
        agent.send(AgentMessage.newBuilder().setHello(agent.hello().setCapabilities(Capabilities.newBuilder()
            .setSubflows(true).setMaxSubflows(16).setStandingExecutor(StandingExecutor.STANDING_EXECUTOR_KERNEL)
            .setMaxStandingPlans(8).setMaxSourcePortPools(pools))));
        assertThat(agent.next().hasWelcome()).isTrue();
        agent.snapshot(false);
        ControllerMessage message = agent.next();
        assertThat(message.hasStanding()).isTrue();
        return message.getStanding();
    }

    @Test
    void shouldSendOrdersByTheContract() throws Exception {
        StandingOrders orders = attach(8);

        assertThat(orders.getExpiresInS()).isEqualTo(60);
        StandingPlan plan = orders.getPlans(0);
        assertThat(plan.getRemote().getLength()).isEqualTo(32);
        assertThat(plan.getLocal().getLength()).isEqualTo(32);
        assertThat(plan.getRemotePort()).isEqualTo(80);
        assertThat(plan.getPathsList()).hasSizeGreaterThan(1)
            .allSatisfy(path -> assertThat(path.getSourcePortsCount()).isPositive());
        assertThat(plan.getInitialFirstPort() + plan.getInitialPaths().size()).isEqualTo(61_000);
        assertThat(orders.getPools(0).getMptcp()).isTrue();
        assertThat(orders.getPools(0).getTcp()).isTrue();
        assertThat(orders.getPools(0).getSourcePortsList()).doesNotContainAnyElementsOf(
            plan.getPaths(0).getSourcePortsList());
        assertThat(orders.getPools(0).getSourcePortsList()).allSatisfy(port ->
            assertThat(port).isGreaterThanOrEqualTo(plan.getInitialFirstPort()));
    }

    @Test
    void shouldLeaveServedConnectionsAlone() throws Exception {
        StandingPlan plan = attach(0).getPlans(0);
        int port = plan.getPaths(0).getSourcePorts(0);
        Connection.Builder served = connection(1, 40_001).setStandingPlan(plan.getId());
        agent.established(served);
        agent.send(Event.newBuilder().setToken(1).setSubflowEstablished(SubflowEstablished.newBuilder()
            .setSubflow(Subflow.newBuilder().setTuple(tuple(port)).setLocalId(192))));
        agent.established(connection(2, 40_002));

        assertThat(agent.nextPlan().getToken()).as("only the other is planned").isEqualTo(2);
        await().until(() -> !known().map(MptcpConnection::planned).orElse(List.of()).isEmpty());
        MptcpConnection known = known().orElseThrow();
        assertThat(known.standingPlan()).isEqualTo(plan.getId());
        assertThat(known.planned()).singleElement().satisfies(path ->
            assertThat(path.outboundPath()).isEqualTo(plan.getPaths(0).getOutboundPath()));
    }

    @Test
    void shouldPlanAtOnceWhatTheAgentSaysNothingCameOf() throws Exception {
        StandingPlan plan = attach(0).getPlans(0);
        agent.established(connection(1, 40_001).setStandingPlan(plan.getId()));
        agent.send(Event.newBuilder().setToken(1).setStandingFailed(StandingPlanFailed.newBuilder()
            .setPlan(plan.getId()).setError(22).setMessage("invalid address")));

        assertThat(agent.nextPlan().getToken()).isEqualTo(1);
        assertThat(known().orElseThrow().standingPlan()).isZero();
    }

    @Test
    void shouldKeepWhatTheAgentCounts() throws Exception {
        StandingOrders orders = attach(0);
        agent.send(AgentMessage.newBuilder().setStanding(StandingReport.newBuilder()
            .setGeneration(orders.getGeneration()).setExecutor(StandingExecutor.STANDING_EXECUTOR_AGENT)
            .addPlans(StandingPlanState.newBuilder().setId(orders.getPlans(0).getId())
                .setResult(Result.RESULT_DONE).setHits(9).setRefused(4).setEnded(2)
                .addRefusals(ErrnoCount.newBuilder().setError(22).setCount(3))
                .addRefusals(ErrnoCount.newBuilder().setCount(1)))));

        await().until(() -> controller.planning.standing().get(0).lines().get(0).counters().isPresent());
        StandingStatus.Entry counters =
            controller.planning.standing().get(0).lines().get(0).counters().orElseThrow();
        assertThat(counters.refusedBy()).isEqualTo(Map.of(0, 1L, 22, 3L));
        assertThat(counters.ended()).isEqualTo(2);
    }

    private Optional<MptcpConnection> known() {
        return controller.connections.connection(WireValues.key(AgentId.agentId("client"), 1));
    }

    @Test
    void shouldTakeRefusedPlansBack() throws Exception {
        StandingOrders orders = attach(0);
        assertThat(orders.getPlans(0).getPathsList()).extracting(StandingPath::getBackup).containsOnly(false);
        agent.send(AgentMessage.newBuilder().setStanding(StandingReport.newBuilder()
            .setGeneration(orders.getGeneration()).setExecutor(StandingExecutor.STANDING_EXECUTOR_KERNEL)
            .addPlans(StandingPlanState.newBuilder().setId(orders.getPlans(0).getId())
                .setResult(Result.RESULT_REFUSED_BY_KERNEL).setError(12).setMessage("too large"))));

        StandingOrders next = agent.next().getStanding();
        assertThat(next.getGeneration()).isGreaterThan(orders.getGeneration());
        assertThat(next.getPlansList()).isEmpty();
    }
}
