// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.standing;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.crosslayer.fabric.TracedPath;
import org.crosslayer.plan.DataDirection;
import org.crosslayer.standing.PathChoice;
import org.crosslayer.standing.StandingPath;
import org.crosslayer.standing.StandingPlan;

/** One standing plan of one agent over time, slow to change as long as the network is the same. For one thread. */
final class StandingEntry {
    /** Reviews in a row that have to find more paths, another direction or overloaded paths. */
    private static final int REVIEWS_TO_CHANGE = 2;
    /** Reviews in a row that have to find fewer paths worth it: a minute. Connections that live come and go. */
    private static final int REVIEWS_TO_SHRINK = 12;

    private final int id;
    private volatile StandingPlan plan;
    /** What it was before: subflows of that are still there. */
    private volatile StandingPlan before;
    private String occasion = "";
    private List<String> reasons = List.of();
    private int chosen;
    private int ports;
    private int steered;
    private long exhausted;
    private long unsteered;
    private int more;
    private int fewer;
    private int turned;
    private int crowded;

    StandingEntry(int id) {
        this.id = id;
    }

    int id() {
        return id;
    }

    StandingPlan plan() {
        return plan;
    }

    /** Takes the next plan in. */
    void plan(StandingPlan next, PathChoice choice) {
        if (plan != null && !next.same(plan)) {
            before = plan;
        }
        plan = next;
        chosen = choice.size();
        reasons = choice.reasons();
        more = 0;
        fewer = 0;
        turned = 0;
        crowded = 0;
    }

    /** The path that a source port leads onto, by this plan or the one before; null if it is of neither. */
    StandingPath pathOf(int port) {
        StandingPath path = plan.pathOf(port);
        StandingPlan last = before;
        return path == null && last != null ? last.pathOf(port) : path;
    }

    String occasion() {
        return occasion;
    }

    void occasion(String why) {
        occasion = why;
    }

    List<String> reasons() {
        return reasons;
    }

    int ports() {
        return ports;
    }

    int steered() {
        return steered;
    }

    /** Asks for pools of at least so many ports. Pools grow only. */
    boolean need(int forPath, int forFirst) {
        boolean grows = forPath > ports || forFirst > steered;
        ports = Math.max(ports, forPath);
        steered = Math.max(steered, forFirst);
        return grows;
    }

    /** Doubles pools in which ports have run out since the last report. */
    boolean reported(StandingStatus.Entry own, StandingStatus.Entry pool, int most) {
        boolean grows = false;
        if (own != null) {
            grows = own.exhausted() > exhausted && need(Math.min(most, 2 * ports), 0);
            exhausted = own.exhausted();
        }
        if (pool != null) {
            grows |= pool.exhausted() > unsteered && steered > 0 && need(0, 2 * steered);
            unsteered = pool.exhausted();
        }
        return grows;
    }

    /**
     * Whether the plan is to be made anew for another load: more paths are worth it, or other ones by far.
     *
     * @param fresh    choice as of now
     * @param residual what is left at the narrowest link of a path; only asked for if the paths are others
     */
    boolean outdated(PathChoice fresh, ToLongFunction<TracedPath> residual) {
        turned = fresh.direction() == plan.direction() ? 0 : turned + 1;
        more = fresh.size() > chosen ? more + 1 : 0;
        fewer = fresh.size() < chosen ? fewer + 1 : 0;
        crowded = fresh.size() == chosen && crowded(fresh, residual) ? crowded + 1 : 0;
        return turned >= REVIEWS_TO_CHANGE || more >= REVIEWS_TO_CHANGE || crowded >= REVIEWS_TO_CHANGE
            || fewer >= REVIEWS_TO_SHRINK;
    }

    private boolean crowded(PathChoice fresh, ToLongFunction<TracedPath> residual) {
        DataDirection direction = fresh.direction();
        List<TracedPath> there = plan.paths().stream().map(StandingPath::forward).collect(Collectors.toList());
        List<TracedPath> back = plan.paths().stream().map(StandingPath::reverse).collect(Collectors.toList());
        boolean out = direction != DataDirection.INBOUND;
        boolean in = direction != DataDirection.OUTBOUND;
        return out && crowded(there, fresh.forward(), residual) || in && crowded(back, fresh.reverse(), residual);
    }

    private static boolean crowded(List<TracedPath> now, List<TracedPath> fresh, ToLongFunction<TracedPath> residual) {
        return !labels(now).equals(labels(fresh)) && 2 * least(now, residual) < least(fresh, residual);
    }

    private static long least(List<TracedPath> paths, ToLongFunction<TracedPath> residual) {
        return Math.max(0, paths.stream().mapToLong(residual).min().orElse(0));
    }

    private static Set<String> labels(List<TracedPath> paths) {
        return paths.stream().map(TracedPath::label).collect(Collectors.toCollection(HashSet::new));
    }
}
