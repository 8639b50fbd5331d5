// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crosslayer.fabric.TestFabrics.ip;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.crosslayer.ecmp.FiveTuple;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.PathTracer;
import org.crosslayer.fabric.TestFabrics;
import org.crosslayer.fabric.TracedPath;

/** What holds whatever connections, links and foreign traffic do. */
class PlacementPropertiesTest {

    private static final int HOSTS = 16;

    /** Hosts that do as they are told, and a network that changes under them. */
    private static final class World {
        private final Random random;
        private final PlannerPolicy policy;
        private final Placement placement;
        private final Map<Integer, FiveTuple> initial = new HashMap<>();
        private final Map<Integer, Set<FiveTuple>> live = new HashMap<>();
        private final Map<Integer, Set<FiveTuple>> backups = new HashMap<>();
        private final Map<Integer, DataDirection> directions = new HashMap<>();
        private Fabric fabric;
        private int keys;

        World(long seed, PlannerPolicy policy) {
            this.random = new Random(seed);
            this.policy = policy;
            this.fabric = TestFabrics.fatTree(4, random.nextInt(8) == 0).build();
            this.placement = new Placement(policy, fabric, seed);
        }

        boolean taken(FiveTuple flow, int port) {
            return port % 5 == 0 || live.values().stream().flatMap(Set::stream)
                    .anyMatch(other -> other.source().equals(flow.source()) && other.sourcePort() == port);
        }

        ConnectionView view(int key) {
            FiveTuple flow = initial.get(key);
            ConnectionView.Builder view = new ConnectionView.Builder(key, flow).direction(directions.get(key))
                    .sourcePortTaken(port -> taken(flow, port)).movable(key % 7 != 0);
            if (key % 3 == 0) {
                view.demandBps(1 + random.nextInt((int) TestFabrics.RATE));
            }
            live.get(key).forEach(subflow -> view.subflow(subflow, backups.get(key).contains(subflow)));
            return view.build();
        }

        void arrive() {
            int key = ++keys;
            int from = 1 + random.nextInt(HOSTS);
            int to = 1 + (from + random.nextInt(HOSTS - 1)) % HOSTS;
            FiveTuple flow = FiveTuple.tcp(ip(from), 40_000 + key, ip(to), 80);
            initial.put(key, flow);
            live.put(key, new HashSet<>(Set.of(flow)));
            backups.put(key, new HashSet<>());
            directions.put(key, DataDirection.values()[random.nextInt(3)]);
            plan(key);
        }

        void plan(int key) {
            Set<FiveTuple> before = Set.copyOf(live.get(key));
            SubflowPlan plan = placement.arrive(view(key));
            Set<Integer> ports = new HashSet<>();
            for (PlannedPath path : plan.paths()) {
                assertThat(path.candidatePorts()).isNotEmpty();
                path.candidatePorts().forEach(port -> assertThat(ports.add(port)).isTrue());
            }
            // Checked before any is opened: what one takes is not to be offered for another.
            plan.paths().forEach(path -> check(key, path, plan.modelled()));
            plan.paths().forEach(path -> open(key, path));
            assertThat(live.get(key).size()).isLessThanOrEqualTo(Math.max(before.size(), policy.maxSubflows()));
            assertThat(plan.reasons()).isNotEmpty();
            placement.update(view(key));
        }

        private void check(int key, PlannedPath path, boolean modelled) {
            FiveTuple flow = initial.get(key);
            for (int i = 0; i < path.candidatePorts().size(); i++) {
                int port = path.candidatePorts().get(i);
                assertThat(port).isBetween(policy.sourcePorts().first(), policy.sourcePorts().last());
                assertThat(taken(flow, port)).isFalse();
                FiveTuple subflow = flow.withSourcePort(port);
                TracedPath traced = new PathTracer(fabric).trace(subflow);
                if (modelled) {
                    assertThat(path.forward(i)).isEqualTo(traced);
                    assertThat(path.reverse(i)).isEqualTo(new PathTracer(fabric).trace(subflow.reversed()));
                    boolean placedThere = directions.get(key) == DataDirection.INBOUND
                            ? path.reverse(i).complete() : path.forward(i).complete();
                    assertThat(placedThere).isTrue();
                    for (int link : traced.links()) {
                        assertThat(fabric.live(link)).isTrue();
                    }
                }
            }
        }

        private void open(int key, PlannedPath path) {
            List<Integer> ports = path.candidatePorts();
            live.get(key).add(initial.get(key).withSourcePort(ports.get(random.nextInt(ports.size()))));
        }

        void repair() {
            int most = random.nextInt(40);
            List<Move> moves = random.nextBoolean() ? placement.repair(most) : repairWhileOthersGoOn(most);
            assertThat(moves).hasSizeLessThanOrEqualTo(most);
            for (Move move : moves) {
                int key = (Integer) move.key();
                assertThat(key % 7).isNotZero();
                move.open().ifPresent(path -> check(key, path, true));
            }
            for (Move move : moves) {
                int key = (Integer) move.key();
                move.demote().ifPresent(demoted -> {
                    assertThat(demoted).isEqualTo(initial.get(key));
                    assertThat(policy.demoteInitial()).isTrue();
                    assertThat(live.get(key)).contains(demoted);
                    backups.get(key).add(demoted);
                });
                move.close().ifPresent(closed -> assertThat(live.get(key).remove(closed)).isTrue());
                move.open().ifPresent(path -> live.get(key).add(initial.get(key).withSourcePort(path.firstPort())));
                assertThat(live.get(key).size()).isLessThanOrEqualTo(policy.maxSubflows());
                assertThat(live.get(key).size()).isGreaterThan(backups.get(key).size());
            }
            moves.forEach(move -> placement.update(view((Integer) move.key())));
        }

        /** As the application does it: connections and links change while moves are looked for. */
        private List<Move> repairWhileOthersGoOn(int most) {
            List<Move> moves = new ArrayList<>();
            RepairRun run = placement.beginRepair(most);
            if (run != null) {
                for (int i = random.nextInt(4); i > 0; i--) {
                    arrive();
                    depart();
                    if (random.nextInt(4) == 0) {
                        change();
                    }
                }
                run.search();
                while (!run.finished()) {
                    moves.addAll(placement.finishRepair(run, 1 + random.nextInt(3)));
                }
            }
            return moves;
        }

        void change() {
            int link = random.nextInt(fabric.linkCount());
            Fabric next = fabric.live(link) ? fabric.change().down(link).build() : fabric.change().up(link).build();
            if (next.link(link).host() >= 0) {
                return;
            }
            fabric = next;
            List<Object> keysOfChanged = placement.adopt(next);
            assertThat(keysOfChanged).doesNotHaveDuplicates();
            for (Object key : keysOfChanged) {
                if (random.nextBoolean()) {
                    plan((Integer) key);
                }
            }
        }

        void depart() {
            if (!initial.isEmpty()) {
                List<Integer> all = new ArrayList<>(initial.keySet());
                forget(all.get(random.nextInt(all.size())));
            }
        }

        private void forget(int key) {
            placement.depart(key);
            initial.remove(key);
            live.remove(key);
            backups.remove(key);
        }

        void step() {
            switch (random.nextInt(8)) {
                case 0:
                    depart();
                    break;
                case 1:
                    repair();
                    break;
                case 2:
                    change();
                    break;
                case 3:
                    placement.background(link -> random.nextInt(4) == 0 ? random.nextInt(20_000_000) : -1);
                    break;
                default:
                    arrive();
            }
            for (int link = 0; link < fabric.linkCount(); link++) {
                assertThat(placement.loadBps(link)).isNotNegative();
            }
        }

        void end() {
            for (int key : new ArrayList<>(initial.keySet())) {
                forget(key);
            }
            for (int link = 0; link < fabric.linkCount(); link++) {
                assertThat(placement.loadBps(link)).isZero();
            }
            assertThat(placement.size()).isZero();
        }
    }

    @Property(tries = 150)
    void plansAndMovesKeepTheirPromises(@ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int most,
                                        @ForAll boolean demote, @ForAll @IntRange(min = 10, max = 80) int steps) {
        World world = new World(seed, new PlannerPolicy.Builder().maxSubflows(most).demoteInitial(demote).build());
        for (int i = 0; i < steps; i++) {
            world.step();
        }
        world.end();
    }
}
