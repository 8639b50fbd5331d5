// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.standing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.PathTracer;
import org.crosslayer.mptcp.AgentCapabilities.StandingExecutor;
import org.crosslayer.mptcp.AgentId;
import org.crosslayer.mptcp.ConnectionKey;
import org.crosslayer.mptcp.FabricService;
import org.crosslayer.mptcp.connections.ConnectionRegistry;
import org.crosslayer.standing.Destination;
import org.crosslayer.standing.StandingPath;
import org.crosslayer.standing.StandingPlan;
import org.crosslayer.standing.StandingPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the standing plans of all agents. What may take long holds its lock and belongs into a thread of its own; what
 * reports of connections ask for does not wait for that.
 */
public final class StandingEngine {
    private static final long REVIEW_NANOS = TimeUnit.SECONDS.toNanos(5);
    /** So much of a second is for looking at what is there, bounded for networks of many agents. */
    private static final long REVIEWING_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    /** What an agent has refused is not asked of it again for so long. */
    private static final long REFUSED_NANOS = TimeUnit.MINUTES.toNanos(5);

    private final Logger log = LoggerFactory.getLogger(getClass());

    private final FabricService fabricService;
    private final LongSupplier nanoTime;
    private final OrdersReview review;
    private final ConcurrentMap<AgentId, AgentOrders> agents = new ConcurrentHashMap<>();
    /** Above those of any earlier start. */
    private final AtomicLong generations = new AtomicLong(System.currentTimeMillis());

    /**
     * An engine without plans.
     *
     * @param fabricService network and policies
     * @param registry      source ports that are in use
     * @param advisor       the load
     * @param nanoTime      monotonic clock
     */
    public StandingEngine(FabricService fabricService, ConnectionRegistry registry, Advisor advisor,
                          LongSupplier nanoTime) {
        this.fabricService = fabricService;
        this.nanoTime = nanoTime;
        // A kernel may still hold plans of an earlier start: other ids, so that counters are not taken for one's own.
        AtomicInteger ids = new AtomicInteger(ThreadLocalRandom.current().nextInt(1, 1 << 30));
        this.review = new OrdersReview(fabricService, registry, advisor, ids::getAndIncrement);
    }

    /** Whether an agent could carry out standing plans. */
    private static boolean able(StandingChannel channel) {
        return channel.agent().capabilities().standingExecutor() != StandingExecutor.NONE
            && channel.agent().capabilities().maxStandingPlans() > 0;
    }

    /**
     * An agent has attached: from now on its connections are counted.
     *
     * @param channel way to the agent
     */
    public void introduced(StandingChannel channel) {
        AgentId id = channel.agent().id();
        if (able(channel)) {
            agents.computeIfAbsent(id, any -> new AgentOrders(channel.agent())).attached(channel);
        } else {
            agents.remove(id);
        }
    }

    /**
     * Tells an agent that has attached what it is to hold.
     *
     * @param channel way to the agent
     */
    public synchronized void attached(StandingChannel channel) {
        AgentOrders orders = agents.get(channel.agent().id());
        if (orders == null || orders.channel() != channel) {
            return;
        }
        review.review(orders, false, nanoTime.getAsLong());
        // It may hold plans of an earlier start, or of its host's own: the former end by themselves.
        if (!orders.entries().isEmpty() || orders.generation() != 0) {
            send(orders);
        }
    }

    /**
     * An agent's stream has ended; its plans go on until they expire.
     *
     * @param channel way that leads nowhere any more
     */
    public void detached(StandingChannel channel) {
        AgentOrders orders = agents.get(channel.agent().id());
        if (orders != null) {
            orders.detached(channel);
        }
    }

    /**
     * An agent has not come back.
     *
     * @param agent agent
     */
    public void forget(AgentId agent) {
        agents.remove(agent);
    }

    /**
     * A connection is there that this host has opened.
     *
     * @param key         its name
     * @param destination where it goes
     */
    public void opened(ConnectionKey key, Destination destination) {
        AgentOrders orders = agents.get(key.agent());
        StandingPolicy policy = fabricService.standing();
        if (orders != null && policy.enabled()) {
            orders.book().opened(key, destination, policy.windowSeconds(), nanoTime.getAsLong());
        }
    }

    /**
     * A connection is gone.
     *
     * @param key its name
     */
    public void closed(ConnectionKey key) {
        AgentOrders orders = agents.get(key.agent());
        if (orders != null) {
            orders.book().closed(key, nanoTime.getAsLong());
        }
    }

    /**
     * What a connection has carried since it was opened.
     *
     * @param key its name
     * @param out bytes sent
     * @param in  bytes received
     */
    public void carried(ConnectionKey key, long out, long in) {
        AgentOrders orders = agents.get(key.agent());
        if (orders != null) {
            orders.book().carried(key, out, in, nanoTime.getAsLong());
        }
    }

    /**
     * Whether a standing plan has a source port for itself.
     *
     * @param agent agent of the host
     * @param port  source port
     * @return true if nobody else may use it
     */
    public boolean leased(AgentId agent, int port) {
        AgentOrders orders = agents.get(agent);
        return orders != null && orders.leased(port, nanoTime.getAsLong());
    }

    /**
     * A plan that is or was in force.
     *
     * @param agent agent that has it
     * @param id    its id
     * @return empty if there is none of that id
     */
    public Optional<StandingPlan> plan(AgentId agent, int id) {
        return entry(agent, id).map(StandingEntry::plan);
    }

    /**
     * The path that a subflow of a standing plan is on.
     *
     * @param agent agent that has the plan
     * @param id    id of the plan
     * @param port  source port of the subflow
     * @return empty if the plan is not known or did not open it
     */
    public Optional<StandingPath> path(AgentId agent, int id, int port) {
        return entry(agent, id).map(entry -> entry.pathOf(port));
    }

    private Optional<StandingEntry> entry(AgentId agent, int id) {
        return Optional.ofNullable(agents.get(agent)).map(orders -> orders.served(id));
    }

    /**
     * What an agent holds and what came of it.
     *
     * @param agent  agent
     * @param status report
     */
    public synchronized void reported(AgentId agent, StandingStatus status) {
        AgentOrders orders = agents.get(agent);
        if (orders == null) {
            return;
        }
        orders.status(status);
        long now = nanoTime.getAsLong();
        if (status.generation() != orders.generation()) {
            // Expired meanwhile, or lost: renewals of what is not in force do nothing.
            if (!orders.entries().isEmpty() && orders.age(now) >= REVIEW_NANOS) {
                send(orders);
            }
            return;
        }
        boolean changed = false;
        for (Map.Entry<Destination, StandingEntry> each : List.copyOf(orders.entries().entrySet())) {
            StandingEntry entry = each.getValue();
            StandingStatus.Entry own = status.plans().get(entry.id());
            String refusal = own == null ? null : own.refusal().orElse(null);
            if (refusal != null) {
                log.warn("Agent {} refuses the standing plan for {}: {}", agent, each.getKey(), refusal);
                orders.refusals().put(each.getKey(), new AgentOrders.Refusal(now + REFUSED_NANOS, refusal));
                orders.withdraw(each.getKey(), now);
                changed = true;
            } else {
                changed |= entry.reported(own, status.pools().get(entry.id()),
                    fabricService.standing().maxPoolPorts());
            }
        }
        if (changed) {
            review.review(orders, true, now);
            send(orders);
        }
    }

    /** The network is another: first the plans that are wrong now, then all others. */
    public synchronized void fabricChanged() {
        List<AgentOrders> later = new ArrayList<>();
        for (AgentOrders orders : agents.values()) {
            if (broken(orders, fabricService.fabric())) {
                update(orders, false);
            } else {
                later.add(orders);
            }
        }
        later.forEach(orders -> update(orders, false));
    }

    /** The policy is another. */
    public synchronized void policyChanged() {
        for (AgentOrders orders : agents.values()) {
            if (!update(orders, true) && !orders.entries().isEmpty()) {
                renew(orders, nanoTime.getAsLong());
            }
        }
    }

    private boolean update(AgentOrders orders, boolean anew) {
        boolean changed = review.review(orders, anew, nanoTime.getAsLong());
        if (changed) {
            send(orders);
        }
        return changed;
    }

    /** Whether some source ports lead elsewhere now. */
    private static boolean broken(AgentOrders orders, Fabric fabric) {
        PathTracer tracer = new PathTracer(fabric);
        for (Map.Entry<Destination, StandingEntry> each : orders.entries().entrySet()) {
            for (StandingPath path : each.getValue().plan().paths()) {
                List<Integer> ports = path.ports();
                String there = tracer.trace(each.getKey().flow(ports.get(0))).label();
                String back = tracer.trace(each.getKey().flow(ports.get(0)).reversed()).label();
                if (!there.equals(path.forward().label()) || !back.equals(path.reverse().label())) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Renews what is still right, and looks at some agents again; to be called every second or so. */
    public synchronized void tick() {
        StandingPolicy policy = fabricService.standing();
        long begin = nanoTime.getAsLong();
        for (AgentOrders orders : agents.values()) {
            long now = nanoTime.getAsLong();
            orders.pruneLeases(now);
            boolean changed = false;
            if (orders.channel() != null && orders.reviewDue(now, REVIEW_NANOS) && now - begin < REVIEWING_NANOS) {
                changed = update(orders, false);
            }
            // Only what was looked at in the network that is in force; another one is about to be looked at.
            if (!changed && orders.channel() != null && orders.renewalDue(policy, now)
                    && orders.fabric() == fabricService.fabric()) {
                renew(orders, now);
            }
        }
    }

    private void renew(AgentOrders orders, long now) {
        StandingChannel channel = orders.channel();
        if (channel != null) {
            orders.renewed(now);
            channel.renew(orders.generation(), fabricService.standing().expirySeconds());
        }
    }

    private void send(AgentOrders orders) {
        StandingChannel channel = orders.channel();
        if (channel == null) {
            return;
        }
        StandingPolicy policy = fabricService.standing();
        Map<Integer, StandingPlan> plans = new LinkedHashMap<>();
        Set<Integer> steering = new LinkedHashSet<>();
        int pools = channel.agent().capabilities().maxSourcePortPools();
        orders.entries().values().forEach(entry -> {
            plans.put(entry.id(), entry.plan());
            if (!entry.plan().steered().isEmpty() && steering.size() < pools) {
                steering.add(entry.id());
            }
        });
        orders.sent(generations.incrementAndGet(), nanoTime.getAsLong());
        channel.send(new SentOrders(orders.generation(), policy.expirySeconds(), plans, steering, policy.steering()));
        log.debug("Sent {} standing plans of generation {} to {}", plans.size(), orders.generation(),
            channel.agent().id());
    }

    /**
     * The standing plans of all agents.
     *
     * @return agents in the order of their names
     */
    public synchronized List<StandingOverview> overview() {
        long now = nanoTime.getAsLong();
        Collection<AgentOrders> all = agents.values();
        List<StandingOverview> overview = new ArrayList<>();
        all.forEach(orders -> overview.add(StandingOverview.of(orders, now)));
        overview.sort((one, other) -> one.agent().compareTo(other.agent()));
        return overview;
    }
}
