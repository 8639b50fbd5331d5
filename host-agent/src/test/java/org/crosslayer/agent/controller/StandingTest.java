// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.crosslayer.agent.connections.Samples;
import org.crosslayer.agent.mptcp.MptcpEvent;
import org.crosslayer.agent.netlink.Errno;
import org.crosslayer.agent.netlink.NetlinkException;
import org.crosslayer.agent.standing.StandingStatus;
import org.crosslayer.agent.subflows.FakePathManager;
import org.crosslayer.control.v1.AgentMessage;
import org.crosslayer.control.v1.Capabilities;
import org.crosslayer.control.v1.Connection;
import org.crosslayer.control.v1.ControllerMessage;
import org.crosslayer.control.v1.ErrnoCount;
import org.crosslayer.control.v1.Prefix;
import org.crosslayer.control.v1.Result;
import org.crosslayer.control.v1.SnapshotRequest;
import org.crosslayer.control.v1.SourcePortPool;
import org.crosslayer.control.v1.StandingExecutor;
import org.crosslayer.control.v1.StandingOrders;
import org.crosslayer.control.v1.StandingPath;
import org.crosslayer.control.v1.StandingPlan;
import org.crosslayer.control.v1.StandingPlanFailed;
import org.crosslayer.control.v1.StandingRenewal;
import org.crosslayer.control.v1.StandingReport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Standing orders of a controller, carried out by the agent. */
class StandingTest {
    private LinkFixture agent;
    private FakeController.Stream stream;

    @BeforeEach
    void attach() throws Exception {
        agent = new LinkFixture();
        agent.start();
        stream = agent.controller.attached();
    }

    @AfterEach
    void close() throws Exception {
        agent.close();
        assertThat(agent.controller.wrong).isEmpty();
    }

    private static Prefix prefix(String address, int length) {
        return Prefix.newBuilder().setAddress(Wire.address(Samples.address(address))).setLength(length).build();
    }

    private static StandingPlan.Builder plan(int id, String remote, int length, int firstPort) {
        StandingPath.Builder path = StandingPath.newBuilder();
        for (int port = firstPort; port < firstPort + 50; port++) {
            path.addSourcePorts(port);
        }
        return StandingPlan.newBuilder().setId(id).setRemote(prefix(remote, length)).setMaxSubflows(4).addPaths(path);
    }

    private static ControllerMessage.Builder orders(long generation, int seconds, StandingPlan.Builder... plans) {
        StandingOrders.Builder orders = StandingOrders.newBuilder().setGeneration(generation).setExpiresInS(seconds);
        for (StandingPlan.Builder plan : plans) {
            orders.addPlans(plan);
        }
        return ControllerMessage.newBuilder().setStanding(orders);
    }

    private StandingReport report(Predicate<StandingReport> wanted) throws InterruptedException {
        return stream.await(message -> message.hasStanding() && wanted.test(message.getStanding())).getStanding();
    }

    private StandingReport order(ControllerMessage.Builder orders) throws InterruptedException {
        stream.send(orders);
        return report(report -> true);
    }

    private int opened() {
        synchronized (agent.kernel) {
            return agent.kernel.created.size();
        }
    }

    private Connection established(int token) throws InterruptedException {
        agent.table.apply(Samples.established(token), System.nanoTime());
        return stream.await(message -> message.hasEvents() && message.getEvents().getEvents(0).hasEstablished()
            && message.getEvents().getEvents(0).getToken() == token).getEvents().getEvents(0).getEstablished();
    }

    @Test
    void shouldSayWhoCarriesOutPlans() throws Exception {
        stream.out.onCompleted();
        Capabilities capabilities =
            agent.controller.stream().await(AgentMessage::hasHello).getHello().getCapabilities();
        assertThat(capabilities.getStandingExecutor()).isEqualTo(StandingExecutor.STANDING_EXECUTOR_AGENT);
        assertThat(capabilities.getMaxStandingPlans()).isEqualTo(10);
        assertThat(capabilities.getMaxSourcePortPools()).isZero();
    }

    @Test
    void shouldServeConnectionsByTheirPlansWithoutAskingTheController() throws Exception {
        StandingReport report = order(orders(5, 600, plan(7, "10.0.2.0", 24, 20_000), plan(8, "10.9.0.0", 16, 30_000)));
        assertThat(report.getGeneration()).isEqualTo(5);
        assertThat(report.getExecutor()).isEqualTo(StandingExecutor.STANDING_EXECUTOR_AGENT);
        assertThat(report.getPlansList()).allMatch(state -> state.getResult() == Result.RESULT_DONE).hasSize(2);

        assertThat(established(3).getStandingPlan()).isEqualTo(7);
        await().until(() -> opened() == 1);
        FakePathManager.Create create = agent.kernel.created.get(0);
        assertThat(create.token()).isEqualTo(3);
        assertThat(create.local()).isEqualTo(Samples.endpoint("10.0.1.2", 20_000));
        assertThat(create.remote()).isEqualTo(Samples.endpoint("10.0.2.2", 80));

        agent.table.apply(new MptcpEvent.Established(4, Samples.tuple("10.0.1.2", 5, "10.8.0.1", 80), false, false), 1);
        agent.table.apply(new MptcpEvent.Established(5, Samples.tuple("10.0.1.2", 80, "10.0.2.2", 9), true, false), 1);
        agent.table.apply(new MptcpEvent.Established(6, Samples.tuple("10.0.1.2", 6, "10.0.2.2", 80), false, true), 1);
        assertThat(agent.table.connection(4).standingPlan()).as("no match").isZero();
        assertThat(agent.table.connection(5).standingPlan()).as("the peer's connection").isZero();
        assertThat(agent.table.connection(6).standingPlan()).as("the peer denies joins").isZero();
        order(orders(6, 600, plan(7, "10.0.2.0", 24, 20_000)));
        assertThat(opened()).isEqualTo(1);
    }

    @Test
    void shouldOnlyTakeNewerOrdersOnOneStreamAndAnyOnANewOne() throws Exception {
        assertThat(order(orders(5, 600, plan(7, "10.0.2.0", 24, 20_000))).getGeneration()).isEqualTo(5);
        StandingReport ignored = order(orders(5, 600));
        assertThat(ignored.getGeneration()).isEqualTo(5);
        assertThat(ignored.getPlansCount()).isEqualTo(1);
        assertThat(order(orders(4, 600)).getGeneration()).isEqualTo(5);
        assertThat(order(orders(-1, 600)).getGeneration()).as("unsigned").isEqualTo(-1);
        stream.out.onCompleted();
        stream = agent.controller.attached();
        StandingReport first = report(report -> true);
        assertThat(first.getGeneration()).as("told on the new stream").isEqualTo(-1);
        assertThat(order(orders(2, 600, plan(9, "10.0.2.0", 24, 20_000))).getGeneration()).isEqualTo(2);
        assertThat(established(3).getStandingPlan()).isEqualTo(9);
    }

    @Test
    void shouldGoOnWhenTheControllerIsGone() throws Exception {
        order(orders(5, 600, plan(7, "10.0.2.0", 24, 20_000)));
        agent.controller.close();
        await().until(() -> agent.logged("detached") == 1);
        agent.table.apply(Samples.established(3), System.nanoTime());
        await().until(() -> opened() == 1);
        assertThat(agent.table.connection(3).standingPlan()).isEqualTo(7);
    }

    @Test
    void shouldForgetOrdersWhoseTimeIsOverAndKeepThoseThatAreRenewed() throws Exception {
        order(orders(5, 1, plan(7, "10.0.2.0", 24, 20_000)));
        StandingReport over = report(report -> report.getGeneration() == 0);
        assertThat(over.getPlansCount()).isZero();
        assertThat(established(3).getStandingPlan()).isZero();
        assertThat(agent.logged("the time of standing orders 5 is over")).isEqualTo(1);

        order(orders(6, 1, plan(7, "10.0.2.0", 24, 20_000)));
        stream.send(renewal(5, 1));
        stream.send(renewal(6, 600));
        order(orders(6, 1, plan(7, "10.0.2.0", 24, 20_000)));
        assertThat(established(4).getStandingPlan()).isEqualTo(7);
        CompletableFuture<StandingStatus> status = new CompletableFuture<>();
        agent.standing.listen(status::complete);
        assertThat(status.get(10, TimeUnit.SECONDS).millisLeft()).isGreaterThan(500_000);
    }

    @Test
    void shouldNotWarnOfTheEndOfOrdersThatOrderNothing() throws Exception {
        order(orders(5, 600, plan(7, "10.0.2.0", 24, 20_000)));
        order(orders(6, 1));
        report(report -> report.getGeneration() == 0);
        assertThat(agent.logged("is over")).isZero();
    }

    private static ControllerMessage.Builder renewal(long generation, int seconds) {
        return ControllerMessage.newBuilder().setStandingRenewal(
            StandingRenewal.newBuilder().setGeneration(generation).setExpiresInS(seconds));
    }

    @Test
    void shouldRefuseWhatIsBeyondItsLimitsAndCarryOutTheRest() throws Exception {
        StandingReport report = order(orders(5, 600, plan(7, "10.0.2.0", 24, 20_000),
            plan(8, "10.0.2.0", 25, 20_000).setLocal(prefix("10.0.1.9", 32))));
        assertThat(report.getPlans(0).getResult()).isEqualTo(Result.RESULT_DONE);
        assertThat(report.getPlans(1).getResult()).isEqualTo(Result.RESULT_REFUSED_BY_AGENT);
        assertThat(report.getPlans(1).getMessage()).contains("10.0.1.9/32");
        assertThat(established(3).getStandingPlan()).isEqualTo(7);
    }

    @Test
    void shouldSayAtOnceThatNothingCameOfAPlan() throws Exception {
        agent.kernel.refusal = new NetlinkException("open", Errno.EINVAL, "something else", 0);
        order(orders(5, 600, plan(7, "10.0.2.0", 24, 20_000)));
        assertThat(established(3).getStandingPlan()).isEqualTo(7);
        StandingPlanFailed failed = stream.await(message -> message.getEvents().getEventsList().stream().anyMatch(
            event -> event.hasStandingFailed() && event.getToken() == 3)).getEvents().getEvents(0).getStandingFailed();
        assertThat(failed).isEqualTo(StandingPlanFailed.newBuilder().setPlan(7).setError(Errno.EINVAL)
            .setMessage("something else").build());
        assertThat(agent.table.connection(3).standingPlan()).isZero();
        StandingReport report = order(orders(6, 600, plan(7, "10.0.2.0", 24, 20_000)));
        assertThat(report.getPlans(0).getRefused()).isEqualTo(1);
        assertThat(report.getPlans(0).getRefusalsList()).containsExactly(
            ErrnoCount.newBuilder().setError(Errno.EINVAL).setCount(1).build());
    }

    @Test
    void shouldRefusePoolsWhenNothingSteersFirstSubflows() throws Exception {
        stream.send(ControllerMessage.newBuilder().setStanding(StandingOrders.newBuilder().setGeneration(1)
            .setExpiresInS(60).addPools(SourcePortPool.newBuilder().setId(3).setRemote(prefix("10.0.2.0", 24))
                .setMptcp(true).addSourcePorts(9))));
        StandingReport report = report(any -> true);
        assertThat(report.getPools(0).getResult()).isEqualTo(Result.RESULT_REFUSED_BY_AGENT);
    }

    @Test
    void shouldTakeMappedPrefixesForIpv4() throws Exception {
        byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 10, 0, 2, 0};
        order(orders(5, 600, plan(7, "10.0.2.0", 24, 20_000).setRemote(Prefix.newBuilder()
            .setAddress(ByteString.copyFrom(mapped)).setLength(120))));
        assertThat(established(3).getStandingPlan()).isEqualTo(7);
    }

    @Test
    void shouldTellServedConnectionsInSnapshots() throws Exception {
        order(orders(5, 600, plan(7, "10.0.2.0", 24, 20_000)));
        established(3);
        stream.send(ControllerMessage.newBuilder().setSnapshotRequest(
            SnapshotRequest.getDefaultInstance()));
        List<Connection> snapshot =
            stream.await(AgentMessage::hasSnapshot).getSnapshot().getConnectionsList();
        assertThat(snapshot).extracting(Connection::getStandingPlan).containsExactly(7);
    }
}
