// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.crosslayer.plan.PlannerPolicy;
import org.crosslayer.plan.PortRange;

/** The policy in force, every member with its value, whether configured or default. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class PolicyView {
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
    /** The following are for all; null in rules. */
    public final Long openAfterBytes;
    public final Integer openAfterMillis;
    public final Integer telemetryIntervalMillis;
    public final Integer maxMovesPerSecond;
    /** The first that matches counts. */
    public final List<PolicyView> rules;

    private PolicyView(String prefix, String ports, PlannerPolicy policy, boolean whole) {
        this.prefix = prefix;
        this.ports = ports;
        this.maxSubflows = policy.maxSubflows();
        this.minSubflows = policy.minSubflows();
        this.candidatePorts = policy.candidatePorts();
        this.sourcePorts = policy.sourcePorts().toString();
        this.gainThreshold = policy.gainThreshold();
        this.demoteInitial = policy.demoteInitial();
        this.dataDirection = policy.dataDirection().map(way -> way.name().toLowerCase(Locale.ROOT)).orElse("auto");
        this.openAfterBytes = whole ? (Long) policy.openAfterBytes() : null;
        this.openAfterMillis = whole ? (Integer) policy.openAfterMillis() : null;
        this.telemetryIntervalMillis = whole ? (Integer) policy.telemetryIntervalMillis() : null;
        this.maxMovesPerSecond = whole ? (Integer) policy.maxMovesPerSecond() : null;
        this.rules = whole ? policy.rules().stream().map(rule -> new PolicyView(rule.prefix().orElse(null),
            rule.ports().map(PolicyView::text).orElse(null), rule.policy(), false))
            .collect(Collectors.toUnmodifiableList()) : null;
    }

    PolicyView(PlannerPolicy policy) {
        this(null, null, policy, true);
    }

    /** As the configuration has it: a single port is no range. */
    private static String text(PortRange ports) {
        return ports.first() == ports.last() ? String.valueOf(ports.first()) : ports.toString();
    }
}
