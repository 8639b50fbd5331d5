// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.standing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.crosslayer.agent.connections.ConnectionTable;
import org.crosslayer.agent.connections.Samples;
import org.crosslayer.agent.connections.TableSlots;
import org.crosslayer.agent.mptcp.FourTuple;
import org.crosslayer.agent.mptcp.MptcpEvent;
import org.crosslayer.agent.netlink.Errno;
import org.crosslayer.agent.netlink.NetlinkException;
import org.crosslayer.agent.plans.InitialPaths;
import org.crosslayer.agent.plans.PlanCounters;
import org.crosslayer.agent.plans.Prefix;
import org.crosslayer.agent.plans.StandingPath;
import org.crosslayer.agent.plans.StandingPlan;
import org.crosslayer.agent.subflows.FakePathManager;
import org.crosslayer.agent.subflows.OwnAddresses;
import org.crosslayer.agent.subflows.SubflowOpener;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AgentExecutorTest {
    private final FakePathManager kernel = new FakePathManager();
    private final ConnectionTable table = new ConnectionTable(100);
    private final AgentExecutor executor = new AgentExecutor(kernel, new SubflowOpener(kernel,
        new TableSlots(table, 64)), new OwnAddresses(List.of(Samples.address("10.0.1.2"))));

    @BeforeEach
    void connect() {
        table.apply(Samples.established(), 1);
    }

    static StandingPath path(int first, int last) {
        return StandingPath.of(IntStream.rangeClosed(first, last).boxed().toList(), false);
    }

    static StandingPlan plan(int id, int maxSubflows, InitialPaths initial, StandingPath... paths) {
        return new StandingPlan(id, new Prefix(Samples.address("10.0.2.0"), 24), Optional.empty(), 0, 0, maxSubflows,
            List.of(paths), initial);
    }

    private void install(StandingPlan... plans) {
        assertThat(executor.install(new Orders(1, Orders.NEVER, List.of(plans), List.of()))).isEmpty();
    }

    private Served serve(StandingPlan plan) {
        return executor.serve(Samples.TOKEN, Samples.INITIAL, plan);
    }

    private List<Integer> opened() {
        List<Integer> ports = new ArrayList<>();
        kernel.created.forEach(create -> ports.add(create.local().port()));
        return ports;
    }

    @Test
    void shouldOpenOneSubflowForEachPathFromTheNextPortOfItsPool() {
        StandingPlan plan = plan(7, 3, InitialPaths.UNKNOWN, path(20_000, 20_009), path(21_000, 21_009),
            path(22_000, 22_009));
        install(plan);
        serve(plan);
        assertThat(opened()).containsExactly(20_000, 21_000, 22_000);
        assertThat(kernel.created).extracting(FakePathManager.Create::localId).doesNotHaveDuplicates()
            .allMatch(id -> id >= 1 && id <= 191);
        serve(plan);
        assertThat(opened().subList(3, 6)).containsExactly(20_001, 21_001, 22_001);
        assertThat(executor.counters().get(7)).isEqualTo(new PlanCounters(2, 6, 0, 0, 0, 0));
    }

    @Test
    void shouldKeepCountersAndPlaceInThePoolsWhenAPlanIsReplaced() {
        StandingPlan plan = plan(7, 1, InitialPaths.UNKNOWN, path(20_000, 20_009));
        install(plan);
        serve(plan);
        install(plan, plan(8, 1, InitialPaths.UNKNOWN, path(1, 2)));
        serve(plan);
        assertThat(opened()).containsExactly(20_000, 20_001);
        assertThat(executor.counters().get(7).hits()).isEqualTo(2);
        install(plan(8, 1, InitialPaths.UNKNOWN, path(1, 2)));
        assertThat(executor.counters()).containsOnlyKeys(8);
        serve(plan);
        assertThat(opened()).as("a plan that was withdrawn meanwhile").hasSize(2);
    }

    @Test
    void shouldTakeTheNextPortForOneInUseWithoutHoldingUpOtherPaths() {
        kernel.portsInUse.addAll(List.of(20_000, 20_001));
        StandingPlan plan = plan(7, 2, InitialPaths.UNKNOWN, path(20_000, 20_009), path(21_000, 21_009));
        install(plan);
        serve(plan);
        assertThat(opened()).containsExactly(21_000, 20_002);
        assertThat(executor.counters().get(7)).isEqualTo(new PlanCounters(1, 2, 0, 2, 0, 0));
    }

    @Test
    void shouldCallAPathExhaustedWhenNoneOfItsPortsIsFree() {
        kernel.portsInUse.addAll(List.of(20_000, 20_001));
        StandingPlan plan = plan(7, 2, InitialPaths.UNKNOWN, path(20_000, 20_001), path(21_000, 21_009));
        install(plan);
        serve(plan);
        assertThat(opened()).containsExactly(21_000);
        assertThat(executor.counters().get(7)).isEqualTo(new PlanCounters(1, 1, 0, 2, 1, 0));
    }

    @Test
    void shouldTryNoMoreThanSixteenPortsOfAPath() {
        IntStream.range(20_000, 20_100).forEach(kernel.portsInUse::add);
        StandingPlan plan = plan(7, 1, InitialPaths.UNKNOWN, path(20_000, 20_099));
        install(plan);
        serve(plan);
        assertThat(kernel.attempts).isEqualTo(16);
        assertThat(executor.counters().get(7)).isEqualTo(new PlanCounters(1, 0, 0, 16, 1, 0));
    }

    @Test
    void shouldLeaveOutThePathThatTheFirstSubflowIsOn() {
        int initial = Samples.INITIAL.local().port();
        StandingPlan byTable = plan(7, 3, InitialPaths.of(initial, new byte[] {2}), path(20_000, 20_009),
            path(21_000, 21_009), path(22_000, 22_009));
        install(byTable);
        serve(byTable);
        assertThat(opened()).containsExactly(20_000, 22_000);
        StandingPlan byPool = plan(8, 3, InitialPaths.UNKNOWN, path(initial, initial + 9), path(23_000, 23_009));
        install(byPool);
        serve(byPool);
        assertThat(opened()).containsExactly(20_000, 22_000, 23_000);
        assertThat(executor.counters().get(8)).isEqualTo(new PlanCounters(1, 1, 0, 0, 0, 1));
    }

    @Test
    void shouldOpenNoMoreThanThePlansMaximumBestPathsFirst() {
        StandingPlan plan = plan(7, 1, InitialPaths.UNKNOWN, path(20_000, 20_009), path(21_000, 21_009));
        kernel.portsInUse.add(20_000);
        install(plan);
        serve(plan);
        assertThat(opened()).containsExactly(21_000);
        serve(plan);
        assertThat(opened()).containsExactly(21_000, 20_001);
    }

    @Test
    void shouldNotRepeatWhatTheKernelRefusesForAnotherReason() {
        kernel.refusal = new NetlinkException("open", Errno.EINVAL, "something else", 0);
        StandingPlan plan = plan(7, 2, InitialPaths.UNKNOWN, path(20_000, 20_009), path(21_000, 21_009));
        install(plan);
        serve(plan);
        assertThat(kernel.attempts).isEqualTo(2);
        Map<Integer, Long> refusals = Map.of(Errno.EINVAL, 2L);
        assertThat(executor.counters().get(7)).isEqualTo(new PlanCounters(1, 0, 2, 0, 0, 0, 0, refusals));
        kernel.refusal = new NetlinkException("open", Errno.EADDRNOTAVAIL);
        serve(plan);
        assertThat(executor.counters().get(7)).as("SO_REUSEADDR: only connect() says so")
            .isEqualTo(new PlanCounters(2, 0, 2, 20, 2, 0, 0, refusals));
    }

    @Test
    void shouldSayWhenNothingCameOfAPlan() {
        StandingPlan plan = plan(7, 2, InitialPaths.UNKNOWN, path(20_000, 20_001), path(21_000, 21_009));
        install(plan);
        kernel.refusal = new NetlinkException("open", Errno.EINVAL, "something else", 0);
        assertThat(serve(plan)).isEqualTo(new Served(0, true, false, Errno.EINVAL, "something else"))
            .matches(Served::failed);
        kernel.refusal = null;
        assertThat(serve(plan).failed()).isFalse();
        StandingPlan only = plan(8, 1, InitialPaths.UNKNOWN, path(Samples.INITIAL.local().port(), 40_009));
        install(only);
        assertThat(serve(only).failed()).as("the first subflow is on the only path").isFalse();
        assertThat(serve(plan).failed()).as("withdrawn").isTrue();
    }

    static Stream<NetlinkException> shouldNotCallItRefusedWhenTheConnectionIsEnding() {
        return Stream.of(new NetlinkException("open", Errno.EINVAL, "invalid token", 0),
            new NetlinkException("open", Errno.ENOTCONN, "connect error: -107", 0));
    }

    @ParameterizedTest
    @MethodSource
    void shouldNotCallItRefusedWhenTheConnectionIsEnding(NetlinkException answer) {
        kernel.refusal = answer;
        StandingPlan plan = plan(7, 2, InitialPaths.UNKNOWN, path(20_000, 20_009), path(21_000, 21_009));
        install(plan);
        assertThat(serve(plan).failed()).isFalse();
        assertThat(kernel.attempts).as("the other path would be in vain").isEqualTo(1);
        assertThat(executor.counters().get(7)).isEqualTo(new PlanCounters(1, 0, 0, 0, 0, 0, 1, Map.of()));
        assertThat(table.connection(Samples.TOKEN).subflowsAndPending()).as("nothing is counted on").isEqualTo(1);
        table.apply(new MptcpEvent.Closed(Samples.TOKEN), 2);
        serve(plan);
        assertThat(executor.counters().get(7)).isEqualTo(new PlanCounters(2, 0, 0, 0, 0, 0, 2, Map.of()));
    }

    @Test
    void shouldOnlyUseItsOwnAddresses() {
        StandingPlan plan = plan(7, 1, InitialPaths.UNKNOWN, path(20_000, 20_009));
        install(plan);
        executor.serve(Samples.TOKEN, new FourTuple(Samples.endpoint("10.0.1.3", 5), Samples.INITIAL.remote()), plan);
        assertThat(kernel.attempts).isZero();
    }
}
