// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.crosslayer.ecmp.Address;
import org.crosslayer.plan.DataDirection;
import org.crosslayer.plan.PlannerPolicy;
import org.crosslayer.plan.PolicyMode;
import org.crosslayer.plan.PolicyRule;
import org.crosslayer.plan.PortRange;
import org.onlab.packet.IpAddress;
import org.onlab.packet.IpPrefix;

/** Reads a policy with its rules. */
final class PolicyParser {
    private static final int SHORTEST_INTERVAL_MILLIS = 100;
    private static final int LONGEST_INTERVAL_MILLIS = 3_600_000;
    private static final int MOST_MOVES = 1_000_000;
    private static final int MOST_RULES = 1024;
    /** "auto" is none of them: the direction is found out. */
    private static final Map<String, DataDirection> DIRECTIONS = Map.of("outbound", DataDirection.OUTBOUND,
            "inbound", DataDirection.INBOUND, "both", DataDirection.BOTH);

    private static final Map<String, PolicyMode> MODES = Map.of("apply", PolicyMode.APPLY,
            "dry-run", PolicyMode.DRY_RUN, "off", PolicyMode.OFF);

    /** What may differ from connection to connection. */
    private static final String[] OF_CONNECTIONS = {"maxSubflows", "minSubflows", "candidatePorts", "sourcePorts",
        "gainThreshold", "demoteInitial", "dataDirection", "backupSubflows", "mode"};
    /** What is for all agents, or for the network. */
    private static final String[] OF_ALL = {"openAfterBytes", "openAfterMillis", "telemetryIntervalMillis",
        "maxMovesPerSecond", "rollOutPercent", "rules", "standing"};
    private static final String[] OF_RULES = {"host", "prefix", "ports"};

    private PolicyParser() {
    }

    /** The members of a policy that are for all. */
    static String[] members() {
        return Stream.of(OF_CONNECTIONS, OF_ALL).flatMap(Stream::of).toArray(String[]::new);
    }

    static PlannerPolicy policy(StrictJson root) {
        PlannerPolicy.Builder builder = new PlannerPolicy.Builder();
        ofConnections(root, PlannerPolicy.DEFAULT, builder);
        root.optional("openAfterBytes").ifPresent(json ->
                builder.openAfterBytes(json.number(0, Long.MAX_VALUE)));
        root.optional("openAfterMillis").ifPresent(json ->
                builder.openAfterMillis((int) json.number(0, Integer.MAX_VALUE)));
        root.optional("telemetryIntervalMillis").ifPresent(json -> {
            int interval = (int) json.number(0, LONGEST_INTERVAL_MILLIS);
            if (interval != 0 && interval < SHORTEST_INTERVAL_MILLIS) {
                throw json.invalid("expected 0 or " + SHORTEST_INTERVAL_MILLIS + ".." + LONGEST_INTERVAL_MILLIS
                        + ", found " + interval);
            }
            builder.telemetryIntervalMillis(interval);
        });
        root.optional("maxMovesPerSecond").ifPresent(json ->
                builder.maxMovesPerSecond((int) json.number(0, MOST_MOVES)));
        root.optional("rollOutPercent").ifPresent(json -> builder.rollOutPercent((int) json.number(0, 100)));
        List<StrictJson> elements = root.optionalElements("rules");
        if (elements.size() > MOST_RULES) {
            throw root.required("rules").invalid("expected at most " + MOST_RULES + " rules, found "
                    + elements.size());
        }
        PlannerPolicy general = builder.build();
        List<PolicyRule> rules = new ArrayList<>();
        elements.forEach(json -> rules.add(rule(json, general)));
        return builder.rules(rules).build();
    }

    private static void ofConnections(StrictJson at, PlannerPolicy otherwise, PlannerPolicy.Builder builder) {
        int most = at.optional("maxSubflows").map(json -> (int) json.number(1, PlannerPolicy.SUBFLOW_LIMIT))
                .orElse(otherwise.maxSubflows());
        builder.maxSubflows(most);
        builder.minSubflows(at.optional("minSubflows").map(json -> (int) json.number(1, most))
                .orElse(Math.min(most, otherwise.minSubflows())));
        at.optional("candidatePorts").ifPresent(json ->
                builder.candidatePorts((int) json.number(1, PlannerPolicy.CANDIDATE_LIMIT)));
        at.optional("sourcePorts").ifPresent(json -> builder.sourcePorts(
                json.parsed(PortRange::parse, "a range of ports such as 12000-31999")));
        at.optional("gainThreshold").ifPresent(json -> builder.gainThreshold(json.fraction()));
        at.optional("demoteInitial").ifPresent(json -> builder.demoteInitial(json.flag()));
        at.optional("dataDirection").ifPresent(json -> builder.dataDirection(
                DIRECTIONS.get(json.text("auto|outbound|inbound|both", "auto, outbound, inbound or both"))));
        builder.backupSubflows(at.optional("backupSubflows").map(json -> (int) json.number(0, most - 1))
                .orElse(Math.min(most - 1, otherwise.backupSubflows())));
        at.optional("mode").ifPresent(json -> builder.mode(
                MODES.get(json.text("apply|dry-run|off", "apply, dry-run or off"))));
    }

    /** A rule; what it does not say is as the policy says for all. */
    private static PolicyRule rule(StrictJson json, PlannerPolicy general) {
        json.object(Stream.of(OF_RULES, OF_CONNECTIONS).flatMap(Stream::of).toArray(String[]::new));
        PolicyRule.Prefix hosts = json.optional("host").map(PolicyParser::hosts).orElse(null);
        PolicyRule.Prefix destinations = json.optional("prefix").map(PolicyParser::prefix).map(PolicyParser::prefix)
                .orElse(null);
        PortRange ports = json.optional("ports").map(member ->
                member.parsed(PolicyParser::ports, "a port or a range of ports such as \"443\" or \"8000-8999\""))
                .orElse(null);
        if (hosts == null && destinations == null && ports == null) {
            throw json.invalid("expected host, prefix, ports or several of them: a rule for everything belongs "
                    + "into the policy itself");
        }
        PlannerPolicy.Builder builder = new PlannerPolicy.Builder(general);
        ofConnections(json, general, builder);
        return new PolicyRule(hosts, destinations, ports, builder.build());
    }

    /** A host's address, or a prefix. */
    private static PolicyRule.Prefix hosts(StrictJson json) {
        if (json.text().indexOf('/') >= 0) {
            return prefix(prefix(json));
        }
        IpAddress address = json.parsed(IpAddress::valueOf, "an address such as 10.0.1.2, or a prefix");
        return prefix(address.toIpPrefix());
    }

    private static PolicyRule.Prefix prefix(IpPrefix prefix) {
        return new PolicyRule.Prefix(Address.of(prefix.address().toOctets()), prefix.prefixLength());
    }

    /** A prefix without bits to the right of it. */
    static IpPrefix prefix(StrictJson json) {
        IpPrefix prefix = json.parsed(IpPrefix::valueOf, "an IPv4 or IPv6 prefix such as 10.0.2.0/24");
        if (!prefix.address().equals(IpAddress.valueOf(json.text().substring(0, json.text().indexOf('/'))))) {
            throw json.invalid("has bits set to the right of the prefix; expected " + prefix);
        }
        return prefix;
    }

    private static PortRange ports(String text) {
        return PortRange.parse(text.indexOf('-') < 0 ? text + "-" + text : text);
    }
}
