// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.crosslayer.mptcp.config.ConfigFixtures.init;

import org.crosslayer.ecmp.Address;
import org.crosslayer.plan.DataDirection;
import org.crosslayer.plan.PlannerPolicy;
import org.crosslayer.plan.PolicyMode;
import org.crosslayer.plan.PortRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.onosproject.net.config.InvalidFieldException;

class PolicyConfigTest {

    private static final Address HOST = Address.parse("10.0.1.2");

    private static PolicyConfig config(String text) {
        return init(new PolicyConfig(), PolicyConfig.KEY, text);
    }

    @Test
    void everythingHasADefault() {
        assertThat(config("{}").isValid()).isTrue();
        assertThat(config("{}").policy()).isEqualTo(PlannerPolicy.DEFAULT)
                .hasToString("PlannerPolicy{maxSubflows=8, minSubflows=1, candidatePorts=6, sourcePorts=12000-31999, "
                        + "openAfterBytes=0, openAfterMillis=0, telemetryIntervalMillis=1000, gainThreshold=0.02, "
                        + "maxMovesPerSecond=100, demoteInitial=false, dataDirection=auto, backupSubflows=0, "
                        + "mode=APPLY, rollOutPercent=100}");
    }

    @Test
    void readsAllMembers() {
        PlannerPolicy policy = config("{'maxSubflows': 4, 'minSubflows': 3, 'candidatePorts': 5, 'sourcePorts': "
                + "'20000-29999', 'openAfterBytes': 100000, 'openAfterMillis': 50, 'telemetryIntervalMillis': 1000, "
                + "'gainThreshold': 0.1, 'maxMovesPerSecond': 5, 'demoteInitial': true, 'dataDirection': 'inbound', "
                + "'backupSubflows': 1, 'mode': 'dry-run', 'rollOutPercent': 20}")
                .policy();
        assertThat(policy).isEqualTo(new PlannerPolicy.Builder().maxSubflows(4).minSubflows(3).candidatePorts(5)
                .sourcePorts(new PortRange(20_000, 29_999)).openAfterBytes(100_000).openAfterMillis(50)
                .telemetryIntervalMillis(1000).gainThreshold(0.1).maxMovesPerSecond(5).demoteInitial(true)
                .dataDirection(DataDirection.INBOUND).backupSubflows(1).mode(PolicyMode.DRY_RUN)
                .rollOutPercent(20).build()).isNotEqualTo(PlannerPolicy.DEFAULT);
    }

    @Test
    void firstRuleThatMatchesCounts() {
        PlannerPolicy policy = config("{'maxSubflows': 6, 'minSubflows': 3, 'gainThreshold': 0.1, 'rules': ["
                + "{'prefix': '10.0.2.0/24', 'ports': '8000-8999', 'maxSubflows': 1},"
                + "{'prefix': 'fd00:2::/32', 'dataDirection': 'inbound'},"
                + "{'ports': '443', 'maxSubflows': 2}]}").policy();
        assertThat(policy.forConnection(HOST, Address.parse("10.0.2.9"), 8999).maxSubflows()).isEqualTo(1);
        assertThat(policy.forConnection(HOST, Address.parse("10.0.2.9"), 8999).gainThreshold()).isEqualTo(0.1);
        assertThat(policy.forConnection(HOST, Address.parse("10.0.2.9"), 9000)).isSameAs(policy);
        assertThat(policy.forConnection(HOST, Address.parse("10.0.3.9"), 8000)).isSameAs(policy);
        assertThat(policy.forConnection(HOST, Address.parse("fd00:2::1"), 443).maxSubflows()).isEqualTo(6);
        assertThat(policy.forConnection(HOST, Address.parse("fd00:2::1"), 443).dataDirection())
                .contains(DataDirection.INBOUND);
        assertThat(policy.forConnection(HOST, Address.parse("10.0.2.9"), 443).maxSubflows()).isEqualTo(2);
        assertThat(policy.forConnection(HOST, Address.parse("10.0.2.9"), 443).minSubflows()).isEqualTo(2);
    }

    @Test
    void rulesForHostsCountForWhatTheyOpen() {
        PlannerPolicy policy = config("{'rules': ["
                + "{'host': '10.0.1.2', 'ports': '22', 'mode': 'off'},"
                + "{'host': '10.0.1.0/24', 'mode': 'dry-run', 'backupSubflows': 2}]}").policy();
        Address peer = Address.parse("10.0.2.9");
        assertThat(policy.forConnection(HOST, peer, 22).mode()).isEqualTo(PolicyMode.OFF);
        assertThat(policy.forConnection(HOST, peer, 80).mode()).isEqualTo(PolicyMode.DRY_RUN);
        assertThat(policy.forConnection(Address.parse("10.0.1.3"), peer, 22).backupSubflows()).isEqualTo(2);
        assertThat(policy.forConnection(peer, HOST, 22)).isSameAs(policy);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{'maxSubflow': 4} | maxSubflow | known ones are maxSubflows, minSubflows",
        "{'maxSubflows': 0} | maxSubflows | in 1..64, found 0",
        "{'maxSubflows': 65} | maxSubflows | in 1..64",
        "{'maxSubflows': 2, 'minSubflows': 3} | minSubflows | in 1..2, found 3",
        "{'minSubflows': 9} | minSubflows | in 1..8",
        "{'candidatePorts': true} | candidatePorts | found true",
        "{'candidatePorts': 65} | candidatePorts | in 1..64",
        "{'sourcePorts': 12000} | sourcePorts | expected a string",
        "{'sourcePorts': '12000'} | sourcePorts | such as 12000-31999",
        "{'sourcePorts': '31999-12000'} | sourcePorts | such as 12000-31999",
        "{'sourcePorts': '0-100'} | sourcePorts | such as",
        "{'sourcePorts': '1-65536'} | sourcePorts | such as",
        "{'openAfterBytes': -1} | openAfterBytes | found -1",
        "{'openAfterBytes': 1e30} | openAfterBytes | whole number",
        "{'openAfterMillis': 4294967296} | openAfterMillis | in 0..2147483647",
        "{'telemetryIntervalMillis': 99} | telemetryIntervalMillis | expected 0 or 100..3600000, found 99",
        "{'telemetryIntervalMillis': null} | telemetryIntervalMillis | found null",
        "{'gainThreshold': 1.5} | gainThreshold | expected a number in 0..1, found 1.5",
        "{'gainThreshold': -0.1} | gainThreshold | found -0.1",
        "{'gainThreshold': '5 %'} | gainThreshold | expected a number in 0..1",
        "{'maxMovesPerSecond': -1} | maxMovesPerSecond | in 0..1000000, found -1",
        "{'maxMovesPerSecond': 0.5} | maxMovesPerSecond | whole number",
        "{'demoteInitial': 'yes'} | demoteInitial | expected true or false",
        "{'dataDirection': 'up'} | dataDirection | expected auto, outbound, inbound or both, found \"up\"",
        "{'dataDirection': null} | dataDirection | expected a string",
        "{'backupSubflows': 8} | backupSubflows | in 0..7, found 8",
        "{'mode': 'dry run'} | mode | expected apply, dry-run or off, found \"dry run\"",
        "{'rollOutPercent': 101} | rollOutPercent | in 0..100, found 101",
        "{'rules': [{'host': 'h1'}]} | rules[0].host | an address such as 10.0.1.2, or a prefix",
        "{'rules': [{'host': '10.0.1.2/24'}]} | rules[0].host | expected 10.0.1.0/24",
        "{'rules': [{'ports': '80', 'rollOutPercent': 5}]} | rules[0].rollOutPercent | unknown",
        "{'rules': {}} | rules | expected an array",
        "{'rules': [{'maxSubflows': 2}]} | rules[0] | expected host, prefix, ports or several",
        "{'rules': [{'ports': '80'}, {'ports': '80', 'openAfterMillis': 1}]} | rules[1].openAfterMillis | unknown",
        "{'rules': [{'ports': 80}]} | rules[0].ports | expected a string",
        "{'rules': [{'ports': '90-80'}]} | rules[0].ports | a port or a range of ports",
        "{'rules': [{'prefix': '10.0.2.1/24'}]} | rules[0].prefix | expected 10.0.2.0/24",
        "{'rules': [{'prefix': '10.0.2'}]} | rules[0].prefix | an IPv4 or IPv6 prefix",
        "{'maxSubflows': 4, 'rules': [{'ports': '80', 'minSubflows': 5}]} | rules[0].minSubflows | in 1..4",
        "[] | '' | expected an object",
    }, quoteCharacter = '~')
    void anythingWrongIsRefusedWithItsPlace(String json, String path, String reason) {
        assertThatExceptionOfType(InvalidFieldException.class).isThrownBy(() -> config(json).isValid())
                .satisfies(refusal -> assertThat(refusal.field()).isEqualTo(path.replace("'", "")))
                .withMessageContaining(reason);
    }
}
