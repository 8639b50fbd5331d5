// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.connections;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Established connections that are not yet worth reporting, oldest first. Guarded by the table's lock. */
final class Waiting {
    private final Map<Integer, MptcpConnection> connections = new LinkedHashMap<>();
    private ReportingRule rule = ReportingRule.AT_ONCE;

    ReportingRule rule() {
        return rule;
    }

    void setRule(ReportingRule newRule) {
        rule = newRule;
    }

    int size() {
        return connections.size();
    }

    void add(MptcpConnection connection) {
        connections.put(connection.token(), connection);
    }

    void remove(int token) {
        connections.remove(token);
    }

    List<MptcpConnection> takeDue(Map<Integer, Long> carried, long nanos) {
        List<MptcpConnection> due = new ArrayList<>();
        for (Iterator<MptcpConnection> all = connections.values().iterator(); all.hasNext();) {
            MptcpConnection connection = all.next();
            if (rule.isAtOnce() || rule.oldEnough(nanos - connection.sinceNanos())
                || rule.largeEnough(carried.getOrDefault(connection.token(), 0L))) {
                due.add(connection);
                all.remove();
            } else if (carried.isEmpty()) {
                // All that follow are younger, and of none the bytes are known.
                break;
            }
        }
        return due;
    }

    long nanosToNext(long nanos) {
        if (connections.isEmpty() || rule.afterMillis() == 0) {
            return Long.MAX_VALUE;
        }
        long age = nanos - connections.values().iterator().next().sinceNanos();
        return Math.max(0, rule.afterMillis() * 1_000_000 - age);
    }
}
