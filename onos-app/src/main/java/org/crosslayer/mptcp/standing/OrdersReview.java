// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.standing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.IntSupplier;
import org.crosslayer.ecmp.Address;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.FabricLink;
import org.crosslayer.fabric.TracedPath;
import org.crosslayer.mptcp.Agent;
import org.crosslayer.mptcp.AgentCapabilities.Ability;
import org.crosslayer.mptcp.FabricService;
import org.crosslayer.mptcp.connections.ConnectionRegistry;
import org.crosslayer.plan.DataDirection;
import org.crosslayer.plan.Placement;
import org.crosslayer.plan.PlannerPolicy;
import org.crosslayer.plan.PolicyMode;
import org.crosslayer.standing.Destination;
import org.crosslayer.standing.DestinationRule;
import org.crosslayer.standing.DestinationUse;
import org.crosslayer.standing.PathChoice;
import org.crosslayer.standing.PoolRequest;
import org.crosslayer.standing.StandingPlan;
import org.crosslayer.standing.StandingPlanner;
import org.crosslayer.standing.StandingPolicy;

/** Decides which standing plans one agent is to have, and makes them. Has no state of its own. */
final class OrdersReview {
    /** Room for the estimate of the expected number of busy ports to be wrong. */
    private static final double RESERVE = 1.5;
    private static final int RESERVE_PORTS = 4;
    /** A port is busy for a minute after its connection; RecentPorts says why it counts a little longer. */
    private static final int HOLDING_SECONDS = 70;
    /** Of the 4 MiB of a message; a port takes three bytes of it, names of paths some. */
    private static final int MOST_BYTES = 3_000_000;
    private static final int BYTES_OF_A_PORT = 3;
    private static final int BYTES_OF_NAMES = 4096;

    private final FabricService fabricService;
    private final ConnectionRegistry registry;
    private final Advisor advisor;
    private final IntSupplier nextId;

    OrdersReview(FabricService fabricService, ConnectionRegistry registry, Advisor advisor, IntSupplier nextId) {
        this.fabricService = fabricService;
        this.registry = registry;
        this.advisor = advisor;
        this.nextId = nextId;
    }

    /** What is found of one destination at one moment. */
    private static final class Advice {
        private final Fabric fabric;
        private final PathChoice choice;
        private final boolean outdated;

        Advice(Fabric fabric, PathChoice choice, boolean outdated) {
            this.fabric = fabric;
            this.choice = choice;
            this.outdated = outdated;
        }
    }

    /**
     * Brings the plans of an agent up to date.
     *
     * @param anew whether all are to be made anew, as the network or the policy is another
     * @return whether there is something that the agent has to be told
     */
    boolean review(AgentOrders orders, boolean anew, long nanos) {
        Fabric fabric = advisor.consult((placement, in) -> in);
        StandingPolicy policy = fabricService.standing();
        boolean again = anew || orders.fabric() != fabric;
        Map<Destination, String> wanted = wanted(orders, policy, fabric, nanos);
        boolean changed = false;
        for (Destination destination : List.copyOf(orders.entries().keySet())) {
            if (!wanted.containsKey(destination)) {
                orders.withdraw(destination, nanos);
                changed = true;
            }
        }
        orders.declined().keySet().retainAll(wanted.keySet());
        for (Map.Entry<Destination, String> each : wanted.entrySet()) {
            changed |= consider(orders, each.getKey(), each.getValue(), again, nanos);
        }
        orders.reviewed(fabric, nanos);
        return changed;
    }

    /** Destinations that should have a plan, and why; the listed ones first. */
    private Map<Destination, String> wanted(AgentOrders orders, StandingPolicy policy, Fabric fabric, long nanos) {
        Agent agent = orders.agent();
        int most = Math.min(policy.maxPlans(), agent.capabilities().maxStandingPlans());
        orders.refusals().values().removeIf(refusal -> refusal.over(nanos));
        Map<Destination, String> wanted = new LinkedHashMap<>();
        if (!policy.enabled() || !agent.capabilities().has(Ability.SUBFLOWS)) {
            return wanted;
        }
        List<Address> own = new ArrayList<>();
        agent.addresses().forEach(address -> own.add(Address.of(address.toOctets())));
        for (DestinationRule rule : policy.destinations()) {
            listed(rule, own, fabric, most).forEach(destination -> wanted.put(destination, "listed in the policy"));
        }
        if (policy.automatic()) {
            for (Destination destination : orders.book().worth(policy, orders.entries()::containsKey, nanos)) {
                if (own.contains(destination.local())) {
                    wanted.putIfAbsent(destination, orders.book().of(destination, "",
                        use -> use(use, policy, nanos)));
                }
            }
        }
        boolean ipv6 = agent.capabilities().has(Ability.IPV6);
        wanted.keySet().removeIf(destination -> orders.refusals().containsKey(destination)
            || destination.local().ipv6() && !ipv6);
        List<Destination> order = new ArrayList<>(wanted.keySet());
        wanted.keySet().retainAll(order.subList(0, Math.min(most, order.size())));
        return wanted;
    }

    /** Destinations of one rule, not many more than so many. */
    private static List<Destination> listed(DestinationRule rule, List<Address> own, Fabric fabric, int most) {
        List<Destination> destinations = new ArrayList<>();
        for (int host = 0; host < fabric.hostCount() && destinations.size() < most; host++) {
            List<Address> addresses = fabric.host(host).addresses();
            if (own.stream().noneMatch(addresses::contains)) {
                for (Address remote : addresses) {
                    own.stream().filter(local -> rule.covers(remote) && local.ipv6() == remote.ipv6()
                        && fabric.hostOf(local) != FabricLink.NONE)
                        .forEach(local -> destinations.add(new Destination(local, remote, rule.port())));
                }
            }
        }
        return destinations;
    }

    private static String use(DestinationUse use, StandingPolicy policy, long nanos) {
        return String.format(Locale.ROOT, "%.0f connections and %.1f MB within %d s", use.connections(nanos),
            use.bytes(nanos) / 1e6, policy.windowSeconds());
    }

    /** Makes or keeps the plan of one destination; says whether the agent has to be told. */
    private boolean consider(AgentOrders orders, Destination destination, String occasion, boolean anew, long nanos) {
        Agent agent = orders.agent();
        StandingPolicy standing = fabricService.standing();
        PlannerPolicy policy = fabricService.policy()
            .forConnection(destination.local(), destination.remote(), destination.remotePort())
            .rolledOutTo(agent.id().toString())
            .within(agent.capabilities().maxSubflows(), agent.capabilities().has(Ability.SET_BACKUP));
        if (policy.mode() != PolicyMode.APPLY) {
            orders.declined().put(destination, policy.mode() == PolicyMode.OFF ? "the policy's mode for it is off"
                : "dry run, or the roll-out has not reached the host");
            boolean known = orders.entries().containsKey(destination);
            orders.withdraw(destination, nanos);
            return known;
        }
        DataDirection direction = policy.dataDirection().orElse(
            orders.book().of(destination, DataDirection.BOTH, use -> use.direction(nanos)));
        StandingEntry known = orders.entries().get(destination);
        Advice advice = advisor.consult((placement, fabric) -> {
            PathChoice choice = PathChoice.of(placement, fabric, destination, direction, policy,
                standing.initialPorts());
            return new Advice(fabric, choice, known == null || anew || fabric != orders.fabric()
                || known.outdated(choice, path -> residual(placement, fabric, path)));
        });
        double busy = orders.book().of(destination, 0.0, use -> use.busyPorts(nanos, HOLDING_SECONDS));
        int expected = (int) Math.ceil(RESERVE * busy) + RESERVE_PORTS;
        int ports = Math.min(standing.maxPoolPorts(), Math.max(standing.poolPorts(), expected));
        boolean steers = steers(orders, destination, standing);
        int first = steers ? Math.max(4 * standing.poolPorts(), expected) : 0;
        if (known != null && !(known.need(roundUp(ports, known.ports()), roundUp(first, known.steered()))
                || advice.outdated)) {
            known.occasion(occasion);
            return false;
        }
        return make(orders, destination, occasion, advice, policy, new int[] {ports, first}, nanos);
    }

    /** A little more than what is there is not worth new orders: pools grow by half at least. */
    private static int roundUp(int wanted, int have) {
        return wanted > have && have > 0 ? Math.max(wanted, have + have / 2) : wanted;
    }

    private boolean make(AgentOrders orders, Destination destination, String occasion, Advice advice,
                         PlannerPolicy policy, int[] ports, long nanos) {
        StandingPolicy standing = fabricService.standing();
        StandingEntry known = orders.entries().get(destination);
        StandingPlan before = known == null ? null : known.plan();
        int forPath = known == null ? ports[0] : Math.min(standing.maxPoolPorts(), Math.max(ports[0], known.ports()));
        int forFirst = known == null || ports[1] == 0 ? ports[1] : Math.max(ports[1], known.steered());
        IntPredicate inUse = registry.sourcePortsInUse(orders.agent().id());
        IntPredicate recent = registry.sourcePortsRecentlyUsed(orders.agent().id());
        Optional<StandingPlan> made = StandingPlanner.plan(advice.fabric, destination, advice.choice,
            new PoolRequest(policy.sourcePorts(), port -> !inUse.test(port) && !recent.test(port)
                && !orders.leased(port, nanos), forPath, standing.initialPorts(),
                policy.maxSubflows()).steered(forFirst).before(before));
        String reason = made.isEmpty() ? advice.choice.size() < 2 ? String.join("; ", advice.choice.reasons())
            : "source ports lead onto one of " + advice.choice.size() + " paths only"
            : bytes(orders, destination) + size(made.get()) > MOST_BYTES
            ? "there is no room in a message for more plans" : null;
        if (reason != null) {
            orders.declined().put(destination, reason);
            orders.withdraw(destination, nanos);
            return known != null;
        }
        orders.declined().remove(destination);
        StandingEntry entry = orders.entry(destination, nextId.getAsInt());
        entry.need(forPath, forFirst);
        entry.plan(made.get(), advice.choice);
        entry.occasion(occasion);
        orders.lease(entry, destination, before == null ? new int[0] : before.ports(), made.get().ports(), nanos);
        return !made.get().same(before);
    }

    private static int bytes(AgentOrders orders, Destination except) {
        return orders.entries().entrySet().stream().filter(each -> !each.getKey().equals(except))
            .mapToInt(each -> size(each.getValue().plan())).sum();
    }

    private static int size(StandingPlan plan) {
        return plan.initialPaths().length + BYTES_OF_A_PORT * plan.ports().length + BYTES_OF_NAMES;
    }

    /** Pools for first subflows say nothing of the local address: only a host of one address has them. */
    private static boolean steers(AgentOrders orders, Destination destination, StandingPolicy policy) {
        return policy.steering() != StandingPolicy.Steering.NONE
            && orders.agent().capabilities().maxSourcePortPools() > 0
            && orders.agent().addresses().stream().filter(address -> address.isIp6() == destination.local().ipv6())
                .count() == 1;
    }

    /** What is left at the narrowest link between devices. */
    private static long residual(Placement placement, Fabric fabric, TracedPath path) {
        long least = Long.MAX_VALUE;
        for (int i = 1; i < path.length() - 1; i++) {
            least = Math.min(least, fabric.capacityBps(path.link(i)) - placement.loadBps(path.link(i)));
        }
        return least;
    }
}
