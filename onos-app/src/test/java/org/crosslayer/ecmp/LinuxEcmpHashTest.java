// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.ecmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.crosslayer.ecmp.LinuxEcmpHash.Policy;
import org.junit.jupiter.api.Test;

/** The Linux models against packets that real kernels have forwarded. */
class LinuxEcmpHashTest {

    @Test
    void everyPacketSeenUnderPolicyOneIsPredicted() {
        List<ObservedVectors.Row> rows = ObservedVectors.read("vectors-linux-ecmp.csv");
        assertThat(rows).hasSize(2000).allSatisfy(row -> {
            LinuxEcmpHash hash = new LinuxEcmpHash(Policy.LAYER_4, row.seed());
            assertThat(hash.choose(row.flow(), row.weights())).isEqualTo(row.number("nexthop_index"));
        });
    }

    @Test
    void everyPacketSeenUnderPolicyZeroIsPredicted() {
        List<ObservedVectors.Row> rows = ObservedVectors.read("vectors-linux-policy0.csv");
        assertThat(rows).hasSize(1000).allSatisfy(row -> {
            LinuxEcmpHash hash = new LinuxEcmpHash(Policy.LAYER_3, row.seed());
            FiveTuple flow = row.text("flow_label").isEmpty() ? row.flow()
                    : row.flow().withFlowLabel(row.number("flow_label"));
            assertThat(hash.choose(flow, row.weights())).isEqualTo(row.number("nexthop_index"));
        });
    }

    @Test
    void everyConnectionSeenUnderPolicyThreeIsPredicted() {
        List<ObservedVectors.Row> rows = ObservedVectors.read("vectors-linux-policy3.csv");
        assertThat(rows).hasSize(800).allSatisfy(row -> {
            LinuxEcmpHash hash = new LinuxEcmpHash(Policy.FIVE_TUPLE, row.seed());
            assertThat(hash.choose(row.flow(), row.weights())).isEqualTo(row.number("nexthop_index"));
        });
    }

    @Test
    void everyPacketSeenOverResilientGroupsIsPredicted() {
        Map<String, int[]> tables = ObservedVectors.tables();
        List<ObservedVectors.Row> rows = ObservedVectors.read("vectors-linux-resilient.csv");
        assertThat(rows).hasSize(480).allSatisfy(row -> {
            String buckets = row.text("route_type").replaceAll("\\D", "");
            NextHopGroup group = NextHopGroup.of(row.weights())
                    .withTable(tables.get(row.text("weights") + "/" + buckets + "/" + row.text("family")));
            FiveTuple flow = row.flow();
            NextHopSelector selector = new LinuxEcmpHash(Policy.LAYER_4, row.seed()).over(group);
            assertThat(selector.choose(flow, flow.sourcePort(), flow.destinationPort()))
                    .isEqualTo(row.number("nexthop_index"));
        });
    }

    @Test
    void theWholeHashIsExact() {
        List<ObservedVectors.Row> rows = ObservedVectors.read("vectors-linux-exact-hash.csv");
        assertThat(rows).hasSize(80).allSatisfy(row -> {
            FiveTuple flow = row.flow();
            int hash = new LinuxEcmpHash(Policy.LAYER_4, row.seed())
                    .hash(flow, flow.sourcePort(), flow.destinationPort());
            assertThat(hash).isEqualTo(row.hex("hash31_hex"));
        });
    }

    @Test
    void knownHashesOfBothFamiliesAndPolicies() {
        FiveTuple four = FiveTuple.tcp(Address.parse("10.77.0.2"), 40_000, Address.parse("10.88.0.2"), 443);
        FiveTuple six = FiveTuple.tcp(Address.parse("fd77::2"), 40_000, Address.parse("fd88::2"), 443);
        assertThat(new LinuxEcmpHash(Policy.LAYER_4, 42).hash(four, 40_000, 443)).isEqualTo(0x6692387c);
        assertThat(new LinuxEcmpHash(Policy.LAYER_4, 42).hash(six, 40_000, 443)).isEqualTo(0x5afbdb9f);
        assertThat(new LinuxEcmpHash(Policy.FIVE_TUPLE, 42).hash(four, 40_000, 443)).isEqualTo(0x5821418b);
    }

    @Property(tries = 200)
    void bothDirectionsHashAlike(@ForAll @Size(16) byte[] one, @ForAll @Size(16) byte[] other,
                                 @ForAll @IntRange(max = 65_535) int port,
                                 @ForAll @IntRange(max = 65_535) int otherPort,
                                 @ForAll @IntRange(min = 1) int seed) {
        FiveTuple flow = FiveTuple.of(one, port, other, otherPort, FiveTuple.TCP);
        for (Policy policy : Policy.values()) {
            LinuxEcmpHash hash = new LinuxEcmpHash(policy, seed, 7);
            assertThat(hash.symmetric()).isTrue();
            assertThat(hash.hash(flow.reversed(), otherPort, port)).isEqualTo(hash.hash(flow, port, otherPort));
            assertThat(hash.hash(flow, port, otherPort)).isNotNegative();
        }
    }

    /** The planner hashes hundreds of packets for one connection. */
    @Test
    void hashingAllocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        NextHopSelector selector = new LinuxEcmpHash(Policy.FIVE_TUPLE, 42).over(1, 2, 3);
        FiveTuple flow = FiveTuple.tcp(Address.parse("fd77::2"), 1, Address.parse("fd88::2"), 443);
        selector.choose(flow, 1, 443);
        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        int sum = 0;
        for (int port = 1; port < 60_000; port++) {
            sum += selector.choose(flow, port, 443);
        }
        PortSelector bound = selector.bind(flow);
        for (int port = 1; port < 60_000; port++) {
            sum += bound.choose(port, 443);
        }
        long allocated = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
        assertThat(sum).isPositive();
        assertThat(allocated).isLessThan(10_000);
    }

    @Test
    void unknowableSeedAndZeroWeightAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new LinuxEcmpHash(Policy.LAYER_4, 0))
                .withMessageContaining("seed 0");
        assertThatIllegalArgumentException().isThrownBy(() -> new LinuxEcmpHash(Policy.LAYER_4, 1).over(1, 0))
                .withMessageContaining("at least 1");
    }
}
