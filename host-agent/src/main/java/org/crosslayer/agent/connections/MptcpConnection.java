// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.connections;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.crosslayer.agent.mptcp.FourTuple;

/**
 * One connection of the table. Mutable and not thread-safe: everything but {@link #token()}, {@link #initial()},
 * {@link #serverSide()} and {@link #denyJoinInitial()} is guarded by the lock of the {@link ConnectionTable}.
 */
public final class MptcpConnection {
    /** {@link #establishedNanos()} of a connection that was found in a dump: nobody knows when it began. */
    public static final long NOT_SEEN = 0;

    private static final int MAX_WAITING = 8;
    private static final int MAX_SUBFLOWS = 256;

    private final int token;
    private final FourTuple initial;
    private final boolean serverSide;
    private final boolean denyJoinInitial;
    private final Map<FourTuple, Subflow> subflows = new LinkedHashMap<>(4);
    private Map<Integer, AnnouncedAddress> announced = Map.of();
    private final BitSet pendingIds = new BitSet(0);
    /** Local ids of subflows that this host wants for backup: the kernel's events tell only what the peer wants. */
    private final BitSet backupIds = new BitSet(0);
    private final AddressIds ids = new AddressIds();
    private List<Runnable> waitingForEstablished = List.of();
    private boolean established;
    private int standingPlan;
    private boolean eligible;
    private long establishedNanos = NOT_SEEN;
    private long sinceNanos;

    MptcpConnection(int token, FourTuple initial, boolean serverSide, boolean denyJoinInitial) {
        this.token = token;
        this.initial = initial;
        this.serverSide = serverSide;
        this.denyJoinInitial = denyJoinInitial;
    }

    public int token() {
        return token;
    }

    /** Addresses and ports of the initial subflow, also after that one is gone. */
    public FourTuple initial() {
        return initial;
    }

    /** This host accepted the connection. */
    public boolean serverSide() {
        return serverSide;
    }

    /** The peer refuses joins to the initial address and port (RFC 8684, section 3.1, flag C). */
    public boolean denyJoinInitial() {
        return denyJoinInitial;
    }

    /** Established subflows, oldest first. */
    public Collection<Subflow> subflows() {
        return Collections.unmodifiableCollection(subflows.values());
    }

    /** Addresses that the peer has announced. */
    public Collection<AnnouncedAddress> announced() {
        return Collections.unmodifiableCollection(announced.values());
    }

    /** Established subflows and those that were asked for and whose fate is not known yet. */
    public int subflowsAndPending() {
        return subflows.size() + pendingIds.cardinality();
    }

    /** Whether it can take subflows. */
    public boolean isEstablished() {
        return established;
    }

    /** Whether it is worth reporting; once true it stays so. */
    public boolean isEligible() {
        return eligible;
    }

    /** {@link System#nanoTime()} at the read of the ESTABLISHED event, or {@link #NOT_SEEN}. */
    public long establishedNanos() {
        return establishedNanos;
    }

    /** @param seen the ESTABLISHED event was read now; else the connection was found established */
    void establish(long nanos, boolean seen) {
        established = true;
        sinceNanos = nanos;
        establishedNanos = seen ? nanos : NOT_SEEN;
    }

    /** When this agent first saw it established: the start of its age. */
    long sinceNanos() {
        return sinceNanos;
    }

    /** Id of the standing plan that gives it its subflows, 0: none. */
    public int standingPlan() {
        return standingPlan;
    }

    void servedBy(int plan) {
        standingPlan = plan;
    }

    /** Returns false if too many wait already. */
    boolean await(Runnable action) {
        if (waitingForEstablished.isEmpty()) {
            waitingForEstablished = new ArrayList<>(1);
        }
        return waitingForEstablished.size() < MAX_WAITING && waitingForEstablished.add(action);
    }

    /** What waited for the connection to be established, or closed; each is given once. */
    List<Runnable> takeWaiting() {
        List<Runnable> taken = waitingForEstablished;
        waitingForEstablished = List.of();
        return taken;
    }

    void makeEligible() {
        eligible = true;
    }

    /** Returns false if it was there already with the same priority, or if there are more than ids to tell apart. */
    boolean putSubflow(Subflow subflow) {
        pendingIds.clear(subflow.localId());
        ids.seen(subflow.tuple().local(), subflow.localId());
        if (subflows.size() >= MAX_SUBFLOWS && !subflows.containsKey(subflow.tuple())) {
            return false;
        }
        return !subflow.equals(subflows.put(subflow.tuple(), subflow));
    }

    /** The subflow as it was, or null if it was not (yet) established. */
    Subflow removeSubflow(FourTuple tuple, int localId) {
        pendingIds.clear(localId);
        return subflows.remove(tuple);
    }

    Subflow subflow(FourTuple tuple) {
        return subflows.get(tuple);
    }

    void clearSubflows() {
        subflows.clear();
        pendingIds.clear();
    }

    void announce(AnnouncedAddress address) {
        if (announced.isEmpty()) {
            announced = new LinkedHashMap<>(4);
        }
        announced.put(address.remoteId(), address);
    }

    boolean withdraw(int remoteId) {
        return !announced.isEmpty() && announced.remove(remoteId) != null;
    }

    AddressIds ids() {
        return ids;
    }

    void wantBackup(int localId, boolean backup) {
        backupIds.set(localId, backup);
    }

    /** Whether this host wants the subflows of a local id for backup, whatever the peer wants. */
    boolean wantsBackup(int localId) {
        return backupIds.get(localId);
    }

    void addPending(int localId) {
        pendingIds.set(localId);
    }

    void removePending(int localId) {
        pendingIds.clear(localId);
    }
}
