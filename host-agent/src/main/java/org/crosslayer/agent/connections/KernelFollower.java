// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.connections;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.crosslayer.agent.mptcp.ConnectionName;
import org.crosslayer.agent.mptcp.EventListener;
import org.crosslayer.agent.mptcp.MptcpEvent;
import org.crosslayer.agent.netlink.NetlinkException;
import org.crosslayer.agent.sockdiag.MptcpSocket;
import org.crosslayer.agent.sockdiag.MptcpSocketDump;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the table as the kernel has it: by events, and by socket diagnostics at the start and whenever events were
 * lost. A rebuild holds the table's lock from before the listing is read, so that the events that are read meanwhile
 * wait; they are then taken as well, and those that the listing has foreseen change nothing.
 */
public final class KernelFollower implements EventListener {
    private static final Logger LOG = LoggerFactory.getLogger(KernelFollower.class);
    private static final int ATTEMPTS = 3;
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ConnectionTable table;
    private final MptcpSocketDump sockets;
    private final Consumer<String> onEnd;
    /** The table is known to be wrong. Both of the events' thread alone. */
    private volatile boolean stale;
    private long failedNanos;
    private final LongAdder seen = new LongAdder();
    private final LongAdder losses = new LongAdder();
    private final LongAdder repairs = new LongAdder();

    /** @param onEnd told in one line if the kernel's events end for good */
    public KernelFollower(ConnectionTable table, MptcpSocketDump sockets, Consumer<String> onEnd) {
        this.table = table;
        this.sockets = sockets;
        this.onEnd = onEnd;
    }

    /**
     * Fills the table with what is there; once, when the events have been opened.
     *
     * @throws NetlinkException the sockets cannot be read
     */
    public void takeOver() throws NetlinkException {
        rebuild();
    }

    private void rebuild() throws NetlinkException {
        synchronized (table) {
            // Of those that are new as many as there may be, and one more, so that the table says that it is full.
            AtomicInteger further = new AtomicInteger();
            List<MptcpSocket> listing = sockets.connections(token -> table.connection(token) != null
                || further.getAndIncrement() <= table.maxConnections());
            TableRebuild.apply(table, listing, System.nanoTime());
        }
    }

    @Override
    public void onEvent(MptcpEvent event, long readNanos) {
        if (LOG.isDebugEnabled()) {
            log(event);
        }
        seen.increment();
        if (stale && readNanos - failedNanos > RETRY_NANOS) {
            repair();
        }
        table.apply(event, readNanos);
    }

    private static void log(MptcpEvent event) {
        if (event instanceof MptcpEvent.ConnectionEvent of) {
            LOG.debug("{}: {}", ConnectionName.of(of.token()), event);
        } else {
            LOG.debug("{}", event);
        }
    }

    @Override
    public void onOverflow(long readNanos) {
        losses.increment();
        repair();
    }

    private void repair() {
        for (int attempt = 1;; attempt++) {
            try {
                rebuild();
                stale = false;
                repairs.increment();
                LOG.info("{} connections taken anew from socket diagnostics after a loss of events",
                    table.locked(() -> table.connections().size()));
                return;
            } catch (NetlinkException e) {
                if (attempt == ATTEMPTS) {
                    stale = true;
                    failedNanos = System.nanoTime();
                    LOG.error("events were lost and the connections cannot be read anew: {}; the next event after {} s"
                        + " has them read again", e.getMessage(), TimeUnit.NANOSECONDS.toSeconds(RETRY_NANOS));
                    return;
                }
            }
        }
    }

    /** Events of the kernel so far. */
    public long eventsSeen() {
        return seen.sum();
    }

    /** How often the kernel has said that events were lost. */
    public long losses() {
        return losses.sum();
    }

    /** How often the table was made anew after that. */
    public long repairs() {
        return repairs.sum();
    }

    /** The table is known to be wrong, and could not be made anew yet. */
    public boolean isStale() {
        return stale;
    }

    @Override
    public void onEnd(String cause) {
        if (cause != null) {
            onEnd.accept(cause);
        }
    }
}
