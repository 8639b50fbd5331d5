// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.crosslayer.mptcp.config.ConfigFixtures.init;

import java.util.List;
import org.crosslayer.ecmp.Address;
import org.crosslayer.plan.PortRange;
import org.crosslayer.standing.DestinationRule;
import org.crosslayer.standing.StandingPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.onosproject.net.config.InvalidFieldException;

class StandingConfigTest {

    private static PolicyConfig config(String text) {
        return init(new PolicyConfig(), PolicyConfig.KEY, text);
    }

    @Test
    void thereAreNoneUnlessTheyAreAskedFor() {
        assertThat(config("{}").standing()).isEqualTo(StandingPolicy.OFF);
        assertThat(config("{'standing': {'enabled': false}}").standing().enabled()).isFalse();
        assertThat(config("{'standing': {}}").standing()).isEqualTo(StandingPolicy.ON);
    }

    @Test
    void readsAllMembers() {
        StandingPolicy policy = config("{'standing': {'automatic': false, 'minConnections': 3, 'minBytes': 5000, "
                + "'windowSeconds': 120, 'maxPlans': 7, 'poolPorts': 100, 'maxPoolPorts': 200, 'expirySeconds': 600, "
                + "'graceMillis': 500, 'initialPorts': '40000-50000', 'steering': 'all', 'destinations': ["
                + "{'prefix': '10.0.2.0/24', 'port': 443}, {'prefix': 'fd00::/16', 'port': 80}]}}").standing();
        assertThat(policy).isEqualTo(new StandingPolicy.Builder().automatic(false).worth(3, 5000).windowSeconds(120)
                .maxPlans(7).poolPorts(100, 200).expirySeconds(600).graceMillis(500)
                .initialPorts(new PortRange(40_000, 50_000)).steering(StandingPolicy.Steering.ALL)
                .destinations(List.of(new DestinationRule(Address.parse("10.0.2.0"), 24, 443),
                        new DestinationRule(Address.parse("fd00::"), 16, 80))).build());
        assertThat(config("{'standing': {'poolPorts': 600}}").standing().maxPoolPorts()).isEqualTo(600);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{'standing': true} | standing | expected an object",
        "{'standing': {'on': true}} | standing.on | known ones are enabled, automatic",
        "{'standing': {'enabled': 1}} | standing.enabled | expected true or false",
        "{'standing': {'minConnections': 0}} | standing.minConnections | in 1..1000000, found 0",
        "{'standing': {'minBytes': -1}} | standing.minBytes | found -1",
        "{'standing': {'windowSeconds': 9}} | standing.windowSeconds | in 10..3600",
        "{'standing': {'maxPlans': 4097}} | standing.maxPlans | in 1..4096",
        "{'standing': {'poolPorts': 10, 'maxPoolPorts': 9}} | standing.maxPoolPorts | in 10..4096",
        "{'standing': {'expirySeconds': 5}} | standing.expirySeconds | in 10..86400",
        "{'standing': {'graceMillis': 60001}} | standing.graceMillis | in 0..60000",
        "{'standing': {'initialPorts': '32768'}} | standing.initialPorts | such as 32768-60999",
        "{'standing': {'initialPorts': '1024-65535'}} | standing.initialPorts | at most 50000 ports, found 64512",
        "{'standing': {'steering': 'some'}} | standing.steering | expected none, mptcp, tcp or all",
        "{'standing': {'destinations': {}}} | standing.destinations | expected an array",
        "{'standing': {'destinations': [{'port': 80}]}} | standing.destinations[0].prefix | missing",
        "{'standing': {'destinations': [{'prefix': '10.0.2.0/24'}]}} | standing.destinations[0].port | missing",
        "{'standing': {'destinations': [{'prefix': '10.0.2.1/24', 'port': 1}]}} "
            + "| standing.destinations[0].prefix | expected 10.0.2.0/24",
        "{'standing': {'destinations': [{'prefix': '10.0.2.0/24', 'port': 0}]}} "
            + "| standing.destinations[0].port | in 1..65535",
        "{'standing': {'destinations': [{'prefix': '10.0.2.0/24', 'port': 1}, {'prefix': '10.0.2.0/24', 'port': 1}]}} "
            + "| standing.destinations[1] | is there twice",
    }, quoteCharacter = '~')
    void anythingWrongIsRefusedWithItsPlace(String json, String path, String reason) {
        assertThatExceptionOfType(InvalidFieldException.class).isThrownBy(() -> config(json).isValid())
                .satisfies(refusal -> assertThat(refusal.field()).isEqualTo(path))
                .withMessageContaining(reason);
    }
}
