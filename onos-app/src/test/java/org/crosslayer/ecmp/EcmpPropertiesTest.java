// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.ecmp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.crosslayer.ecmp.LinuxEcmpHash.Policy;

/** What holds for every model. */
class EcmpPropertiesTest {

    private static final int PACKETS = 4000;

    @Provide
    Arbitrary<EcmpHash> models() {
        Arbitrary<Integer> seeds = Arbitraries.integers().filter(seed -> seed != 0);
        Arbitrary<OvsField> fields = Arbitraries.of(OvsField.class);
        return Arbitraries.oneOf(
                seeds.map(seed -> new LinuxEcmpHash(Policy.LAYER_3, seed, 0xabcde)),
                seeds.map(seed -> new LinuxEcmpHash(Policy.LAYER_4, seed)),
                seeds.map(seed -> new LinuxEcmpHash(Policy.FIVE_TUPLE, seed)),
                fields.set().ofMinSize(1).flatMap(set -> Arbitraries.longs().map(any -> new OvsEcmpHash(set, any))),
                Arbitraries.longs().between(0, (2L << 32) - 1).map(OvsDpHash::new),
                Arbitraries.of(CrcEcmpHash.crc16(), CrcEcmpHash.crc16Ccitt(), CrcEcmpHash.crc32()),
                Arbitraries.just(new SourcePortModulo()));
    }

    /** Models under which random ports spread like random numbers. */
    @Provide
    Arbitrary<EcmpHash> spreading() {
        Arbitrary<Integer> seeds = Arbitraries.integers().filter(seed -> seed != 0);
        return Arbitraries.oneOf(
                seeds.map(seed -> new LinuxEcmpHash(Policy.LAYER_4, seed)),
                seeds.map(seed -> new LinuxEcmpHash(Policy.FIVE_TUPLE, seed)),
                Arbitraries.longs().between(0, (2L << 32) - 1).map(OvsDpHash::new));
    }

    @Property(tries = 500)
    void theChoiceIsALiveNextHop(@ForAll("models") EcmpHash hash, @ForAll boolean ipv6, @ForAll @Size(32) byte[] bytes,
                                 @ForAll @Size(min = 1, max = 16) List<@IntRange(min = 1, max = 256) Integer> list,
                                 @ForAll int dead, @ForAll @IntRange(max = 65_535) int port,
                                 @ForAll @IntRange(max = 65_535) int otherPort) {
        FiveTuple flow = flow(ipv6, bytes, port, otherPort);
        NextHopGroup all = NextHopGroup.of(hash.supports(GroupFeature.WEIGHTS) ? ints(list) : ones(list.size()));
        int[] live = IntStream.range(0, list.size()).filter(i -> (dead >>> i & 1) == 0).toArray();
        NextHopGroup group = live.length == 0 ? all : all.surviving(live);
        NextHopSelector selector = hash.over(group);
        int index = selector.choose(flow, port, otherPort);
        if (index == NextHopSelector.UNKNOWN) {
            assertThat(hash).isInstanceOf(OvsDpHash.class);
            assertThat(OvsDpHash.slots(ints(list))).isNull();
        } else {
            assertThat(index).isBetween(0, group.size() - 1);
        }
        assertThat(selector.bind(flow).choose(port, otherPort)).isEqualTo(index);
        assertThat(hash.over(group).choose(flow, port, otherPort)).isEqualTo(index);
    }

    @Property(tries = 500)
    void symmetricModelsSendBothDirectionsAlike(@ForAll("models") EcmpHash hash, @ForAll boolean ipv6,
                                                @ForAll @Size(32) byte[] bytes,
                                                @ForAll @IntRange(max = 65_535) int port,
                                                @ForAll @IntRange(max = 65_535) int otherPort,
                                                @ForAll @IntRange(min = 2, max = 16) int size) {
        FiveTuple flow = flow(ipv6, bytes, port, otherPort);
        if (hash.symmetric()) {
            assertThat(hash.choose(flow.reversed(), ones(size))).isEqualTo(hash.choose(flow, ones(size)));
        }
    }

    /** The others send at least one of these flows another way back. */
    @Property(tries = 100)
    void otherModelsDoNot(@ForAll("models") EcmpHash hash) {
        if (!hash.symmetric()) {
            int differing = 0;
            for (int i = 0; i < 200; i++) {
                FiveTuple flow = FiveTuple.tcp(Address.of(new byte[] {10, 0, 7, (byte) i}), 20_000 + 7 * i,
                        Address.parse("10.9.0.1"), 443);
                differing += hash.choose(flow, ones(8)) == hash.choose(flow.reversed(), ones(8)) ? 0 : 1;
            }
            boolean blind = hash instanceof OvsEcmpHash
                    && ((OvsEcmpHash) hash).ignores(EnumSet.of(OvsField.IP_SRC, OvsField.IP_DST, OvsField.TCP_SRC,
                    OvsField.TCP_DST));
            assertThat(differing > 0 || blind).as(hash.toString()).isTrue();
        }
    }

    @Property(tries = 100)
    void everyNextHopGetsItsShare(@ForAll("spreading") EcmpHash hash,
                                  @ForAll @Size(min = 1, max = 16) List<@IntRange(min = 1, max = 16) Integer> list) {
        int[] weights = ints(list);
        FiveTuple flow = FiveTuple.tcp(Address.parse("10.0.0.1"), 1, Address.parse("10.0.0.2"), 80);
        PortSelector selector = hash.over(weights).bind(flow);
        int[] seen = new int[weights.length];
        for (int port = 1; port <= PACKETS; port++) {
            seen[selector.choose(port * 16 + 5 & 0xffff, 80)]++;
        }
        for (int i = 0; i < weights.length; i++) {
            double share = share(hash, weights, i);
            double sixSigma = 6 * Math.sqrt(PACKETS * share * (1 - share)) + 1;
            assertThat((double) seen[i]).isBetween(PACKETS * share - sixSigma, PACKETS * share + sixSigma);
        }
    }

    /** Open vSwitch gives weights only as exactly as its slots allow. */
    private static double share(EcmpHash hash, int[] weights, int i) {
        if (hash instanceof OvsDpHash) {
            int[] slots = OvsDpHash.slots(weights);
            double share = (double) IntStream.of(slots).filter(slot -> slot == i).count() / slots.length;
            double wanted = (double) weights[i] / IntStream.of(weights).sum();
            assertThat(share).isBetween(wanted - 1.0 / slots.length, wanted + 1.0 / slots.length);
            return share;
        }
        return (double) weights[i] / IntStream.of(weights).asLongStream().sum();
    }

    @Property(tries = 200)
    void bucketTablesAreKept(@ForAll @IntRange(min = 1) int seed, @ForAll @Size(32) byte[] bytes, @ForAll boolean ipv6,
                             @ForAll @Size(min = 1, max = 64) List<@IntRange(max = 3) Integer> table,
                             @ForAll @IntRange(max = 3) int dead, @ForAll @IntRange(max = 65_535) int port) {
        LinuxEcmpHash hash = new LinuxEcmpHash(Policy.LAYER_4, seed);
        FiveTuple flow = flow(ipv6, bytes, port, 443);
        int position = table.get(hash.hash(flow, port, 443) % table.size());
        NextHopGroup group = NextHopGroup.of(1, 2, 3, 4).withTable(ints(table));
        assertThat(hash.over(group).choose(flow, port, 443)).isEqualTo(position);
        NextHopGroup fewer = group.surviving(IntStream.range(0, 4).filter(i -> i != dead).toArray());
        assertThat(hash.over(fewer).choose(flow, port, 443)).isEqualTo(
                position == dead ? NextHopSelector.UNKNOWN : position < dead ? position : position - 1);
    }

    /** Survivors share what a dead next hop had, as if it had never been there. */
    @Property(tries = 200)
    void thresholdGroupsForgetTheDead(@ForAll @IntRange(min = 1) int seed, @ForAll @IntRange(max = 65_535) int port,
                                      @ForAll @Size(min = 2, max = 16) List<@IntRange(min = 1, max = 256) Integer> list,
                                      @ForAll @IntRange(max = 15) int any) {
        int dead = any % list.size();
        FiveTuple flow = FiveTuple.tcp(Address.parse("10.0.0.1"), port, Address.parse("10.0.0.2"), 80);
        int[] live = IntStream.range(0, list.size()).filter(i -> i != dead).toArray();
        LinuxEcmpHash hash = new LinuxEcmpHash(Policy.FIVE_TUPLE, seed);
        assertThat(hash.over(NextHopGroup.of(ints(list)).surviving(live)).choose(flow, port, 80))
                .isEqualTo(hash.choose(flow, IntStream.of(live).map(list::get).toArray()));
    }

    /** A dead bucket moves only its own packets. */
    @Property(tries = 200)
    void openVSwitchMovesOnlyTheDeadBucketsPackets(@ForAll @IntRange(max = 65_535) int port, @ForAll boolean dpHash,
                                                   @ForAll @IntRange(max = 4) int dead) {
        EcmpHash hash = dpHash ? new OvsDpHash(0) : new OvsEcmpHash(EnumSet.allOf(OvsField.class), 0);
        FiveTuple flow = FiveTuple.tcp(Address.parse("10.0.0.1"), port, Address.parse("10.0.0.2"), 80);
        NextHopGroup group = NextHopGroup.of(1, 2, 3, 2, 1);
        int before = hash.over(group).choose(flow, port, 80);
        int after = hash.over(group.surviving(IntStream.range(0, 5).filter(i -> i != dead).toArray()))
                .choose(flow, port, 80);
        if (before != dead) {
            assertThat(after).isEqualTo(before < dead ? before : before - 1);
        }
    }

    @Property(tries = 200)
    void equalModelsAreCorrelated(@ForAll("models") EcmpHash one, @ForAll("models") EcmpHash other) {
        assertThat(one.correlatedWith(one)).isTrue();
        assertThat(one.correlatedWith(other)).isEqualTo(other.correlatedWith(one));
        if (one.equals(other)) {
            assertThat(one).hasSameHashCodeAs(other);
            assertThat(one.correlatedWith(other)).isTrue();
        }
    }

    /** What correlation means: of two such stages the second uses but some next hops for each of the first. */
    @Property(tries = 50)
    void correlatedStagesPolarise(@ForAll("spreading") EcmpHash one, @ForAll("spreading") EcmpHash other,
                                  @ForAll boolean same) {
        EcmpHash second = same ? one : other;
        FiveTuple flow = FiveTuple.tcp(Address.parse("10.0.0.1"), 1, Address.parse("10.0.0.2"), 80);
        boolean[][] seen = new boolean[2][4];
        for (int port = 10_000; port < 11_000; port++) {
            seen[one.over(1, 1).choose(flow, port, 80)][second.over(1, 1, 1, 1).choose(flow, port, 80)] = true;
        }
        List<Boolean> all = Arrays.stream(seen).flatMap(row -> IntStream.range(0, 4).mapToObj(i -> row[i]))
                .collect(Collectors.toList());
        assertThat(all.contains(false)).isEqualTo(one.correlatedWith(second));
    }

    private static FiveTuple flow(boolean ipv6, byte[] bytes, int port, int otherPort) {
        int length = ipv6 ? 16 : 4;
        return FiveTuple.of(Arrays.copyOf(bytes, length), port, Arrays.copyOfRange(bytes, 16, 16 + length), otherPort,
                FiveTuple.TCP);
    }

    private static int[] ints(List<Integer> list) {
        return list.stream().mapToInt(Integer::intValue).toArray();
    }

    private static int[] ones(int size) {
        return IntStream.range(0, size).map(i -> 1).toArray();
    }
}
