// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.standing;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.crosslayer.ecmp.Address;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.mptcp.Agent;
import org.crosslayer.standing.Destination;
import org.crosslayer.standing.PortLeases;
import org.crosslayer.standing.StandingPolicy;

/**
 * The standing plans of one agent. Changed under the lock of the {@link StandingEngine}; what other threads read is
 * said to be safe.
 */
final class AgentOrders {
    /** TIME_WAIT and a little more, as for all source ports. */
    private static final long HOLD_NANOS = TimeUnit.SECONDS.toNanos(70);
    /** Ids stay with their matches for as long as so many others have not come. */
    private static final int MOST_IDS = 4096;

    /** Safe from any thread. */
    private final DestinationBook book = new DestinationBook();
    /** Safe from any thread. */
    private final ConcurrentMap<Address, PortLeases> leases = new ConcurrentHashMap<>();
    /** Safe from any thread: the plans by id. */
    private final ConcurrentMap<Integer, StandingEntry> served = new ConcurrentHashMap<>();
    private final Map<Destination, StandingEntry> entries = new LinkedHashMap<>();
    /** Destinations that were to have a plan, and why they have none. */
    private final Map<Destination, String> declined = new LinkedHashMap<>();
    /** Destinations whose plan the agent has refused, until when, and why. */
    private final Map<Destination, Refusal> refusals = new LinkedHashMap<>();
    private final Map<Destination, Integer> ids = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Destination, Integer> eldest) {
            return size() > MOST_IDS;
        }
    };
    private volatile StandingChannel channel;
    private volatile Agent agent;
    private volatile StandingStatus status = StandingStatus.NONE;
    private Fabric fabric;
    private long generation;
    private long sentNanos;
    private long renewedNanos;
    private long reviewedNanos;

    /** An agent's no. */
    static final class Refusal {
        private final long untilNanos;
        private final String reason;

        Refusal(long untilNanos, String reason) {
            this.untilNanos = untilNanos;
            this.reason = reason;
        }

        String reason() {
            return reason;
        }

        boolean over(long nanos) {
            return nanos - untilNanos >= 0;
        }
    }

    AgentOrders(Agent agent) {
        this.agent = agent;
    }

    void attached(StandingChannel to) {
        channel = to;
        agent = to.agent();
        status = StandingStatus.NONE;
    }

    void detached(StandingChannel from) {
        if (channel == from) {
            channel = null;
        }
    }

    /** Null while the agent is not attached. */
    StandingChannel channel() {
        return channel;
    }

    Agent agent() {
        return agent;
    }

    DestinationBook book() {
        return book;
    }

    /**
     * Whether some plan has a source port of the host. By whatever address: a first subflow's port is bound before its
     * address is known, and so for all of them, IPv4 and IPv6.
     */
    boolean leased(int port, long nanos) {
        for (PortLeases own : leases.values()) {
            if (own.leased(port, nanos)) {
                return true;
            }
        }
        return false;
    }

    void pruneLeases(long nanos) {
        leases.values().forEach(own -> own.prune(nanos));
    }

    Map<Destination, StandingEntry> entries() {
        return entries;
    }

    StandingEntry served(int id) {
        return served.get(id);
    }

    Map<Destination, String> declined() {
        return declined;
    }

    Map<Destination, Refusal> refusals() {
        return refusals;
    }

    /** The plan's place, made if there is none; the next free id is only used for a match that never had one. */
    StandingEntry entry(Destination destination, int nextId) {
        return entries.computeIfAbsent(destination, any -> new StandingEntry(
            ids.computeIfAbsent(destination, same -> nextId)));
    }

    /** Puts the ports of a plan in the place of those of the one before it. */
    void lease(StandingEntry entry, Destination destination, int[] before, int[] after, long nanos) {
        leases.computeIfAbsent(destination.local(), any -> new PortLeases(HOLD_NANOS)).replace(before, after, nanos);
        served.put(entry.id(), entry);
    }

    /** Takes a plan out. */
    void withdraw(Destination destination, long nanos) {
        StandingEntry entry = entries.remove(destination);
        if (entry != null) {
            served.remove(entry.id());
            if (entry.plan() != null) {
                leases.get(destination.local()).replace(entry.plan().ports(), new int[0], nanos);
            }
        }
    }

    StandingStatus status() {
        return status;
    }

    void status(StandingStatus reported) {
        status = reported;
    }

    /** The network that all plans were made for or looked at again in. */
    Fabric fabric() {
        return fabric;
    }

    long generation() {
        return generation;
    }

    void reviewed(Fabric in, long nanos) {
        fabric = in;
        reviewedNanos = nanos;
    }

    boolean reviewDue(long nanos, long intervalNanos) {
        return nanos - reviewedNanos >= intervalNanos;
    }

    void sent(long number, long nanos) {
        generation = number;
        sentNanos = nanos;
        renewedNanos = nanos;
    }

    void renewed(long nanos) {
        renewedNanos = nanos;
    }

    /** A third of the time is over: two renewals may be lost. */
    boolean renewalDue(StandingPolicy policy, long nanos) {
        return !entries.isEmpty() && unrenewed(nanos) >= TimeUnit.SECONDS.toNanos(policy.expirySeconds()) / 3;
    }

    /** Since they were sent or renewed. */
    long unrenewed(long nanos) {
        return nanos - renewedNanos;
    }

    /** Since they were sent, whether or not they were renewed. */
    long age(long nanos) {
        return nanos - sentNanos;
    }
}
