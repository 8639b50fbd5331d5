// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What is known of all agents' loads, and which of them count here as others': those of nodes that are active or have
 * been until lately, and whose agents are not accounted here. The rule that keeps every connection from being counted
 * twice or not at all is here, without clock, store or thread: callers lock and give the time.
 */
final class LoadBook {
    private final String self;
    private final long graceNanos;
    private final Map<String, AgentLoad> loads = new HashMap<>();
    /** Since when nodes have not been active. */
    private final Map<String, Long> gone = new HashMap<>();
    private final Set<String> active = new HashSet<>();

    /**
     * A book of nothing.
     *
     * @param self       this node
     * @param graceNanos for so long the load of a node that is gone counts on, while its agents find another
     */
    LoadBook(String self, long graceNanos) {
        this.self = self;
        this.graceNanos = graceNanos;
    }

    /** The cluster has this load of an agent now. */
    void put(String agent, AgentLoad load) {
        loads.put(agent, load);
    }

    /** The cluster has no load of an agent any more. */
    void remove(String agent) {
        loads.remove(agent);
    }

    AgentLoad get(String agent) {
        return loads.get(agent);
    }

    /** Takes in which nodes are active; true if one is that was not. */
    boolean nodes(Set<String> activeNow, long now) {
        boolean back = !active.containsAll(activeNow);
        active.clear();
        active.addAll(activeNow);
        gone.keySet().removeAll(active);
        loads.values().forEach(load -> {
            if (!active.contains(load.node())) {
                gone.putIfAbsent(load.node(), now);
            }
        });
        return back;
    }

    private boolean tooOld(AgentLoad load, long now) {
        Long since = gone.get(load.node());
        return since != null && now - since >= graceNanos;
    }

    private boolean counts(AgentLoad load, long now) {
        return !load.node().equals(self) && !tooOld(load, now);
    }

    /** Loads that count here as others'; {@code here} says whose connections this node accounts itself. */
    List<AgentLoad> others(Predicate<String> here, long now) {
        List<AgentLoad> counting = new ArrayList<>();
        loads.forEach((agent, load) -> {
            if (counts(load, now) && !here.test(agent)) {
                counting.add(load);
            }
        });
        return counting;
    }

    /** Agents whose load is nobody's: their node is gone for too long, and they have not come to another. */
    Map<String, AgentLoad> orphans(long now) {
        Map<String, AgentLoad> found = new HashMap<>();
        loads.forEach((agent, load) -> {
            if (tooOld(load, now)) {
                found.put(agent, load);
            }
        });
        return found;
    }

    /** Agents that this node has told a load of. */
    List<String> own() {
        List<String> agents = new ArrayList<>();
        loads.forEach((agent, load) -> {
            if (load.node().equals(self)) {
                agents.add(agent);
            }
        });
        return agents;
    }

    /** All loads by agent, a copy. */
    Map<String, AgentLoad> all() {
        return Map.copyOf(loads);
    }
}
