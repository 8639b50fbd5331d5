// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.plans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.crosslayer.agent.connections.Samples;
import org.crosslayer.agent.mptcp.Addresses;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanTableTest {
    private static Prefix prefix(String text) {
        String[] parts = text.split("/");
        return new Prefix(Samples.address(parts[0]), Integer.parseInt(parts[1]));
    }

    private static StandingPlan plan(int id, String remote, String local, int port, int priority) {
        return new StandingPlan(id, prefix(remote), Optional.ofNullable(local).map(PlanTableTest::prefix), port,
            priority, 1, List.of(StandingPath.of(List.of(1000 + id), false)), InitialPaths.UNKNOWN);
    }

    private static int find(PlanTable table, String local, String remote, int port) {
        StandingPlan plan = table.find(Samples.address(local), Samples.address(remote), port);
        return plan == null ? 0 : plan.id();
    }

    @Test
    void shouldPreferLongerPrefixesThenPriorityThenAGivenPort() {
        PlanTable table = PlanTable.of(List.of(plan(1, "10.0.0.0/8", null, 0, 9), plan(2, "10.0.2.0/24", null, 0, 1),
            plan(3, "10.0.2.0/24", null, 80, 1), plan(4, "10.0.2.0/24", null, 0, 5),
            plan(5, "10.0.2.0/24", "10.0.1.0/24", 0, 0), plan(6, "0.0.0.0/0", null, 443, 0),
            plan(7, "fd00::/16", null, 0, 0), plan(8, "10.0.3.0/24", null, 0, 1), plan(9, "10.0.3.0/24", null, 80, 1),
            plan(10, "10.0.4.0/24", null, 0, 1), plan(11, "10.0.4.0/24", null, 0, -1)));
        assertThat(find(table, "10.0.1.2", "10.0.2.2", 80)).as("longest local prefix").isEqualTo(5);
        assertThat(find(table, "10.0.9.2", "10.0.2.2", 80)).as("priority").isEqualTo(4);
        assertThat(find(table, "10.0.9.2", "10.0.3.2", 80)).as("given port").isEqualTo(9);
        assertThat(find(table, "10.0.9.2", "10.0.3.2", 81)).as("any port").isEqualTo(8);
        assertThat(find(table, "10.0.9.2", "10.0.4.2", 81)).as("priorities are unsigned").isEqualTo(11);
        assertThat(find(table, "10.0.9.2", "10.7.3.2", 81)).as("shorter remote prefix").isEqualTo(1);
        assertThat(find(table, "10.0.9.2", "192.0.2.1", 443)).as("default").isEqualTo(6);
        assertThat(find(table, "10.0.9.2", "192.0.2.1", 80)).as("miss").isZero();
        assertThat(find(table, "fd00::1", "fd00::2", 80)).isEqualTo(7);
        assertThat(find(table, "fd00::1", "fe00::2", 80)).isZero();
        assertThat(find(PlanTable.EMPTY, "fd00::1", "fe00::2", 80)).isZero();
    }

    /** Small addresses, so that prefixes overlap. */
    @Provide
    Arbitrary<StandingPlan> plans() {
        Arbitrary<Prefix> prefixes = Combinators.combine(addresses(), Arbitraries.integers().between(0, 32))
            .as(Prefix::of);
        return Combinators.combine(prefixes, prefixes.optional(), Arbitraries.of(0, 80, 443),
            Arbitraries.of(0, 1, -1)).as((remote, local, port, priority) -> new StandingPlan(1, remote, local, port,
                priority, 1, List.of(StandingPath.of(List.of(1), false)), InitialPaths.UNKNOWN));
    }

    @Provide
    Arbitrary<InetAddress> addresses() {
        return Arbitraries.integers().between(0, 7).map(last -> Addresses.of(new byte[] {10, 0, 0, (byte) (int) last}));
    }

    private static int localLength(StandingPlan plan) {
        return plan.local().map(Prefix::length).orElse(0);
    }

    @Property
    void shouldFindWhatALinearSearchFinds(@ForAll List<@From("plans") StandingPlan> plans,
                                          @ForAll("addresses") InetAddress local,
                                          @ForAll("addresses") InetAddress remote) {
        Comparator<StandingPlan> order = Comparator.comparingInt((StandingPlan plan) -> plan.remote().length())
            .thenComparingInt(PlanTableTest::localLength)
            .thenComparingLong(plan -> Integer.toUnsignedLong(plan.priority()))
            .thenComparingInt(plan -> Math.min(1, plan.remotePort()));
        List<StandingPlan> matching = new ArrayList<>(plans);
        matching.removeIf(plan -> !plan.remote().contains(remote)
            || plan.local().isPresent() && !plan.local().get().contains(local)
            || plan.remotePort() != 0 && plan.remotePort() != 80);
        StandingPlan expected = matching.stream().max(order).orElse(null);
        StandingPlan found = PlanTable.of(plans).find(local, remote, 80);
        assertThat(found == null).isEqualTo(expected == null);
        if (found != null) {
            assertThat(matching).contains(found);
            assertThat(order.compare(found, expected)).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "10.0.0.1/24 | prefix 10.0.0.1/24 has bits set beyond its length, expected 10.0.0.0/24",
        "10.0.0.0/33 | length 33 of prefix 10.0.0.0/33 is not within 0 to 32",
        "fd00::1/127 | prefix fd00::1/127 has bits set beyond its length, expected fd00::/127",
        "fd00::/129 | length 129 of prefix fd00::/129 is not within 0 to 128"})
    void shouldSayWhatIsWrongWithAPrefix(String text, String words) {
        assertThatThrownBy(() -> prefix(text)).hasMessage(words);
    }

    @Test
    void shouldTellThePathOfTheFirstSubflowByTableThenByPool() {
        StandingPlan plan = new StandingPlan(1, prefix("10.0.2.0/24"), Optional.empty(), 0, 0, 2,
            List.of(StandingPath.of(List.of(20_000, 20_001), false), StandingPath.of(List.of(21_000), false)),
            InitialPaths.of(20_001, new byte[] {2, 0, 1}));
        assertThat(plan.isOnPath(0, 20_000)).as("in its pool").isTrue();
        assertThat(plan.isOnPath(1, 20_000)).isFalse();
        assertThat(plan.isOnPath(0, 20_001)).as("the table counts before the pool").isFalse();
        assertThat(plan.isOnPath(1, 20_001)).isTrue();
        assertThat(plan.isOnPath(0, 20_002)).as("not known").isFalse();
        assertThat(plan.isOnPath(0, 20_003)).isTrue();
        assertThat(plan.isOnPath(1, 21_000)).as("beyond the table").isTrue();
    }

    @Test
    void shouldReadAndWriteListsOfPorts() {
        assertThat(PortRanges.parse("20000-20003, 5,7-8")).containsExactly(20_000, 20_001, 20_002, 20_003, 5, 7, 8);
        assertThat(StandingPath.of(List.of(20_000, 20_001, 20_002, 5, 7, 8), false).portsText())
            .isEqualTo("20000-20002,5,7-8");
        assertThatThrownBy(() -> PortRanges.parse("1-x")).hasMessageContaining("'x' is not a port of 1 to 65535");
        assertThatThrownBy(() -> PortRanges.parse("9-8")).hasMessageContaining("'9-8' of '9-8' is not FIRST-LAST");
        assertThatThrownBy(() -> StandingPath.of(List.of(1, 1), false)).hasMessage("source port 1 is twice in a path");
    }
}
