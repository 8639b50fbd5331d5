// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.standing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.crosslayer.agent.connections.ConnectionTable;
import org.crosslayer.agent.connections.MptcpConnection;
import org.crosslayer.agent.connections.NoObserver;
import org.crosslayer.agent.connections.PlanFailure;
import org.crosslayer.agent.connections.Samples;
import org.crosslayer.agent.module.CrosslayerModule;
import org.crosslayer.agent.module.FakeModule;
import org.crosslayer.agent.module.ModuleEvent;
import org.crosslayer.agent.mptcp.LocalAddress;
import org.crosslayer.agent.netlink.Errno;
import org.crosslayer.agent.plans.InitialPaths;
import org.crosslayer.agent.plans.Prefix;
import org.crosslayer.agent.plans.StandingPlan;
import org.crosslayer.agent.subflows.FakePathManager;
import org.crosslayer.agent.subflows.OwnAddresses;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The change between the kernel module and this process. */
class StandingPlansTest {
    private final ConnectionTable table = new ConnectionTable(100);
    private final FakePathManager pathManager = new FakePathManager();
    private final FakeModule module = new FakeModule();
    private final StandingPlans standing = standing();

    @TempDir
    private Path directory;

    private StandingPlans standing() {
        return new StandingPlans(new StandingPlans.Settings(100, 64, false), table, pathManager,
            new OwnAddresses(List.of(Samples.address("10.0.1.2"))), PoolSink.none());
    }

    @AfterEach
    void close() {
        standing.close();
    }

    private static StandingPlan plan(int id, int firstPort) {
        return AgentExecutorTest.plan(id, 1, InitialPaths.UNKNOWN, AgentExecutorTest.path(firstPort, firstPort + 9));
    }

    private static Orders orders(long generation, StandingPlan... plans) {
        return new Orders(generation, System.nanoTime() + TimeUnit.HOURS.toNanos(1), List.of(plans), List.of());
    }

    private void start(StandingPlans of, Orders own) throws Exception {
        of.start(own, StatusFile.in(directory), module::find);
    }

    private StandingStatus status(StandingPlans of) throws Exception {
        CompletableFuture<StandingStatus> status = new CompletableFuture<>();
        of.listen(status::complete);
        return status.get(10, TimeUnit.SECONDS);
    }

    private int establish(int token) {
        table.apply(Samples.established(token), 1);
        return table.connection(token).standingPlan();
    }

    private int opened() {
        synchronized (pathManager) {
            return pathManager.created.size();
        }
    }

    @Test
    void shouldLeaveAllToTheModuleWhereItIs() throws Exception {
        start(standing, Orders.NONE);
        standing.order(orders(17, plan(7, 20_000)), true);
        StandingStatus status = status(standing);
        assertThat(status.executor()).isEqualTo(ExecutorKind.KERNEL);
        assertThat(status.generation()).isEqualTo(17);
        assertThat(module.table.get(7).cookie()).isEqualTo(17);
        assertThat(module.table.get(7).millisLeft()).isBetween(3_500_000L, 3_600_000L);
        assertThat(establish(3)).as("the controller is told").isEqualTo(7);
        standing.order(orders(18, plan(8, 20_000)), false);
        assertThat(status(standing).generation()).isEqualTo(18);
        assertThat(module.table).containsOnlyKeys(8);
        assertThat(module.batches).as("one for each change").isEqualTo(2);
        assertThat(opened()).isZero();
    }

    @Test
    void shouldFindTheOrdersOfAnEarlierLifeInTheKernel() throws Exception {
        start(standing, Orders.NONE);
        standing.order(orders(17, plan(7, 20_000)), true);
        status(standing);
        standing.close();
        try (StandingPlans next = standing()) {
            start(next, orders(0, plan(9, 30_000)));
            assertThat(next.executor()).isEqualTo(ExecutorKind.KERNEL);
            assertThat(establish(3)).isEqualTo(7);
            StandingStatus status = status(next);
            assertThat(status.generation()).isEqualTo(17);
            assertThat(status.millisLeft()).isBetween(3_500_000L, 3_600_000L);
            assertThat(module.table).as("a controller's orders count before the file").containsOnlyKeys(7);
            next.order(orders(2, plan(7, 20_000)), true);
            assertThat(status(next).generation()).as("new orders on the new stream").isEqualTo(2);
        }
    }

    @Test
    void shouldTakeOverWhenTheModuleGoesAndGiveBackWhenItComes() throws Exception {
        start(standing, Orders.NONE);
        standing.order(orders(17, plan(7, 20_000)), true);
        assertThat(status(standing).executor()).isEqualTo(ExecutorKind.KERNEL);
        module.loaded = false;
        module.table.clear();
        assertThat(establish(3)).as("in the gap").isEqualTo(7);
        standing.onChange();
        assertThat(status(standing).executor()).isEqualTo(ExecutorKind.AGENT);
        await().until(() -> opened() == 1);
        assertThat(establish(4)).isEqualTo(7);
        await().until(() -> opened() == 2);

        module.loaded = true;
        standing.onChange();
        assertThat(status(standing).executor()).isEqualTo(ExecutorKind.KERNEL);
        assertThat(module.table.get(7).cookie()).isEqualTo(17);
        assertThat(module.rescans).as("for what was established meanwhile").isEqualTo(1);
        assertThat(establish(5)).isEqualTo(7);
        status(standing);
        assertThat(opened()).isEqualTo(2);
    }

    @Test
    void shouldNotServeAgainWhatTheModuleServedJustBeforeItWent() throws Exception {
        start(standing, Orders.NONE);
        standing.order(orders(17, plan(7, 20_000)), true);
        assertThat(status(standing).executor()).isEqualTo(ExecutorKind.KERNEL);
        establish(3);
        // Its SYN is out, but no subflow is up that an event could have told.
        pathManager.ids.put(192, new LocalAddress(Samples.endpoint("10.0.1.2", 20_000), 192, 0, 0));
        module.loaded = false;
        standing.onChange();
        assertThat(status(standing).executor()).isEqualTo(ExecutorKind.AGENT);
        status(standing);
        assertThat(opened()).isZero();
        pathManager.ids.clear();
        establish(4);
        await().until(() -> opened() == 1);
    }

    @Test
    void shouldServeByThePlanThatIsInForceWhenItsTurnComes() throws Exception {
        module.loaded = false;
        start(standing, orders(17, plan(7, 20_000)));
        synchronized (pathManager) {
            establish(3);
            standing.order(orders(18, plan(7, 21_000)), false);
            assertThat(establish(4)).isEqualTo(7);
            standing.order(orders(19, plan(8, 22_000)), false);
            assertThat(establish(5)).isEqualTo(7);
        }
        status(standing);
        assertThat(pathManager.created).extracting(create -> create.token() + " " + create.local().port())
            .as("the second port of a pool, as the plan is the same").containsExactly("3 20000", "4 21001");
        assertThat(table.connection(5).standingPlan()).as("of a plan that is gone by now").isZero();
    }

    private static ModuleEvent event(ModuleEvent.Kind kind, int token, int errno) {
        return new ModuleEvent(kind, token, 7, 1, 0, errno, errno == 0 ? "" : "wrong", 0, 0);
    }

    @Test
    void shouldLeaveToOthersWhatTheModuleCouldNotServe() throws Exception {
        start(standing, Orders.NONE);
        standing.order(orders(17, plan(7, 20_000)), true);
        status(standing);
        List<PlanFailure> told = new ArrayList<>();
        table.observe(new NoObserver() {
            @Override
            public void standingFailed(MptcpConnection connection, PlanFailure failure, long nanos) {
                told.add(failure);
            }
        });
        establish(3);
        standing.onEvent(event(ModuleEvent.Kind.REFUSED, 3, Errno.EINVAL));
        standing.onEvent(event(ModuleEvent.Kind.HIT, 3, 0));
        assertThat(told).containsExactly(new PlanFailure(7, Errno.EINVAL, "wrong"));
        assertThat(table.connection(3).standingPlan()).isZero();
        standing.onEvent(event(ModuleEvent.Kind.HIT, 3, 0));
        assertThat(told).as("once").hasSize(1);

        standing.onEvent(event(ModuleEvent.Kind.HIT, 4, 0));
        assertThat(establish(4)).as("the module was faster than the event").isZero();
        assertThat(told).hasSize(1);

        int onTheOnlyPath = 5;
        standing.order(orders(18, plan(7, 10_000 + onTheOnlyPath)), false);
        status(standing);
        establish(onTheOnlyPath);
        standing.onEvent(event(ModuleEvent.Kind.HIT, onTheOnlyPath, 0));
        assertThat(table.connection(onTheOnlyPath).standingPlan()).as("there is nothing to open").isEqualTo(7);
        assertThat(told).hasSize(1);
    }

    @Test
    void shouldTakeWhatIsInTheKernelWhenItHasNothingItself() throws Exception {
        module.loaded = false;
        start(standing, Orders.NONE);
        module.loaded = true;
        try (CrosslayerModule byHand = module.find().orElseThrow()) {
            byHand.replace(List.of(plan(7, 20_000)), 0, 0, List.of());
        }
        standing.onChange();
        assertThat(status(standing).plans()).hasSize(1);
        assertThat(module.table).containsOnlyKeys(7);
        assertThat(establish(3)).isEqualTo(7);
    }

    @Test
    void shouldCarryOutItselfWhatTheModuleDoesNotTake() throws Exception {
        start(standing, Orders.NONE);
        module.refuseBatchesWith = Errno.ENOSPC;
        standing.order(orders(17, plan(7, 20_000)), true);
        assertThat(status(standing).executor()).isEqualTo(ExecutorKind.AGENT);
        assertThat(establish(3)).isEqualTo(7);
        await().until(() -> opened() == 1);
        module.refuseBatchesWith = 0;
        standing.order(orders(18, plan(7, 20_000)), false);
        assertThat(status(standing).executor()).as("the next orders are offered again").isEqualTo(ExecutorKind.KERNEL);
    }

    @Test
    void shouldRefuseOnlyThePlanThatIsTooLargeForTheKernel() throws Exception {
        start(standing, Orders.NONE);
        StandingPlan large = AgentExecutorTest.plan(9, 1, InitialPaths.UNKNOWN, AgentExecutorTest.path(1, 4096),
            AgentExecutorTest.path(5001, 9096), AgentExecutorTest.path(10_001, 14_096),
            AgentExecutorTest.path(15_001, 19_096), AgentExecutorTest.path(20_001, 24_096),
            AgentExecutorTest.path(25_001, 29_096), AgentExecutorTest.path(30_001, 34_096),
            AgentExecutorTest.path(35_001, 39_096));
        StandingPlan other = new StandingPlan(7, Prefix.parse("10.9.0.0/16"),
            Optional.empty(), 0, 0, 1, plan(7, 1).paths(), InitialPaths.UNKNOWN);
        standing.order(orders(17, large, other), true);
        StandingStatus status = status(standing);
        assertThat(status.plans().get(0).refusal().byKernel()).isTrue();
        assertThat(status.plans().get(0).refusal().errno()).isEqualTo(Errno.E2BIG);
        assertThat(status.plans().get(1).refusal()).isNull();
        assertThat(establish(3)).as("not served, so the controller plans").isZero();
        assertThat(module.table).containsOnlyKeys(7);
    }

    @Test
    void shouldWriteWhatIsInForceForTheCommandLine() throws Exception {
        module.loaded = false;
        start(standing, orders(0, plan(9, 30_000)));
        assertThat(status(standing).plans()).hasSize(1);
        assertThat(StatusFile.in(directory).read().orElseThrow().get("executor").getAsString()).isEqualTo("agent");
        standing.close();
        assertThat(StatusFile.in(directory).read()).isEmpty();
    }

    @Test
    void shouldCarryOutPlansThoughTheirStateCannotBeWritten() throws Exception {
        Path file = Files.createFile(directory.resolve("no-directory"));
        module.loaded = false;
        standing.start(orders(0, plan(9, 30_000)), StatusFile.in(file), module::find);
        assertThat(status(standing).plans()).hasSize(1);
        assertThat(establish(3)).isEqualTo(9);
    }
}
