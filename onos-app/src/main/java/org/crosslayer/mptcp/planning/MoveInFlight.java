// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.planning;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.crosslayer.ecmp.FiveTuple;
import org.crosslayer.mptcp.ConnectionKey;
import org.crosslayer.mptcp.FourTuple;
import org.crosslayer.mptcp.MptcpConnection;
import org.crosslayer.mptcp.PlannedSubflow;
import org.crosslayer.mptcp.Subflow;

/**
 * A change to a live connection that is being made, make before break.
 *
 * <pre>
 *   OPENING --SUB_ESTABLISHED of all new subflows--> ENDING --the old ones closed or backup--> done
 *      \__ refused, closed, too late: failed            \__ refused, too late: failed, the new ones stay
 * </pre>
 *
 * <p>Safe from any thread; each step is taken once.
 */
final class MoveInFlight {
    /** How far it has come. */
    private enum State { OPENING, ENDING }

    /** What is to be done next. */
    enum Step { WAIT, END_THE_OLD, DONE, FAILED }

    private final ConnectionKey key;
    private final List<FiveTuple> close;
    private final FiveTuple demote;
    private final List<PlannedSubflow> open;
    private final String reason;
    private final Instant began;
    private final long beganNanos;
    private State state = State.OPENING;
    private long openId;
    /** Source ports of the new subflows, 0 as long as none is known. */
    private final int[] openedPorts;
    private long endId;

    /**
     * A change.
     *
     * @param key    the connection
     * @param open   subflows to open first
     * @param close  subflows to close then, in the direction of their SYN
     * @param demote subflow to make a backup then, in the direction of its SYN, or null
     * @param reason one line for people
     * @param began  wall clock
     * @param beganNanos monotonic clock
     */
    MoveInFlight(ConnectionKey key, List<PlannedSubflow> open, List<FiveTuple> close, FiveTuple demote, String reason,
                 Instant began, long beganNanos) {
        this.key = key;
        this.open = List.copyOf(open);
        this.openedPorts = new int[open.size()];
        this.close = List.copyOf(close);
        this.demote = demote;
        this.reason = reason;
        this.began = began;
        this.beganNanos = beganNanos;
    }

    ConnectionKey key() {
        return key;
    }

    List<FiveTuple> close() {
        return close;
    }

    FiveTuple demote() {
        return demote;
    }

    List<PlannedSubflow> open() {
        return open;
    }

    String reason() {
        return reason;
    }

    Instant began() {
        return began;
    }

    long beganNanos() {
        return beganNanos;
    }

    /** The plan that opens the new subflow. */
    synchronized void asked(long commandId) {
        openId = commandId;
    }

    synchronized boolean asks(long commandId) {
        return openId == commandId && !open.isEmpty();
    }

    /** The command that closes or demotes. */
    synchronized void ends(long commandId) {
        endId = commandId;
    }

    synchronized boolean endedBy(long commandId) {
        return state == State.ENDING && endId == commandId;
    }

    /** The SYN of a new subflow is out. */
    synchronized void opened(int index, int sourcePort) {
        openedPorts[index] = sourcePort;
    }

    /** Source port of a new subflow, 0 as long as none is known. */
    synchronized int openedPort(int index) {
        return openedPorts[index];
    }

    synchronized boolean opening() {
        return state == State.OPENING;
    }

    /** Looks at what the connection is now; each step is told once. */
    synchronized Step next(MptcpConnection connection) {
        if (state == State.ENDING) {
            return broken(connection) ? Step.DONE : Step.WAIT;
        }
        if (made(connection)) {
            state = State.ENDING;
            return Step.END_THE_OLD;
        }
        return awaited(connection) ? Step.WAIT : Step.FAILED;
    }

    /** Whether all new subflows carry data, so that the old ones may go. */
    private boolean made(MptcpConnection connection) {
        for (int i = 0; i < openedPorts.length; i++) {
            FourTuple wanted = openedPorts[i] == 0 ? null : tuple(i);
            if (wanted == null || connection.subflows().stream().noneMatch(there -> there.tuple().equals(wanted))) {
                return false;
            }
        }
        return true;
    }

    /** Whether the new subflows may still come: no answer, or the kernel's that the SYN is out. */
    private boolean awaited(MptcpConnection connection) {
        return open.stream().allMatch(wanted -> connection.planned().stream().anyMatch(planned ->
            planned.state() != PlannedSubflow.State.FAILED && planned.sourcePorts().equals(wanted.sourcePorts())));
    }

    /**
     * The same change from the next source ports; null if one of the new subflows has none left, is not out yet, or is
     * established.
     */
    synchronized MoveInFlight fromNextPorts(MptcpConnection connection, long nowNanos) {
        List<PlannedSubflow> again = new ArrayList<>();
        for (int i = 0; i < openedPorts.length && state == State.OPENING; i++) {
            FourTuple there = openedPorts[i] == 0 ? null : tuple(i);
            if (there != null && connection.subflows().stream().noneMatch(each -> each.tuple().equals(there))) {
                open.get(i).after(openedPorts[i]).ifPresent(again::add);
            }
        }
        return again.isEmpty() || again.size() < openedPorts.length ? null
            : new MoveInFlight(key, again, close, demote, reason, began, nowNanos);
    }

    /** Ends of those new subflows that the kernel has opened. */
    synchronized List<FourTuple> openedTuples() {
        List<FourTuple> opened = new ArrayList<>();
        for (int i = 0; i < openedPorts.length; i++) {
            if (openedPorts[i] != 0) {
                opened.add(tuple(i));
            }
        }
        return opened;
    }

    private FourTuple tuple(int index) {
        PlannedSubflow wanted = open.get(index);
        return FourTuple.fourTuple(wanted.localAddress(), openedPorts[index], wanted.remoteAddress(),
            wanted.remotePort());
    }

    /** Whether nothing is left of what had to go. */
    private boolean broken(MptcpConnection connection) {
        for (Subflow subflow : connection.subflows()) {
            FiveTuple flow = Flows.outbound(subflow.tuple());
            if (close.contains(flow) || flow.equals(demote) && !subflow.backup()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return key + (open.isEmpty() ? "" : " open " + open) + (close.isEmpty() ? "" : " close " + close)
            + (demote == null ? "" : " demote " + demote) + ": " + reason;
    }
}
