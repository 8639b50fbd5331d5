// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.planning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.crosslayer.ecmp.Address;
import org.crosslayer.fabric.TestFabrics;
import org.crosslayer.mptcp.ConnectionStatistics.SendingLimit;
import org.crosslayer.mptcp.Subflow;
import org.crosslayer.plan.PlannerPolicy;
import org.crosslayer.plan.PolicyMode;
import org.crosslayer.plan.PolicyRule;
import org.crosslayer.plan.PortRange;
import org.junit.jupiter.api.Test;

/** What is tried dry, left out, introduced step by step, and kept in reserve. */
class PolicyModesTest {
    private static final long RATE = TestFabrics.RATE;
    private static final int PORT = 40_000;

    private static PlayedHosts hosts(PlannerPolicy.Builder policy) {
        PlayedHosts hosts = new PlayedHosts(6, 2 * RATE, 1, 2, 3, 4);
        hosts.fabrics().change(policy.build());
        return hosts;
    }

    private static PlannerPolicy.Builder policy() {
        return new PlannerPolicy.Builder().maxSubflows(2);
    }

    @Test
    void shouldTellAndNotDoWhatIsADryRun() {
        PlayedHosts hosts = hosts(policy().mode(PolicyMode.DRY_RUN));
        hosts.open(1, PORT);
        assertThat(hosts.plans()).isZero();
        assertThat(hosts.connection(1).planned()).isEmpty();
        assertThat(hosts.connection(1).reasons()).last().asString()
            .matches("dry run: would open a subflow from port \\d+ over r1/\\d>.*");
        assertThat(hosts.load()).as("only what is there is accounted").isEqualTo(load(1));
    }

    /** Expected load of so many connections of one subflow: a host's link, one between the routers, a server's. */
    private static long load(int connections) {
        PlayedHosts hosts = hosts(policy().maxSubflows(1));
        for (int host = 1; host <= connections; host++) {
            hosts.open(host, PORT);
        }
        return hosts.load();
    }

    @Test
    void shouldDoWhatWasADryRunOnceItIsNone() {
        PlayedHosts hosts = hosts(policy().mode(PolicyMode.DRY_RUN));
        hosts.open(1, PORT);
        hosts.fabrics().change(policy().build());
        hosts.engine().policyChanged();
        hosts.second(Map.of(), SendingLimit.IDLE);
        assertThat(hosts.outbound(1)).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void shouldLeaveAloneWhatThePolicyLeavesOut() {
        PlannerPolicy off = policy().mode(PolicyMode.OFF).build();
        PolicyRule rule = new PolicyRule(new PolicyRule.Prefix(Address.parse("10.0.1.2"), 32), null,
            new PortRange(80, 80), off);
        PlayedHosts hosts = hosts(policy().rules(List.of(rule)));
        hosts.open(1, PORT);
        hosts.open(2, PORT);
        assertThat(hosts.outbound(1)).hasSize(1);
        assertThat(hosts.connection(1).reasons()).containsExactly("the policy's mode for it is off");
        assertThat(hosts.outbound(2)).hasSize(2);
    }

    @Test
    void shouldLeaveSubflowsWhereTheyAreOnceTheirConnectionIsLeftOut() {
        PlayedHosts hosts = hosts(policy());
        hosts.open(1, PORT);
        List<String> before = hosts.outbound(1);
        hosts.fabrics().change(policy().mode(PolicyMode.OFF).build());
        hosts.engine().policyChanged();
        hosts.second(Map.of(), SendingLimit.IDLE);
        int cut = Integer.parseInt(before.get(1).substring(3));
        hosts.links(List.of(1, 2, 3, 4).stream().filter(link -> link != cut).toArray(Integer[]::new));
        hosts.second(Map.of(), SendingLimit.IDLE);
        assertThat(hosts.connection(1).subflows()).hasSize(2);
        assertThat(hosts.closed()).isZero();
    }

    @Test
    void shouldReachMoreHostsWithAGreaterPart() {
        PlayedHosts hosts = hosts(policy().rollOutPercent(50));
        for (int host = 1; host <= 6; host++) {
            hosts.open(host, PORT);
        }
        int reached = 0;
        for (int host = 1; host <= 6; host++) {
            boolean planned = hosts.connection(host).subflows().size() == 2;
            reached += planned ? 1 : 0;
            if (!planned) {
                assertThat(hosts.connection(host).reasons()).last().asString()
                    .startsWith("dry run, as the roll-out to 50 % of the hosts leaves out h" + host);
            }
        }
        assertThat(reached).as("of the hosts h1 to h6, by their names").isBetween(1, 5);

        hosts.fabrics().change(policy().rollOutPercent(100).build());
        hosts.engine().policyChanged();
        hosts.second(Map.of(), SendingLimit.IDLE);
        for (int host = 1; host <= 6; host++) {
            assertThat(hosts.connection(host).subflows()).hasSize(2);
        }
    }

    @Test
    void shouldKeepABackupOverOtherLinks() {
        PlayedHosts hosts = hosts(policy().maxSubflows(3).backupSubflows(1));
        hosts.open(1, PORT);
        assertThat(hosts.connection(1).subflows()).filteredOn(Subflow::backup).hasSize(1);
        assertThat(hosts.connection(1).reasons()).last().asString().startsWith("a backup over ");
        hosts.engine().policyChanged();
        hosts.second(Map.of(), SendingLimit.IDLE);
        assertThat(hosts.connection(1).subflows()).filteredOn(Subflow::backup).as("and no second one").hasSize(1);
        assertThat(hosts.closed()).isZero();
    }
}
