// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.crosslayer.plan.PlannerPolicy;
import org.crosslayer.plan.PolicyRule;
import org.crosslayer.plan.PortRange;

/** The policy in force, every member with its value, whether configured or default. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class PolicyView {
    /** Of a rule: prefix of the hosts that open the connections it is for; null for all. */
    public final String host;
    /** Of a rule: destination addresses that it is for; null for all. */
    public final String prefix;
    /** Of a rule: destination ports that it is for; null for all. */
    public final String ports;
    public final int maxSubflows;
    public final int minSubflows;
    public final int candidatePorts;
    public final String sourcePorts;
    public final double gainThreshold;
    public final boolean demoteInitial;
    /** auto, outbound, inbound or both. */
    public final String dataDirection;
    public final int backupSubflows;
    /** apply, dry-run or off. */
    public final String mode;
    /** The following are for all; null in rules. */
    public final Long openAfterBytes;
    public final Integer openAfterMillis;
    public final Integer telemetryIntervalMillis;
    public final Integer maxMovesPerSecond;
    public final Integer rollOutPercent;
    /** The first that matches counts. */
    public final List<PolicyView> rules;

    private PolicyView(PolicyRule rule, PlannerPolicy policy) {
        boolean whole = rule == null;
        this.host = whole ? null : rule.host().map(Object::toString).orElse(null);
        this.prefix = whole ? null : rule.prefix().map(Object::toString).orElse(null);
        this.ports = whole ? null : rule.ports().map(PolicyView::text).orElse(null);
        this.maxSubflows = policy.maxSubflows();
        this.minSubflows = policy.minSubflows();
        this.candidatePorts = policy.candidatePorts();
        this.sourcePorts = policy.sourcePorts().toString();
        this.gainThreshold = policy.gainThreshold();
        this.demoteInitial = policy.demoteInitial();
        this.dataDirection = policy.dataDirection().map(way -> way.name().toLowerCase(Locale.ROOT)).orElse("auto");
        this.backupSubflows = policy.backupSubflows();
        this.mode = policy.mode().name().toLowerCase(Locale.ROOT).replace('_', '-');
        this.openAfterBytes = whole ? (Long) policy.openAfterBytes() : null;
        this.openAfterMillis = whole ? (Integer) policy.openAfterMillis() : null;
        this.telemetryIntervalMillis = whole ? (Integer) policy.telemetryIntervalMillis() : null;
        this.maxMovesPerSecond = whole ? (Integer) policy.maxMovesPerSecond() : null;
        this.rollOutPercent = whole ? (Integer) policy.rollOutPercent() : null;
        this.rules = whole ? policy.rules().stream().map(each -> new PolicyView(each, each.policy()))
            .collect(Collectors.toUnmodifiableList()) : null;
    }

    PolicyView(PlannerPolicy policy) {
        this(null, policy);
    }

    /** What is for one connection. */
    static PolicyView ofConnection(PlannerPolicy policy) {
        return new PolicyView(new PolicyRule(null, null, null, policy), policy);
    }

    /** As the configuration has it: a single port is no range. */
    private static String text(PortRange ports) {
        return ports.first() == ports.last() ? String.valueOf(ports.first()) : ports.toString();
    }
}
