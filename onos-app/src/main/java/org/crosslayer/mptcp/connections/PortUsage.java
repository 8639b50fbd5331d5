// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.connections;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.crosslayer.mptcp.MptcpConnection;
import org.crosslayer.mptcp.PlannedSubflow;
import org.crosslayer.mptcp.Subflow;

/**
 * Counts, for one host, who uses which source port. A subflow that is asked for holds all its candidates until its
 * outcome says which one it took.
 */
final class PortUsage {
    private final ConcurrentMap<Integer, Integer> users = new ConcurrentHashMap<>();

    boolean inUse(int port) {
        return users.containsKey(port);
    }

    void take(MptcpConnection connection) {
        add(connection, 1);
    }

    void release(MptcpConnection connection) {
        add(connection, -1);
    }

    private void add(MptcpConnection connection, int count) {
        for (Subflow subflow : connection.subflows()) {
            add(subflow.tuple().localPort(), count);
        }
        for (PlannedSubflow planned : connection.planned()) {
            if (planned.state() == PlannedSubflow.State.ASKED) {
                planned.sourcePorts().forEach(port -> add(port, count));
            } else if (planned.state() == PlannedSubflow.State.OPENED && planned.sourcePort() != 0) {
                add(planned.sourcePort(), count);
            }
        }
    }

    private void add(int port, int count) {
        users.merge(port, count, (before, change) -> before + change == 0 ? null : before + change);
    }
}
