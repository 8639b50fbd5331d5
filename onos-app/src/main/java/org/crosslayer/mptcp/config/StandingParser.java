// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.crosslayer.ecmp.Address;
import org.crosslayer.plan.PortRange;
import org.crosslayer.standing.DestinationRule;
import org.crosslayer.standing.StandingPlanner;
import org.crosslayer.standing.StandingPolicy;
import org.crosslayer.standing.StandingPolicy.Steering;
import org.onlab.packet.IpPrefix;

/** Reads what a policy says of standing plans. */
final class StandingParser {
    private static final int MOST_CONNECTIONS = 1_000_000;
    private static final int SHORTEST_WINDOW = 10;
    private static final int LONGEST_WINDOW = 3600;
    private static final int SHORTEST_EXPIRY = 10;
    private static final int LONGEST_EXPIRY = 86_400;
    private static final int LONGEST_GRACE_MILLIS = 60_000;
    private static final int MOST_DESTINATIONS = 1024;
    private static final int MAX_PORT = 65_535;
    private static final Map<String, Steering> STEERING = Map.of("none", Steering.NONE, "mptcp", Steering.MPTCP,
            "tcp", Steering.TCP, "all", Steering.ALL);

    private StandingParser() {
    }

    static StandingPolicy policy(StrictJson json) {
        json.object("enabled", "automatic", "minConnections", "minBytes", "windowSeconds", "maxPlans", "poolPorts",
                "maxPoolPorts", "expirySeconds", "graceMillis", "initialPorts", "steering", "destinations");
        StandingPolicy otherwise = StandingPolicy.ON;
        StandingPolicy.Builder builder = new StandingPolicy.Builder();
        json.optional("enabled").ifPresent(member -> builder.enabled(member.flag()));
        json.optional("automatic").ifPresent(member -> builder.automatic(member.flag()));
        builder.worth((int) number(json, "minConnections", 1, MOST_CONNECTIONS, otherwise.minConnections()),
                number(json, "minBytes", 0, Long.MAX_VALUE, otherwise.minBytes()));
        builder.windowSeconds((int) number(json, "windowSeconds", SHORTEST_WINDOW, LONGEST_WINDOW,
                otherwise.windowSeconds()));
        builder.maxPlans((int) number(json, "maxPlans", 1, StandingPolicy.PLAN_LIMIT, otherwise.maxPlans()));
        int ports = (int) number(json, "poolPorts", 1, StandingPolicy.POOL_LIMIT, otherwise.poolPorts());
        builder.poolPorts(ports, (int) number(json, "maxPoolPorts", ports, StandingPolicy.POOL_LIMIT,
                Math.max(ports, otherwise.maxPoolPorts())));
        builder.expirySeconds((int) number(json, "expirySeconds", SHORTEST_EXPIRY, LONGEST_EXPIRY,
                otherwise.expirySeconds()));
        builder.graceMillis((int) number(json, "graceMillis", 0, LONGEST_GRACE_MILLIS, otherwise.graceMillis()));
        json.optional("initialPorts").ifPresent(member -> builder.initialPorts(initialPorts(member)));
        json.optional("steering").ifPresent(member -> builder.steering(
                STEERING.get(member.text("none|mptcp|tcp|all", "none, mptcp, tcp or all"))));
        return builder.destinations(destinations(json)).build();
    }

    private static long number(StrictJson json, String name, long least, long most, long otherwise) {
        return json.optional(name).map(member -> member.number(least, most)).orElse(otherwise);
    }

    private static PortRange initialPorts(StrictJson json) {
        PortRange range = json.parsed(PortRange::parse, "a range of ports such as 32768-60999");
        if (range.size() > StandingPlanner.TABLE_LIMIT) {
            throw json.invalid("expected at most " + StandingPlanner.TABLE_LIMIT + " ports, found " + range.size());
        }
        return range;
    }

    private static List<DestinationRule> destinations(StrictJson json) {
        List<StrictJson> elements = json.optionalElements("destinations");
        if (elements.size() > MOST_DESTINATIONS) {
            throw json.required("destinations").invalid("expected at most " + MOST_DESTINATIONS
                    + " destinations, found " + elements.size());
        }
        List<DestinationRule> rules = new ArrayList<>();
        for (StrictJson element : elements) {
            element.object("prefix", "port");
            IpPrefix prefix = PolicyParser.prefix(element.required("prefix"));
            DestinationRule rule = new DestinationRule(Address.of(prefix.address().toOctets()),
                    prefix.prefixLength(), (int) element.required("port").number(1, MAX_PORT));
            if (rules.contains(rule)) {
                throw element.invalid("is there twice");
            }
            rules.add(rule);
        }
        return rules;
    }
}
