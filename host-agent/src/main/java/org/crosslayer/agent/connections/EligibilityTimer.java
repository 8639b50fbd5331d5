// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.connections;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.crosslayer.agent.netlink.NetlinkException;
import org.crosslayer.agent.sockdiag.MptcpSocket;
import org.crosslayer.agent.sockdiag.MptcpSocketDump;
import org.crosslayer.agent.sockdiag.SubflowSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the connections that are not yet worth reporting: when the next one comes of age, and, if bytes count,
 * at an interval by socket diagnostics. Idle while none waits. Lives on the scheduler's one thread.
 */
public final class EligibilityTimer {
    private static final Logger LOG = LoggerFactory.getLogger(EligibilityTimer.class);
    private static final long SHORTEST_POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long LONGEST_POLL_NANOS = TimeUnit.SECONDS.toNanos(5);
    /** A listing of ten thousand sockets takes long: it may take this share of the time. */
    private static final int POLL_PAUSE = 20;

    private final ConnectionTable table;
    private final MptcpSocketDump sockets;
    private final ScheduledExecutorService scheduler;
    private boolean scheduled;

    public EligibilityTimer(ConnectionTable table, MptcpSocketDump sockets, ScheduledExecutorService scheduler) {
        this.table = table;
        this.sockets = sockets;
        this.scheduler = scheduler;
    }

    /** Something waits: called under the table's lock, returns at once. */
    public void wake() {
        scheduler.execute(() -> {
            if (!scheduled) {
                look();
            }
        });
    }

    private void tick() {
        scheduled = false;
        look();
    }

    private void look() {
        long begin = System.nanoTime();
        boolean byBytes = table.rule().waitsForBytes();
        Map<Integer, Long> carried = byBytes ? carried() : Map.of();
        long now = System.nanoTime();
        long next = table.reconsider(carried, now);
        if (table.waitingCount() == 0) {
            return;
        }
        if (byBytes) {
            long poll = Math.min(LONGEST_POLL_NANOS, Math.max(SHORTEST_POLL_NANOS, POLL_PAUSE * (now - begin)));
            next = Math.min(next, poll);
        }
        scheduled = true;
        scheduler.schedule(this::tick, next, TimeUnit.NANOSECONDS);
    }

    private Map<Integer, Long> carried() {
        Map<Integer, Long> carried = new HashMap<>();
        try {
            for (MptcpSocket socket : sockets.connections(token -> table.connection(token) != null)) {
                carried.put(socket.token(), bytes(socket));
            }
        } catch (NetlinkException e) {
            LOG.warn("the bytes that connections have carried cannot be read: {}", e.getMessage());
        }
        return carried;
    }

    private static long bytes(MptcpSocket socket) {
        long bytes = socket.info().bytesSent() + socket.info().bytesReceived();
        if (bytes == 0) {
            // Before Linux 6.5 only the subflows count bytes.
            for (SubflowSocket subflow : socket.subflows()) {
                bytes += subflow.tcp().bytesSent() + subflow.tcp().bytesReceived();
            }
        }
        return bytes;
    }
}
