// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.crosslayer.mptcp.view.PolicyView;

/** The policy in lines. */
final class PolicyText {
    private PolicyText() {
    }

    static List<String> lines(PolicyView policy) {
        List<String> lines = new ArrayList<>();
        lines.add(connection("for all", policy));
        lines.add(String.format(
            "agents report after %d bytes or %d ms, telemetry every %d ms, at most %d moves a second%s",
            policy.openAfterBytes, policy.openAfterMillis, policy.telemetryIntervalMillis, policy.maxMovesPerSecond,
            policy.rollOutPercent == 100 ? "" : ", rolled out to " + policy.rollOutPercent + " % of the hosts"));
        policy.rules.forEach(rule -> lines.add(connection("rule for" + (rule.host == null ? "" : " host " + rule.host)
            + (rule.prefix == null ? "" : " " + rule.prefix)
            + (rule.ports == null ? "" : " ports " + rule.ports), rule)));
        return lines;
    }

    static String connection(String title, PolicyView policy) {
        return String.format(Locale.ROOT,
            "%s: %d to %d subflows, %d candidate ports of %s, gain at least %s, data %s%s%s%s", title,
            policy.minSubflows, policy.maxSubflows, policy.candidatePorts, policy.sourcePorts,
            policy.gainThreshold, policy.dataDirection, policy.demoteInitial ? ", may demote the initial subflow" : "",
            policy.backupSubflows == 0 ? "" : ", of which backups " + policy.backupSubflows,
            policy.mode.equals("apply") ? "" : ", mode " + policy.mode);
    }
}
