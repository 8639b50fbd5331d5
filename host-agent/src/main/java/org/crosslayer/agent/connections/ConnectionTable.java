// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.connections;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.crosslayer.agent.mptcp.FourTuple;
import org.crosslayer.agent.mptcp.MptcpEvent;
import org.crosslayer.agent.mptcp.SubflowDetails;
import org.crosslayer.agent.mptcp.SubflowReset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections of this host. Written by the thread that reads the kernel's events; others read it and claim
 * address ids for new subflows. One lock guards it, and nothing that can block is done under that lock.
 */
public final class ConnectionTable {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionTable.class);

    private final int maxConnections;
    private final Map<Integer, MptcpConnection> connections = new LinkedHashMap<>();
    private final Waiting waiting = new Waiting();
    private ConnectionObserver observer = new NoObserver();
    private Runnable whenWaiting = () -> { };
    private ToIntFunction<MptcpConnection> standingPlan = connection -> 0;
    private boolean fullTold;

    /** @param maxConnections further ones are not followed until others are gone */
    public ConnectionTable(int maxConnections) {
        this.maxConnections = maxConnections;
    }

    /** Who is told of changes from now on. */
    public synchronized void observe(ConnectionObserver newObserver) {
        observer = newObserver;
    }

    /** What to call, under the lock, when a connection has to wait until it is worth reporting. */
    public synchronized void whenWaiting(Runnable call) {
        whenWaiting = call;
    }

    /**
     * Whom to ask, under the lock, for the standing plan of each connection that is established or found established;
     * 0: none.
     */
    public synchronized void whenEstablished(ToIntFunction<MptcpConnection> plan) {
        standingPlan = plan;
    }

    ConnectionObserver swapObserver(ConnectionObserver other) {
        ConnectionObserver before = observer;
        observer = other;
        return before;
    }

    /** Runs a read of several values as one. Must not block. */
    public synchronized <T> T locked(Supplier<T> read) {
        return read.get();
    }

    /** Most connections that are followed. */
    public int maxConnections() {
        return maxConnections;
    }

    /** All connections, oldest first; to be used under {@link #locked}. */
    public synchronized Collection<MptcpConnection> connections() {
        return Collections.unmodifiableCollection(connections.values());
    }

    /** The connection with this token, or null. */
    public synchronized MptcpConnection connection(int token) {
        return connections.get(token);
    }

    /**
     * Runs an action once the connection is established or gone, on the event thread and under the lock: it hands
     * over to another thread. Returns false, and does not run it, if there is nothing to wait for or too much waits.
     */
    public synchronized boolean onceEstablished(int token, Runnable action) {
        MptcpConnection connection = connections.get(token);
        return connection != null && !connection.isEstablished() && connection.await(action);
    }

    /** Takes one event of the kernel. */
    public synchronized void apply(MptcpEvent event, long nanos) {
        if (event instanceof MptcpEvent.Created e) {
            add(e.token(), e.tuple(), e.serverSide(), e.denyJoinId0());
        } else if (event instanceof MptcpEvent.Established e) {
            MptcpConnection connection = add(e.token(), e.tuple(), e.serverSide(), e.denyJoinId0());
            if (connection != null && !connection.isEstablished()) {
                establish(connection, nanos, true);
            }
        } else if (event instanceof MptcpEvent.Closed e) {
            close(e.token(), nanos);
        } else if (event instanceof MptcpEvent.ConnectionEvent e) {
            MptcpConnection connection = connections.get(e.token());
            if (connection != null) {
                change(connection, e, nanos);
            }
        }
    }

    private void change(MptcpConnection connection, MptcpEvent.ConnectionEvent event, long nanos) {
        boolean tell = connection.isEligible();
        if (event instanceof MptcpEvent.SubflowEstablished e) {
            Subflow subflow = subflow(connection, e.subflow());
            if (connection.putSubflow(subflow) && tell) {
                observer.subflowEstablished(connection, subflow, nanos);
            }
        } else if (event instanceof MptcpEvent.SubflowClosed e) {
            connection.removeSubflow(e.tuple(), e.subflow().localId());
            if (tell) {
                Integer reason = e.reset().map(SubflowReset::reason).orElse(null);
                observer.subflowClosed(connection, subflow(connection, e.subflow()), e.subflow().error(), reason,
                    nanos);
            }
        } else if (event instanceof MptcpEvent.SubflowPriority e) {
            Subflow subflow = subflow(connection, e.subflow());
            connection.putSubflow(subflow);
            if (tell) {
                observer.subflowPriority(connection, subflow, nanos);
            }
        } else if (event instanceof MptcpEvent.Announced e) {
            AnnouncedAddress address = new AnnouncedAddress(e.remoteId(), e.address());
            connection.announce(address);
            if (tell) {
                observer.addressAnnounced(connection, address, nanos);
            }
        } else if (event instanceof MptcpEvent.Removed e && connection.withdraw(e.remoteId()) && tell) {
            observer.addressRemoved(connection, e.remoteId(), nanos);
        }
    }

    /** Takes a priority that this host has set: the kernel has events only for those that the peer asks for. */
    synchronized void prioritySet(int token, FourTuple tuple, boolean backup, long nanos) {
        MptcpConnection connection = connections.get(token);
        if (connection != null && connection.subflow(tuple) != null) {
            connection.wantBackup(connection.subflow(tuple).localId(), backup);
        }
        Subflow before = connection == null ? null : connection.subflow(tuple);
        if (before == null || before.backup() == backup) {
            return;
        }
        Subflow subflow = new Subflow(tuple, before.localId(), before.remoteId(), backup);
        connection.putSubflow(subflow);
        if (connection.isEligible()) {
            observer.subflowPriority(connection, subflow, nanos);
        }
    }

    /** For backup by the wish of either side, as socket diagnostics have it; the event has the peer's alone. */
    private static Subflow subflow(MptcpConnection connection, SubflowDetails details) {
        return new Subflow(details.tuple(), details.localId(), details.remoteId(),
            details.backup() || connection.wantsBackup(details.localId()));
    }

    /** The connection, new if it was not there or if the token now stands for another one; null if there is no room. */
    MptcpConnection add(int token, FourTuple tuple, boolean serverSide, boolean denyJoin) {
        MptcpConnection known = connections.get(token);
        if (known != null && known.initial().equals(tuple)) {
            return known;
        }
        if (known == null && connections.size() >= maxConnections) {
            if (!fullTold) {
                fullTold = true;
                LOG.warn("{} connections are followed, that is max-connections: further ones stay as they are",
                    maxConnections);
            }
            return null;
        }
        MptcpConnection connection = new MptcpConnection(token, tuple, serverSide, denyJoin);
        connection.putSubflow(new Subflow(tuple, 0, 0, false));
        connections.put(token, connection);
        waiting.remove(token);
        return connection;
    }

    void establish(MptcpConnection connection, long nanos, boolean seen) {
        connection.establish(nanos, seen);
        connection.servedBy(standingPlan.applyAsInt(connection));
        if (waiting.rule().isAtOnce()) {
            connection.makeEligible();
            observer.eligible(connection, nanos);
        } else {
            waiting.add(connection);
            whenWaiting.run();
        }
        connection.takeWaiting().forEach(Runnable::run);
    }

    void close(int token, long nanos) {
        MptcpConnection connection = connections.remove(token);
        if (connection == null) {
            return;
        }
        fullTold = false;
        waiting.remove(token);
        if (connection.isEligible()) {
            observer.closed(connection, nanos);
        }
        connection.takeWaiting().forEach(Runnable::run);
    }

    /** Nothing came of the standing plan of a connection: it is one without a plan from now on. */
    public synchronized void standingFailed(int token, PlanFailure failure, long nanos) {
        MptcpConnection connection = connections.get(token);
        if (connection == null || connection.standingPlan() != failure.plan()) {
            return;
        }
        connection.servedBy(0);
        if (connection.isEligible()) {
            observer.standingFailed(connection, failure, nanos);
        }
    }

    /** Puts a rule in force, also for those that are waiting. */
    public synchronized void setRule(ReportingRule rule, long nanos) {
        waiting.setRule(rule);
        reconsider(Map.of(), nanos);
        if (waiting.size() > 0) {
            whenWaiting.run();
        }
    }

    /** The rule in force. */
    public synchronized ReportingRule rule() {
        return waiting.rule();
    }

    /** Connections that are established but not yet worth reporting. */
    public synchronized int waitingCount() {
        return waiting.size();
    }

    /** Whether there are connections that are not among those that wait: a controller knows them. */
    public synchronized boolean hasReported() {
        return connections.size() > waiting.size();
    }

    /**
     * Looks at those that wait.
     *
     * @param carried bytes by token, of both directions; those not in it are judged by age alone
     * @return nanoseconds until the next one is old enough, or Long.MAX_VALUE if none will be by age
     */
    public synchronized long reconsider(Map<Integer, Long> carried, long nanos) {
        for (MptcpConnection connection : waiting.takeDue(carried, nanos)) {
            connection.makeEligible();
            observer.eligible(connection, nanos);
        }
        return waiting.nanosToNext(nanos);
    }
}
