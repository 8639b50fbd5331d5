// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.planning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.mptcp.AgentId;
import org.crosslayer.mptcp.ConnectionKey;
import org.crosslayer.mptcp.MptcpConnection;
import org.crosslayer.mptcp.MptcpConnectionService;
import org.crosslayer.plan.ConnectionView;
import org.crosslayer.plan.Explanation;
import org.crosslayer.plan.Move;
import org.crosslayer.plan.Placement;
import org.crosslayer.plan.PlannerPolicy;
import org.crosslayer.plan.RepairRun;
import org.crosslayer.plan.SubflowPlan;
import org.onlab.packet.IpAddress;

/**
 * Every connection's part of the load, decided on under one lock, which is held for the decision only, and not for
 * the search for moves. A connection
 * is entered as it is in the registry at that moment, whatever the occasion: who comes late enters nothing old.
 */
final class Ledger {
    /** So often moves are looked for while the load stays as it is: the search is one of chance, and connections that
     * rested while it was in vain may be what it needs. */
    private static final int MOST_SEARCHES = 8;
    /** Part of a link's capacity by which foreign traffic has to change to count as changed. */
    private static final double FOREIGN_CHANGE = 0.1;

    /** Connections whose moves are entered under the lock in one go: some tenths of a millisecond. */
    private static final int MOVES_AT_ONCE = 16;

    private final MptcpConnectionService connections;
    private final Function<MptcpConnection, ConnectionView> viewer;
    private final Placement placement;
    private final ConnectionEnds ends = new ConnectionEnds();
    /** What the placement was told last, of accounted connections. */
    private final Map<ConnectionKey, ConnectionView> entered = new HashMap<>();
    private Fabric fabric;
    private long[] lastForeign;
    /** Load of other nodes' agents by link. */
    private long[] others;
    /** Agents whose part of the load has changed. */
    private Set<AgentId> changedAgents = new HashSet<>();
    /** Hosts whose agents are accounted at other nodes. */
    private volatile Set<IpAddress> servedElsewhere = Set.of();
    /** Whether the load is another since it was last looked at for moves. */
    private boolean changed;
    /** Searches that are left for the load as it is. */
    private int searches;

    /**
     * A ledger of nothing.
     *
     * @param fabric      the network
     * @param policy      for connections that have none of their own
     * @param connections the registry
     * @param viewer      makes the planner's view of a connection; called under the lock
     */
    Ledger(Fabric fabric, PlannerPolicy policy, MptcpConnectionService connections,
           Function<MptcpConnection, ConnectionView> viewer) {
        this.connections = connections;
        this.viewer = viewer;
        this.fabric = fabric;
        this.lastForeign = new long[fabric.linkCount()];
        this.others = new long[fabric.linkCount()];
        this.placement = new Placement(policy, fabric);
    }

    /** Decides on a connection that its opener has reported, and accounts it with what is decided. */
    synchronized SubflowPlan plan(MptcpConnection connection, ConnectionView view, Fabric latest) {
        if (entered.isEmpty()) {
            // Nobody's path can have changed: no need to wait for who looks after that.
            adopt(latest);
        }
        ConnectionKey key = connection.key();
        ends.enter(connection);
        ConnectionKey peer = ends.peer(key);
        if (peer != null) {
            leave(peer);
        }
        changed = true;
        changedAgents.add(key.agent());
        entered.put(key, view);
        return placement.arrive(view);
    }

    /** Enters a connection as it is now, or takes it out if it is not there any more. True if that changed anything. */
    synchronized boolean refresh(ConnectionKey key) {
        ConnectionKey peer = ends.peer(key);
        MptcpConnection connection = connections.connection(key).orElse(null);
        if (connection == null) {
            ends.leave(key);
        } else {
            ends.enter(connection);
            peer = ends.peer(key);
        }
        return account(key, connection) | (peer != null && account(peer, connections.connection(peer).orElse(null)));
    }

    /** Tells the placement again even if nothing seems to have changed: what it thinks was decided came to nothing. */
    synchronized void restore(ConnectionKey key) {
        leave(key);
        refresh(key);
    }

    private boolean account(ConnectionKey key, MptcpConnection connection) {
        if (connection == null || !key.equals(ends.accounted(key)) || isServedElsewhere(connection)) {
            return leave(key);
        }
        ConnectionView view = viewer.apply(connection);
        if (ConnectionViews.same(entered.get(key), view)) {
            return false;
        }
        entered.put(key, view);
        placement.update(view);
        changed = true;
        changedAgents.add(key.agent());
        return true;
    }

    private boolean leave(ConnectionKey key) {
        if (entered.remove(key) == null) {
            return false;
        }
        placement.depart(key);
        changed = true;
        changedAgents.add(key.agent());
        return true;
    }

    /** Goes on with another network; returns connections with a subflow that lost or changed its path. */
    synchronized List<ConnectionKey> adopt(Fabric next) {
        if (next == fabric) {
            return List.of();
        }
        // The other nodes' load stays where it was until they tell of the new network, too.
        others = next.numberedLike(fabric) ? Arrays.copyOf(others, next.linkCount()) : new long[next.linkCount()];
        fabric = next;
        lastForeign = new long[next.linkCount()];
        changed = true;
        entered.keySet().forEach(key -> changedAgents.add(key.agent()));
        List<ConnectionKey> keys = new ArrayList<>();
        placement.adopt(next).forEach(key -> keys.add((ConnectionKey) key));
        background();
        return keys;
    }

    /**
     * Takes in what others send over the links, if it is of the network that is gone by and has changed much.
     *
     * @param of      network whose links are meant
     * @param foreign bits per second by link
     */
    synchronized void foreign(Fabric of, long[] foreign) {
        if (of != fabric) {
            return;
        }
        boolean news = lastForeign.length != foreign.length;
        for (int link = 0; link < foreign.length && !news; link++) {
            news = Math.abs(foreign[link] - lastForeign[link]) > of.capacityBps(link) * FOREIGN_CHANGE;
        }
        if (news) {
            lastForeign = foreign.clone();
            background();
        }
    }

    private void background() {
        changed = true;
        // The placement takes the difference from what it expects of its own.
        placement.background(link -> {
            long more = lastForeign[link] + others[link];
            return more == 0 ? -1 : placement.loadBps(link) + more;
        });
    }

    /** Takes the load of other nodes' agents by link; false if that is of another network. */
    synchronized boolean others(Fabric of, long[] bps) {
        if (of != fabric) {
            return false;
        }
        if (!Arrays.equals(bps, others)) {
            others = bps.clone();
            background();
        }
        return true;
    }

    /** Load of other nodes' agents on a link, bits per second. */
    synchronized long othersBps(int link) {
        return others[link];
    }

    /** The same of all links together. */
    long othersBps() {
        return Arrays.stream(others()).sum();
    }

    /** Never changed, but replaced. */
    private synchronized long[] others() {
        return others;
    }

    /** Takes the addresses of hosts whose agents are accounted at other nodes; true if they are others than before. */
    boolean servedElsewhere(Set<IpAddress> addresses) {
        boolean news = !addresses.equals(servedElsewhere);
        servedElsewhere = Set.copyOf(addresses);
        return news;
    }

    /** Whether the end that has opened a connection is accounted at another node. */
    private boolean isServedElsewhere(MptcpConnection connection) {
        return connection.serverSide() && servedElsewhere.contains(connection.initial().remoteAddress());
    }

    /** Agents whose part of the load may have changed since the last call. */
    synchronized Set<AgentId> changedAgents() {
        Set<AgentId> taken = changedAgents;
        changedAgents = new HashSet<>();
        return taken;
    }

    /** Load of an agent's connections by link. */
    Map<Integer, Long> share(AgentId agent) {
        Map<Integer, Long> share = new TreeMap<>();
        List<ConnectionKey> keys = ends.of(agent);
        synchronized (this) {
            keys.forEach(key -> placement.loadOf(key, (link, bps) -> share.merge(link, bps, Long::sum)));
        }
        return share;
    }

    /** Whether the load of a connection is accounted under this key. */
    synchronized boolean isEntered(ConnectionKey key) {
        return entered.containsKey(key);
    }

    /**
     * Moves that help; they are accounted as made. None while the load is what it was when none helped, for long. The
     * search is not under the lock: plans are made meanwhile, and connections that change meanwhile are not moved. One
     * at a time.
     */
    List<Move> repair(int most) {
        RepairRun search = beginRepair(most);
        if (search == null) {
            return List.of();
        }
        search.search();
        List<Move> moves = new ArrayList<>();
        while (!search.finished()) {
            moves.addAll(finishRepair(search));
        }
        noteRepair(!moves.isEmpty());
        return moves;
    }

    private synchronized RepairRun beginRepair(int most) {
        if (changed) {
            searches = MOST_SEARCHES;
            changed = false;
        }
        return searches == 0 || most <= 0 ? null : placement.beginRepair(most);
    }

    private synchronized List<Move> finishRepair(RepairRun search) {
        return placement.finishRepair(search, MOVES_AT_ONCE);
    }

    private synchronized void noteRepair(boolean found) {
        searches = found ? MOST_SEARCHES : Math.max(0, searches - 1);
    }

    /** Explains an accounted connection; null if it is not accounted. */
    synchronized PlacementReport explain(ConnectionKey key, MoveBook moves) {
        MptcpConnection connection = connections.connection(key).orElse(null);
        Explanation explanation = placement.explain(key);
        return connection == null || explanation == null ? null : new PlacementReport(connection, explanation, fabric,
            moves.records(key), moves.underWay(key).map(MoveInFlight::toString).orElse(null));
    }

    /** Asks something of the placement, which has to be afterwards as it was before. */
    synchronized <T> T consult(BiFunction<Placement, Fabric, T> question) {
        return question.apply(placement, fabric);
    }

    /** Expected load of a link, bits per second. */
    synchronized long loadBps(int link) {
        return placement.loadBps(link);
    }

    synchronized Fabric fabric() {
        return fabric;
    }

    /** Accounted connections. */
    synchronized int size() {
        return entered.size();
    }

    /** Ends of connections that are known. */
    int ends() {
        return ends.size();
    }

    /** The accounted end of a connection, or null. */
    ConnectionKey accounted(ConnectionKey key) {
        return ends.accounted(key);
    }

    /** The other end of a connection, or null. */
    ConnectionKey peer(ConnectionKey key) {
        return ends.peer(key);
    }

    /** All ends that an agent has told of. */
    List<ConnectionKey> of(AgentId agent) {
        return ends.of(agent);
    }

    /** The ends that are accounted. */
    List<ConnectionKey> accounted() {
        return ends.accounted();
    }
}
