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
    private final RecentPorts recent = new RecentPorts(System::nanoTime);

    boolean inUse(int port) {
        return users.containsKey(port);
    }

    boolean recentlyUsed(int port) {
        return recent.recent(port);
    }

    /** The kernel has said that a port was in use: by another program, or by a subflow that has ended unseen. */
    void refused(int port) {
        recent.released(port);
    }

    void take(MptcpConnection connection) {
        add(connection, 1);
    }

    void release(MptcpConnection connection) {
        add(connection, -1);
    }

    private void add(MptcpConnection connection, int count) {
        for (Subflow subflow : connection.subflows()) {
            addUsed(subflow.tuple().localPort(), count);
        }
        for (PlannedSubflow planned : connection.planned()) {
            if (planned.state() == PlannedSubflow.State.ASKED) {
                planned.sourcePorts().forEach(port -> add(port, count));
            } else if (planned.state() == PlannedSubflow.State.OPENED && planned.sourcePort() != 0) {
                addUsed(planned.sourcePort(), count);
            }
        }
    }

    private void addUsed(int port, int count) {
        if (add(port, count) == 0) {
            recent.released(port);
        }
    }

    private int add(int port, int count) {
        Integer now = users.merge(port, count, (before, change) -> before + change == 0 ? null : before + change);
        return now == null ? 0 : now;
    }
}
