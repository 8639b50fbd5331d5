// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.planning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.PathTracer;
import org.crosslayer.fabric.TestFabrics;
import org.crosslayer.mptcp.ConnectionStatistics.SendingLimit;
import org.crosslayer.mptcp.FourTuple;
import org.crosslayer.mptcp.MptcpConnection;
import org.crosslayer.mptcp.Subflow;
import org.crosslayer.plan.DataDirection;
import org.crosslayer.plan.PlannerPolicy;
import org.junit.jupiter.api.Test;

/** The whole of the planning, with agents that do what they are told, against changes of network and load. */
class ReplanningTest {
    private static final long RATE = TestFabrics.RATE;
    private static final int PORT = 40_000;

    @Test
    void shouldMoveASubflowThatAFailureHasPutOntoAnothersLink() {
        for (int port = PORT; port < PORT + 20; port++) {
            PlayedHosts hosts = new PlayedHosts(1, 2 * RATE, 1, 2, 3, 4);
            hosts.fabrics().change(policy().maxSubflows(2).build());
            hosts.open(1, port);
            List<String> before = hosts.outbound(1);
            assertThat(before).hasSize(2).doesNotHaveDuplicates();
            int cut = Integer.parseInt(before.get(1).substring(3));

            hosts.links(IntStream.rangeClosed(1, 4).filter(link -> link != cut).boxed().toArray(Integer[]::new));

            assertThat(hosts.outbound(1)).as("in the very call").hasSize(2).doesNotHaveDuplicates();
        }
    }

    @Test
    void shouldUseAPathThatHasComeBack() {
        PlayedHosts hosts = new PlayedHosts(1, 2 * RATE, 1);
        hosts.open(1, PORT);
        assertThat(hosts.outbound(1)).hasSize(1);

        hosts.links(1, 2);
        assertThat(hosts.outbound(1)).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void shouldStandStillWhileNothingChanges() {
        PlayedHosts hosts = new PlayedHosts(6, RATE, 1, 2, 3, 4, 5, 6);
        hosts.fabrics().change(policy().maxSubflows(4).demoteInitial(true).dataDirection(DataDirection.OUTBOUND)
            .build());
        openAll(hosts, 6);
        Map<Integer, Long> full = rates(6, RATE);
        for (int second = 0; second < 30; second++) {
            hosts.second(full, SendingLimit.NETWORK);
        }
        int plans = hosts.plans();
        int closed = hosts.closed();
        int backups = hosts.backups();

        for (int second = 0; second < 300; second++) {
            hosts.second(full, SendingLimit.NETWORK);
        }
        assertThat(hosts.plans()).isEqualTo(plans);
        assertThat(hosts.closed()).isEqualTo(closed);
        assertThat(hosts.backups()).isEqualTo(backups);
    }

    @Test
    void shouldFollowAShiftOfTheLoadAndSettle() {
        PlayedHosts hosts = new PlayedHosts(4, RATE, 1, 2, 3, 4);
        hosts.fabrics().change(policy().maxSubflows(4).demoteInitial(true).dataDirection(DataDirection.OUTBOUND)
            .build());
        openAll(hosts, 4);
        for (int second = 0; second < 10; second++) {
            hosts.second(rates(4, 100_000), SendingLimit.APPLICATION);
        }
        assertThat(hosts.load()).isLessThan(RATE);
        int before = hosts.plans() + hosts.closed();

        for (int second = 0; second < 60; second++) {
            hosts.second(rates(4, RATE / 2), SendingLimit.NETWORK);
        }
        int after = hosts.plans() + hosts.closed();
        hosts.loads().forEach((link, load) -> assertThat(load).as(link).isLessThanOrEqualTo(RATE * 11 / 10));
        for (int second = 0; second < 100; second++) {
            hosts.second(rates(4, RATE / 2), SendingLimit.NETWORK);
        }
        assertThat(hosts.plans() + hosts.closed()).as("settled; made before: %d, then %d", before, after - before)
            .isEqualTo(after);
        for (int host = 1; host <= 4; host++) {
            assertThat(hosts.connection(host).subflows()).hasSizeLessThanOrEqualTo(4);
        }
    }

    @Test
    void shouldLeaveAnIdleConnectionAloneUntilItWakesUp() {
        PlayedHosts hosts = new PlayedHosts(2, RATE, 1, 2, 3);
        hosts.fabrics().change(policy().maxSubflows(3).demoteInitial(true).dataDirection(DataDirection.OUTBOUND)
            .build());
        hosts.open(1, portOver(hosts, 1, "r1/1"));
        for (int second = 0; second < 5; second++) {
            hosts.second(Map.of(1, 0L), SendingLimit.IDLE);
        }
        hosts.open(2, portOver(hosts, 2, "r1/1"));
        for (int second = 0; second < 20; second++) {
            hosts.second(Map.of(2, RATE), SendingLimit.NETWORK);
        }
        assertThat(hosts.plans()).as("both have one link, but one of them sends nothing").isZero();

        for (int second = 0; second < 10; second++) {
            hosts.second(rates(2, RATE / 2), SendingLimit.NETWORK);
        }
        assertThat(hosts.plans()).isPositive();
        hosts.loads().forEach((link, load) -> assertThat(load).as(link).isLessThanOrEqualTo(RATE));
    }

    @Test
    void shouldNotFollowLoadThatSwingsByLessThanTheThresholds() {
        PlayedHosts hosts = new PlayedHosts(6, RATE, 1, 2, 3, 4);
        hosts.fabrics().change(policy().maxSubflows(4).demoteInitial(true).dataDirection(DataDirection.OUTBOUND)
            .build());
        openAll(hosts, 6);
        for (int second = 0; second < 60; second++) {
            hosts.second(rates(6, RATE * 6 / 10), SendingLimit.APPLICATION);
        }
        int settled = hosts.plans() + hosts.closed() + hosts.backups();
        for (int second = 0; second < 300; second++) {
            // Up and down by a tenth in turn, and for every third second by half: never twice in a row.
            long rate = RATE * (second % 3 == 0 ? 3 : second % 3 == 1 ? 6 : 7) / 10;
            hosts.second(rates(6, rate), SendingLimit.APPLICATION);
        }
        assertThat(hosts.plans() + hosts.closed() + hosts.backups()).isEqualTo(settled);
    }

    /** The example of the README. */
    @Test
    void shouldSettleWhileTheLoadSwings() {
        PlayedHosts hosts = new PlayedHosts(10, RATE, 1, 2, 3, 4, 5, 6, 7, 8);
        hosts.fabrics().change(policy().maxSubflows(4).demoteInitial(true).dataDirection(DataDirection.OUTBOUND)
            .build());
        openAll(hosts, 10);
        int[] changes = new int[601];
        for (int second = 1; second <= 600; second++) {
            boolean full = second > 60 && second <= 120;
            int percent = second <= 60 ? 1 : full ? 50 : second > 420 ? (second / 60 % 2 == 0 ? 10 : 90)
                : second % 3 == 0 ? 30 : second % 3 == 1 ? 60 : 70;
            Map<Integer, Long> rates = IntStream.rangeClosed(1, 10).boxed()
                .collect(Collectors.toMap(host -> host, host -> RATE * percent / 100 * (7 + host % 4) / 10));
            hosts.second(rates, full ? SendingLimit.NETWORK : SendingLimit.APPLICATION);
            changes[second] = hosts.plans() + hosts.closed() + hosts.backups();
        }
        assertThat(changes[420]).as("changes by seconds: %s", Arrays.toString(changes))
            .isEqualTo(changes[130]).isPositive();
        assertThat(changes[600]).isEqualTo(changes[440]).isLessThan(changes[420] + 10);
    }

    @Test
    void shouldMoveConnectionsOnceTelemetryTellsTheirDirection() {
        PlayedHosts hosts = new PlayedHosts(4, RATE, 1, 2, 3, 4);
        hosts.fabrics().change(policy().maxSubflows(2).demoteInitial(true).build());
        for (int host = 1; host <= 4; host++) {
            hosts.open(host, portOver(hosts, host, "r1/1"));
        }
        int before = hosts.plans();
        for (int second = 0; second < 20; second++) {
            hosts.second(Map.of(), SendingLimit.NETWORK);
        }
        assertThat(hosts.plans()).as("nobody knows which way the data goes").isEqualTo(before);

        for (int second = 0; second < 60; second++) {
            hosts.second(rates(4, RATE / 4), SendingLimit.NETWORK);
        }
        hosts.loads().forEach((link, load) -> assertThat(load).as(link).isLessThanOrEqualTo(RATE * 11 / 10));
    }

    @Test
    void shouldFollowANewPolicyBitByBit() {
        PlayedHosts hosts = new PlayedHosts(4, 2 * RATE, 1, 2, 3, 4);
        hosts.fabrics().change(policy().maxSubflows(1).maxMovesPerSecond(1).build());
        openAll(hosts, 4);
        assertThat(hosts.plans()).isZero();

        hosts.fabrics().change(policy().maxSubflows(2).maxMovesPerSecond(1).build());
        hosts.engine().policyChanged();
        for (int second = 1; second <= 10; second++) {
            hosts.second(Map.of(), SendingLimit.UNKNOWN);
            assertThat(hosts.plans()).as("after %d s", second).isEqualTo(Math.min(second, 4));
        }
        for (int host = 1; host <= 4; host++) {
            assertThat(hosts.outbound(host)).hasSize(2).doesNotHaveDuplicates();
        }

        hosts.fabrics().change(policy().maxSubflows(1).maxMovesPerSecond(2).build());
        hosts.engine().policyChanged();
        for (int second = 1; second <= 10; second++) {
            hosts.second(Map.of(), SendingLimit.UNKNOWN);
            assertThat(hosts.closed()).as("after %d s", second).isLessThanOrEqualTo(2 * second);
        }
        for (int host = 1; host <= 4; host++) {
            assertThat(hosts.connection(host).subflows()).extracting(Subflow::tuple)
                .containsExactly(hosts.connection(host).initial());
        }
    }

    @Test
    void shouldMoveAwayFromTrafficOfOthers() {
        PlayedHosts hosts = new PlayedHosts(1, RATE, 1, 2);
        hosts.fabrics().change(policy().maxSubflows(1).dataDirection(DataDirection.OUTBOUND).build());
        hosts.open(1, PORT);
        hosts.fabrics().change(policy().maxSubflows(2).dataDirection(DataDirection.OUTBOUND).build());
        String before = hosts.outbound(1).get(0);

        for (int second = 0; second < 20; second++) {
            hosts.second(rates(1, RATE / 10), SendingLimit.NETWORK);
        }

        assertThat(hosts.outbound(1)).as("its only subflow starves on %s", before)
            .anyMatch(link -> !link.equals(before));
    }

    @Test
    void shouldLeaveEverythingAsItWasWhereNothingCanBeOpened() {
        PlayedHosts hosts = new PlayedHosts(4, RATE, 1, 2, 3, 4);
        hosts.fabrics().change(policy().maxSubflows(2).dataDirection(DataDirection.OUTBOUND).build());
        openAll(hosts, 4);
        for (int second = 0; second < 5; second++) {
            hosts.second(rates(4, 100_000), SendingLimit.APPLICATION);
        }
        List<List<Subflow>> before = subflows(hosts, 4);
        hosts.refuse(true);

        for (int second = 0; second < 60; second++) {
            hosts.second(rates(4, RATE / 2), SendingLimit.NETWORK);
        }
        assertThat(subflows(hosts, 4)).isEqualTo(before);
        assertThat(hosts.closed()).isZero();
    }

    @Test
    void shouldLeaveEverythingAsItIsWhileTheNetworkIsNotConfigured() {
        PlayedHosts hosts = new PlayedHosts(4, RATE, 1, 2, 3, 4);
        hosts.fabrics().change(policy().maxSubflows(2).dataDirection(DataDirection.OUTBOUND).build());
        openAll(hosts, 4);
        List<List<Subflow>> before = subflows(hosts, 4);
        int plans = hosts.plans();

        hosts.fabrics().change(Fabric.empty());
        hosts.engine().fabricChanged(0);
        for (int second = 0; second < 60; second++) {
            hosts.second(rates(4, RATE / 4), SendingLimit.APPLICATION);
        }
        hosts.links(1, 2, 3, 4);

        assertThat(subflows(hosts, 4)).isEqualTo(before);
        assertThat(hosts.closed()).isZero();
        assertThat(hosts.plans()).isEqualTo(plans);
    }

    @Test
    void shouldMoveNothingIfThePolicySaysSo() {
        PlayedHosts hosts = new PlayedHosts(4, RATE, 1, 2, 3, 4);
        hosts.fabrics().change(policy().maxSubflows(2).dataDirection(DataDirection.OUTBOUND).maxMovesPerSecond(0)
            .build());
        openAll(hosts, 4);
        int plans = hosts.plans();
        for (int second = 0; second < 60; second++) {
            hosts.second(rates(4, RATE / 2), SendingLimit.NETWORK);
        }
        assertThat(hosts.plans()).isEqualTo(plans);
        assertThat(hosts.closed()).isZero();
    }

    @Test
    void shouldCountNothingOnceAllHasClosed() {
        PlayedHosts hosts = new PlayedHosts(3, RATE, 1, 2, 3);
        openAll(hosts, 3);
        hosts.second(rates(3, RATE), SendingLimit.NETWORK);
        assertThat(hosts.load()).isPositive();

        hosts.connections().remove(PlayedHosts.key(1));
        hosts.engine().changed(hosts.player(1), PlayedHosts.key(1));
        hosts.engine().detached(hosts.player(2));
        hosts.connections().removeAll(PlayedHosts.key(2).agent());
        hosts.engine().forget(PlayedHosts.key(2).agent());
        hosts.engine().snapshot(hosts.player(3), hosts.connections().replace(PlayedHosts.key(3).agent(), List.of()));

        assertThat(hosts.loads().values()).containsOnly(0L);
    }

    @Test
    void shouldCountAConnectionOfTwoAgentsOnce() {
        PlayedHosts hosts = new PlayedHosts(2, RATE, 1, 2);
        hosts.open(1, PORT);
        Map<String, Long> alone = hosts.loads();
        MptcpConnection opened = hosts.connection(1);

        MptcpConnection.Builder other = MptcpConnection.builder(PlayedHosts.key(3), mirrored(opened.initial()))
            .serverSide(true).subflows(opened.subflows().stream().map(subflow ->
                Subflow.subflow(mirrored(subflow.tuple()), 0, 1, false)).collect(Collectors.toList()));
        hosts.engine().established(hosts.player(3), hosts.connections().report(other.build()));
        assertThat(hosts.loads()).isEqualTo(alone);
        assertThat(hosts.engine().explain(PlayedHosts.key(3)).orElseThrow().connection().key())
            .isEqualTo(PlayedHosts.key(1));

        hosts.connections().removeAll(PlayedHosts.key(1).agent());
        hosts.engine().forget(PlayedHosts.key(1).agent());
        assertThat(hosts.loads()).as("its other end still tells of it").isEqualTo(alone);
        hosts.connections().removeAll(PlayedHosts.key(3).agent());
        hosts.engine().forget(PlayedHosts.key(3).agent());
        assertThat(hosts.loads().values()).containsOnly(0L);
    }

    @Test
    void shouldCountTheSameAfterItsOwnRestart() {
        PlayedHosts hosts = new PlayedHosts(3, 2 * RATE, 1, 2, 3);
        openAll(hosts, 3);
        Map<String, Long> before = hosts.loads();
        List<MptcpConnection> known = List.of(hosts.connection(1), hosts.connection(2), hosts.connection(3));
        int plans = hosts.plans();

        hosts.restart();
        assertThat(hosts.load()).isZero();
        for (int host = 1; host <= 3; host++) {
            MptcpConnection reported = known.get(host - 1).copy().planned(List.of()).reasons(List.of()).build();
            hosts.engine().snapshot(hosts.player(host),
                hosts.connections().replace(reported.key().agent(), List.of(reported)));
        }

        assertThat(hosts.loads()).isEqualTo(before);
        assertThat(hosts.plans()).as("nothing is missing").isEqualTo(plans);
    }

    private static FourTuple mirrored(FourTuple tuple) {
        return FourTuple.fourTuple(tuple.remoteAddress(), tuple.remotePort(),
            tuple.localAddress(), tuple.localPort());
    }

    /** A source port of a host that leads over a link. */
    private static int portOver(PlayedHosts hosts, int host, String link) {
        PathTracer tracer = new PathTracer(hosts.fabrics().fabric());
        return IntStream.range(PORT, PORT + 1000).filter(port -> tracer.trace(Flows.outbound(hosts.tuple(host, port)))
            .label().startsWith(link + ">")).findFirst().orElseThrow();
    }

    private static void openAll(PlayedHosts hosts, int count) {
        for (int host = 1; host <= count; host++) {
            hosts.open(host, PORT + host);
        }
    }

    private static Map<Integer, Long> rates(int hosts, long bps) {
        return IntStream.rangeClosed(1, hosts).boxed().collect(Collectors.toMap(host -> host, host -> bps));
    }

    private static List<List<Subflow>> subflows(PlayedHosts hosts, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(host -> hosts.connection(host).subflows())
            .collect(Collectors.toList());
    }

    private static PlannerPolicy.Builder policy() {
        return new PlannerPolicy.Builder();
    }
}
