// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToLongFunction;
import org.crosslayer.ecmp.FiveTuple;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.FabricHost;
import org.crosslayer.fabric.LinkUtilisation;
import org.crosslayer.fabric.PathChoices;
import org.crosslayer.fabric.PathTracer;

/**
 * The expected load of all connections on every link, and the decisions that follow from it. Not safe for use by
 * several threads at once: callers lock.
 */
public final class Placement {

    /** With at most so many paths in either direction, both are paired where it is not known which one counts. */
    static final int FEW_PATHS = 16;
    /** Measured traffic beyond the expected by less than this part of a link is noise. */
    private static final int NOISE = 20;

    private final PlannerPolicy policy;
    private final SubflowPlanner pairing = new SubflowPlanner();
    private final Map<Object, PlacedConnection> connections = new LinkedHashMap<>();
    private final Repair repair;
    private Fabric fabric;
    private LinkLoads loads;
    private AccessRates rates;
    private Tracing tracing;
    private PathChoices choices;
    private Arrival arrival;
    private PortSampling sampling;

    /**
     * A placement of no connections.
     *
     * @param policy what is allowed and asked for
     * @param fabric the network
     */
    public Placement(PlannerPolicy policy, Fabric fabric) {
        this(policy, fabric, 1);
    }

    /**
     * A placement of no connections. The same calls with the same seed give the same results.
     *
     * @param policy what is allowed and asked for
     * @param fabric the network
     * @param seed   where the random numbers of {@link #repair} begin
     */
    public Placement(PlannerPolicy policy, Fabric fabric, long seed) {
        this.policy = policy;
        this.repair = new Repair(new RandomSource(seed));
        turnTo(fabric);
    }

    private void turnTo(Fabric next) {
        fabric = next;
        loads = new LinkLoads(next);
        rates = new AccessRates(next, loads);
        tracing = new Tracing(next);
        choices = new PathChoices(next);
        sampling = new PortSampling(loads, tracing);
        arrival = new Arrival(next, loads, rates, sampling);
    }

    /**
     * Plans a connection and accounts its live and planned subflows. A planned subflow counts on the path of its
     * first candidate port until {@link #update} tells which one it has.
     *
     * @param connection a connection that is not placed yet, or one to be planned again
     * @return the subflows to open
     */
    public SubflowPlan arrive(ConnectionView connection) {
        PlannerPolicy allowed = connection.policy().orElse(policy);
        PlacedConnection placed = place(connection, allowed);
        if (!known(placed) || placed.bothWays() && fewPaths(connection.initial())) {
            SubflowPlan plan = pairing.plan(fabric, allowed, connection);
            tracing.follow(connection.initial(), placed.direction());
            for (PlannedPath path : plan.paths()) {
                FiveTuple subflow = connection.initial().withSourcePort(path.firstPort());
                placed.subflows().add(new PlacedSubflow(subflow, tracing.links(subflow), path.backup()));
            }
            placed.account(loads);
            return plan;
        }
        return arrival.plan(placed, allowed);
    }

    private boolean known(PlacedConnection placed) {
        return placed.from() >= 0 && placed.to() >= 0 && tracing.walk(placed.view().initial().sourcePort());
    }

    private boolean fewPaths(FiveTuple flow) {
        return choices.find(flow.source(), flow.destination(), FEW_PATHS + 1) <= FEW_PATHS
                && choices.find(flow.destination(), flow.source(), FEW_PATHS + 1) <= FEW_PATHS;
    }

    /**
     * Takes in what a connection is now: its subflows, those included that are being opened, and its demand and
     * direction as measured.
     *
     * @param connection a connection; one that is not placed is placed without a plan
     */
    public void update(ConnectionView connection) {
        place(connection, connection.policy().orElse(policy));
    }

    /** Enters a connection as it is seen, in place of what was known of it; the tracing follows it afterwards. */
    private PlacedConnection place(ConnectionView view, PlannerPolicy allowed) {
        DataDirection direction = view.direction() == DataDirection.BOTH
                ? allowed.dataDirection().orElse(DataDirection.BOTH) : view.direction();
        PlacedConnection placed = withoutSubflows(view, direction);
        PlacedConnection before = connections.put(view.key(), placed);
        if (before != null) {
            placed.remember(before);
        }
        List<FiveTuple> live = view.subflows();
        for (int i = 0; i < live.size(); i++) {
            FiveTuple subflow = live.get(i);
            int[] links = before == null ? null : before.links(subflow, direction);
            placed.subflows().add(new PlacedSubflow(subflow, links == null ? tracing.links(subflow) : links,
                    view.backup(subflow)));
        }
        if (before != null) {
            before.withdraw(loads);
            rates.remove(before);
        }
        enter(placed);
        return placed;
    }

    /** A connection that nothing is accounted of yet; the tracing follows it. */
    private PlacedConnection withoutSubflows(ConnectionView view, DataDirection direction) {
        tracing.follow(view.initial(), direction);
        int client = fabric.hostOf(view.initial().source());
        int server = fabric.hostOf(view.initial().destination());
        PlacedConnection placed = direction == DataDirection.INBOUND
                ? new PlacedConnection(view, direction, server, client)
                : new PlacedConnection(view, direction, client, server);
        return placed.rated(rated(client) && rated(server));
    }

    private boolean rated(int host) {
        if (host < 0) {
            return true;
        }
        FabricHost known = fabric.host(host);
        for (int i = 0; i < known.attachments(); i++) {
            if (fabric.rateBps(known.uplink(i)) == 0 || fabric.rateBps(known.downlink(i)) == 0) {
                return false;
            }
        }
        return true;
    }

    private void enter(PlacedConnection placed) {
        if (rates.add(placed)) {
            rates.rerate(placed);
        }
        placed.account(loads);
    }

    /**
     * Forgets a connection.
     *
     * @param key its key
     */
    public void depart(Object key) {
        PlacedConnection placed = connections.remove(key);
        if (placed != null) {
            placed.withdraw(loads);
            if (rates.remove(placed)) {
                rates.rerate(placed);
            }
        }
    }

    /**
     * Looks for changes that relieve overloaded links. What it returns is accounted as done; a change that fails
     * has to be reported by {@link #update}. Connections that are not {@link ConnectionView#movable()} stay as they
     * are.
     *
     * @param mostMoves at most so many changes
     * @return changes that help, empty if none does
     */
    public List<Move> repair(int mostMoves) {
        RepairRun run = beginRepair(mostMoves);
        if (run == null) {
            return List.of();
        }
        run.search();
        return finishRepair(run, Integer.MAX_VALUE);
    }

    /**
     * The first part of {@link #repair}, for callers that do not want to hold their lock for all of it.
     *
     * @param mostMoves at most so many changes
     * @return to be searched and then to be given to {@link #finishRepair}, one at a time; null if nothing is
     *         overloaded
     */
    public RepairRun beginRepair(int mostMoves) {
        return repair.begin(fabric, loads, rates, policy, connections.values(), mostMoves);
    }

    /**
     * The last part of {@link #repair}, to be called until it is {@link RepairRun#finished}. Connections that have
     * changed since the first part are left alone.
     *
     * @param searched what has come of it
     * @param most     at most so many connections are changed
     * @return changes that help, accounted as done
     */
    public List<Move> finishRepair(RepairRun searched, int most) {
        if (searched.fabric() != fabric || !searched.worth()) {
            end(searched);
            return List.of();
        }
        List<Move> moves = searched.moves().enter(most, loads, tracing, this::unchanged);
        if (searched.moves().entered()) {
            end(searched);
        }
        return moves;
    }

    private void end(RepairRun searched) {
        repair.ended(searched);
        searched.moves().remember(this::unchanged);
        searched.finish();
    }

    /** Whether a connection is as it was: whatever happens to one places it anew. */
    private boolean unchanged(PlacedConnection placed) {
        return connections.get(placed.view().key()) == placed;
    }

    /**
     * Goes on with a new snapshot of the network.
     *
     * @param next snapshot
     * @return keys of the connections that have a subflow whose path has changed or is not there any more; first
     *         those that have lost subflows, those with the fewest left at the head
     */
    public List<Object> adopt(Fabric next) {
        Fabric last = fabric;
        List<PlacedConnection> all = new ArrayList<>(connections.values());
        boolean sameNumbers = next.numberedLike(last);
        turnTo(next);
        connections.clear();
        List<PlacedConnection> lost = new ArrayList<>();
        List<Object> changed = new ArrayList<>();
        for (PlacedConnection before : all) {
            PlacedConnection placed = retraced(before);
            connections.put(placed.view().key(), placed);
            if (placed.known() < before.known()) {
                lost.add(placed);
            } else if (differs(last, before, placed, sameNumbers)) {
                changed.add(placed.view().key());
            }
        }
        connections.values().forEach(this::enter);
        connections.values().forEach(rates::rate);
        connections.values().forEach(placed -> placed.account(loads));
        List<Object> keys = new ArrayList<>();
        lost.sort((one, other) -> Integer.compare(one.active(), other.active()));
        lost.forEach(placed -> keys.add(placed.view().key()));
        keys.addAll(changed);
        return keys;
    }

    private PlacedConnection retraced(PlacedConnection before) {
        PlacedConnection placed = withoutSubflows(before.view(), before.direction());
        for (PlacedSubflow subflow : before.subflows()) {
            placed.subflows().add(new PlacedSubflow(subflow.tuple(), tracing.links(subflow.tuple()),
                    subflow.backup()));
        }
        return placed;
    }

    private boolean differs(Fabric last, PlacedConnection before, PlacedConnection now, boolean sameNumbers) {
        PathTracer then = new PathTracer(last);
        PathTracer today = new PathTracer(fabric);
        for (int i = 0; i < before.subflows().size(); i++) {
            PlacedSubflow subflow = before.subflows().get(i);
            boolean same = sameNumbers ? Arrays.equals(subflow.links(), now.subflows().get(i).links())
                    : then.trace(subflow.tuple()).label().equals(today.trace(subflow.tuple()).label());
            if (!same) {
                return true;
            }
        }
        return false;
    }

    /**
     * Takes in what the links carry. What is more than the accounted load is foreign traffic and makes paths worse.
     *
     * @param measured traffic by link; one of another fabric is left alone
     */
    public void background(LinkUtilisation measured) {
        if (measured.isOf(fabric)) {
            background(measured::bitsPerSecond);
        }
    }

    /**
     * Takes in what the links carry. What is more than the accounted load is foreign traffic and makes paths worse.
     *
     * @param measuredBps bits per second by link index; negative if not known
     */
    public void background(IntToLongFunction measuredBps) {
        for (int link = 0; link < loads.count(); link++) {
            long measured = measuredBps.applyAsLong(link);
            long more = measured - loads.own(link);
            loads.foreign(link, measured < 0 || more < loads.capacity(link) / NOISE ? 0 : more);
        }
    }

    /**
     * Explains a connection's placement.
     *
     * @param key its key
     * @return null if it is not placed
     */
    public Explanation explain(Object key) {
        PlacedConnection placed = connections.get(key);
        return placed == null ? null : new Explainer(fabric, loads, placed.view().policy().orElse(policy))
                .explain(placed);
    }

    /**
     * Expected load of a link.
     *
     * @param link link index
     * @return bits per second of the placed connections, without foreign traffic
     */
    public long loadBps(int link) {
        return loads.own(link);
    }

    /**
     * What one connection adds to the load of links.
     *
     * @param key  its key; nothing is told if it is not placed
     * @param sink takes links between devices, each as often as subflows use it, and bits per second
     */
    public void loadOf(Object key, LinkLoadSink sink) {
        PlacedConnection placed = connections.get(key);
        if (placed != null) {
            for (PlacedSubflow subflow : placed.subflows()) {
                for (int link : subflow.links()) {
                    if (subflow.accounted() > 0 && loads.chosen(link)) {
                        sink.add(link, subflow.accounted());
                    }
                }
            }
        }
    }

    /** Takes the load of links. */
    @FunctionalInterface
    public interface LinkLoadSink {
        /**
         * There is more load.
         *
         * @param link link index
         * @param bps  bits per second
         */
        void add(int link, long bps);
    }

    /**
     * Number of connections.
     *
     * @return 0 or more
     */
    public int size() {
        return connections.size();
    }
}
