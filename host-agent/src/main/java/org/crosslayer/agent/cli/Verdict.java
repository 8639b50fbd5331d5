// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.cli;

import java.util.ArrayList;
import java.util.List;
import org.crosslayer.agent.mptcp.EventListener;
import org.crosslayer.agent.mptcp.FourTuple;
import org.crosslayer.agent.mptcp.MptcpEvent;
import org.crosslayer.agent.netlink.Errno;

/** Waits for the event that tells what became of a new subflow. */
final class Verdict implements EventListener {
    private static final long REFUSAL_NANOS = 100_000_000;

    private final int token;
    private final List<MptcpEvent.ConnectionEvent> seen = new ArrayList<>();
    private MptcpEvent.ConnectionEvent decisive;
    private long upSince;

    Verdict(int token) {
        this.token = token;
    }

    @Override
    public synchronized void onEvent(MptcpEvent event, long readNanos) {
        if (event instanceof MptcpEvent.ConnectionEvent e && e.token() == token) {
            seen.add(e);
            notifyAll();
        }
    }

    /**
     * Returns when the subflow with this local address id is up or gone, or when the time is over. One that is up is
     * watched a little longer: a peer that refuses a join does so after the kernel here has called it established.
     */
    synchronized void await(int localId, long nanos) {
        long end = System.nanoTime() + nanos;
        while (true) {
            decisive = seen.stream().filter(event -> decides(event, localId)).reduce((first, last) -> last)
                .orElse(null);
            if (isGood() && upSince == 0) {
                upSince = System.nanoTime();
                end = Math.min(end, upSince + REFUSAL_NANOS);
            }
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0 || decisive != null && !isGood()) {
                return;
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static boolean decides(MptcpEvent.ConnectionEvent event, int localId) {
        return event instanceof MptcpEvent.Closed
            || event instanceof MptcpEvent.SubflowEstablished up && up.subflow().localId() == localId
            || event instanceof MptcpEvent.SubflowClosed gone && gone.subflow().localId() == localId;
    }

    boolean isGood() {
        return decisive instanceof MptcpEvent.SubflowEstablished;
    }

    FourTuple tuple() {
        return decisive instanceof MptcpEvent.SubflowEvent event ? event.tuple() : null;
    }

    int error() {
        return decisive instanceof MptcpEvent.SubflowClosed gone ? gone.subflow().error() : 0;
    }

    /** {@code established}, {@code closed}, or {@code syn_sent} if nobody knows yet. */
    String state() {
        return isGood() ? "established" : decisive == null ? "syn_sent" : "closed";
    }

    String describe() {
        if (isGood()) {
            return "established";
        }
        if (decisive instanceof MptcpEvent.SubflowClosed gone) {
            return "did not come up" + (error() == 0 ? "" : ": " + Errno.text(error()) + " (" + Errno.name(error())
                + ")") + gone.reset().map(reset -> ", reset by the peer: " + reset.describe()).orElse("");
        }
        return decisive == null ? "no answer of the peer yet" : "the connection was closed";
    }

    @Override
    public void onOverflow(long readNanos) {
    }

    @Override
    public void onEnd(String cause) {
    }
}
