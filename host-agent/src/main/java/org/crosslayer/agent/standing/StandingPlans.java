// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.standing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.crosslayer.agent.connections.ConnectionTable;
import org.crosslayer.agent.connections.MptcpConnection;
import org.crosslayer.agent.connections.TableSlots;
import org.crosslayer.agent.module.ModuleEvent;
import org.crosslayer.agent.module.ModuleFinder;
import org.crosslayer.agent.module.ModuleWatch;
import org.crosslayer.agent.mptcp.FourTuple;
import org.crosslayer.agent.mptcp.PathManager;
import org.crosslayer.agent.netlink.Errno;
import org.crosslayer.agent.plans.PlanCounters;
import org.crosslayer.agent.plans.PlanTable;
import org.crosslayer.agent.plans.StandingPlan;
import org.crosslayer.agent.subflows.OwnAddresses;
import org.crosslayer.agent.subflows.SubflowOpener;
import org.crosslayer.agent.worker.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the orders that are in force, whatever becomes of those who gave them, until their time is over. Looking a
 * connection's plan up is done wherever the connection is seen; everything else on one thread of its own, so that
 * neither the kernel's events nor the controller wait for subflows to be opened.
 */
public final class StandingPlans implements ModuleWatch.Listener, AutoCloseable {
    /**
     * Limits.
     *
     * @param maxPlans most plans in force
     * @param maxSubflows most subflows of a connection, the first one included
     * @param restricted whether some addresses of this host may not be used
     */
    public record Settings(int maxPlans, int maxSubflows, boolean restricted) {
    }

    private static final Logger LOG = LoggerFactory.getLogger(StandingPlans.class);
    private static final long COUNTERS_SECONDS = 10;

    /** What connections are looked up in. */
    private record Lookup(PlanTable plans, long expiresNanos) {
        private static final Lookup NOTHING = new Lookup(PlanTable.EMPTY, Orders.NEVER);

        private StandingPlan find(FourTuple initial) {
            if (plans == PlanTable.EMPTY || expiresNanos != Orders.NEVER && System.nanoTime() - expiresNanos >= 0) {
                return null;
            }
            return plans.find(initial.local().address(), initial.remote().address(), initial.remote().port());
        }
    }

    private final ConnectionTable table;
    private final PlanLimits limits;
    private final PoolSink pools;
    private final Executors executors;
    private final Worker worker = new Worker("standing");
    private volatile Lookup lookup = Lookup.NOTHING;
    private volatile ModuleFinder module = Optional::empty;
    // From here on: the worker's.
    private Orders orders = Orders.NONE;
    private List<StandingPlan> inForce = List.of();
    private final Map<Integer, Refusal> planRefusals = new HashMap<>();
    private Map<Integer, Refusal> poolRefusals = Map.of();
    private Consumer<StandingStatus> listener = status -> { };
    private StatusFile file;
    private Map<Integer, PlanCounters> toldCounters = Map.of();
    private Map<Integer, PoolSink.Counters> toldPoolCounters = Map.of();
    private ScheduledFuture<?> expiry;
    private ScheduledFuture<?> counting;

    /**
     * Holds nothing yet, but is asked about every connection from now on.
     *
     * @param pathManager of this object alone: subflows are opened on its one thread
     */
    public StandingPlans(Settings settings, ConnectionTable table, PathManager pathManager, OwnAddresses ownAddresses,
                         PoolSink pools) {
        this.table = table;
        this.executors = new Executors(new AgentExecutor(new SubflowOpener(pathManager,
            new TableSlots(table, settings.maxSubflows())), ownAddresses));
        this.limits = new PlanLimits(settings.maxPlans(), settings.maxSubflows(), ownAddresses, settings.restricted());
        this.pools = pools;
        table.whenEstablished(this::established);
    }

    /** Who carries out plans now. */
    public ExecutorKind executor() {
        return executors.kind();
    }

    /** Most plans that can be in force. */
    public int maxPlans() {
        return limits.maxPlans();
    }

    /** Most pools that can be in force. */
    public int maxPools() {
        return pools.maxPools();
    }

    /**
     * Begins with what the kernel module has from an earlier agent's controller, else with plans of this host's own.
     * Returns when connections can be looked up; once, before the connections that are there are read.
     *
     * @param local plans of this host's own
     * @param statusFile where to write what is in force
     * @param finder finds the module, now and whenever {@link #onChange} is called
     */
    public void start(Orders local, StatusFile statusFile, ModuleFinder finder) {
        module = finder;
        try {
            worker.submit(() -> {
                file = statusFile;
                executors.look(module);
                Orders found = executors.found();
                if (found != null && (found.generation() != 0 || local.plans().isEmpty())) {
                    adopt(found);
                } else if (local != Orders.NONE) {
                    apply(local);
                }
                watch();
                if (orders != Orders.NONE) {
                    tell();
                }
            }).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** A connection has been established, or was found established; under the table's lock. The id of its plan. */
    private int established(MptcpConnection connection) {
        StandingPlan plan = connection.serverSide() || connection.denyJoinInitial() ? null
            : lookup.find(connection.initial());
        if (plan == null) {
            return 0;
        }
        if (executors.isAgent() && connection.subflowsAndPending() <= 1) {
            worker.execute(() -> serve(connection.token(), connection.initial(), plan));
        }
        return plan.id();
    }

    /** What was asked for before the kernel took over is the kernel's. */
    private void serve(int token, FourTuple initial, StandingPlan plan) {
        boolean wanting = executors.isAgent() && table.locked(() -> {
            MptcpConnection connection = table.connection(token);
            return connection != null && connection.initial().equals(initial) && connection.subflowsAndPending() <= 1;
        });
        if (wanting) {
            executors.agent().serve(token, initial, plan);
        }
    }

    /** Serves the connections that have a plan and no subflow but the first. */
    private void rescan() {
        table.locked(() -> {
            for (MptcpConnection connection : table.connections()) {
                if (connection.isEstablished()) {
                    established(connection);
                }
            }
            return null;
        });
    }

    @Override
    public void onChange() {
        worker.execute(() -> {
            executors.look(module);
            Orders found = executors.found();
            if (found != null && orders == Orders.NONE) {
                adopt(found);
            } else {
                planRefusals.clear();
                put(orders, limits.admit(orders.plans(), planRefusals));
            }
            watch();
            if (executors.isAgent()) {
                rescan();
            } else {
                executors.rescanKernel();
            }
            tell();
        });
    }

    @Override
    public void onEvent(ModuleEvent event) {
        switch (event.kind()) {
            case DEAF -> LOG.warn("the kernel module cannot hear of connections here: {}", Errno.text(event.errno()));
            case LOST -> LOG.warn("the kernel module has lost events and looks for connections anew");
            default -> LOG.debug("{}", event);
        }
    }

    /** Whom to tell of changes from now on, first of what is in force, if anything is; on this object's thread. */
    public void listen(Consumer<StandingStatus> newListener) {
        worker.execute(() -> {
            listener = newListener;
            if (orders != Orders.NONE) {
                tell();
            }
        });
    }

    /** Tells nobody any more. */
    public void listenNoMore() {
        worker.execute(() -> listener = status -> { });
    }

    /**
     * Puts a controller's orders in force, whole, instead of all that was.
     *
     * @param first the first ones of this stream: they replace orders of any generation
     */
    public void order(Orders newOrders, boolean first) {
        worker.execute(() -> {
            if (first || Long.compareUnsigned(newOrders.generation(), orders.generation()) > 0) {
                apply(newOrders);
            }
            tell();
        });
    }

    /** Gives the orders of a generation more time, if they are in force. */
    public void renew(long generation, long expiresNanos) {
        worker.execute(() -> {
            if (orders.generation() == generation) {
                apply(orders.until(expiresNanos));
                publish(status(toldCounters, toldPoolCounters));
            }
        });
    }

    private void apply(Orders newOrders) {
        boolean renewed = newOrders.generation() == orders.generation();
        planRefusals.clear();
        List<StandingPlan> admitted = limits.admit(newOrders.plans(), planRefusals);
        onlyKept(admitted);
        put(newOrders, admitted);
        poolRefusals = pools.replaceAll(newOrders.pools(), newOrders.millisLeft(System.nanoTime()));
        watch();
        if (newOrders != Orders.NONE && (!renewed || newOrders.generation() == 0)) {
            LOG.info("{}: {} of {} plans in force, carried out by the {}; {} of {} pools",
                newOrders.generation() == 0 ? "standing plans of this host"
                    : "standing orders " + Long.toUnsignedString(newOrders.generation()), inForce.size(),
                newOrders.plans().size(), executors.isAgent() ? "agent" : "kernel",
                newOrders.pools().size() - poolRefusals.size(), newOrders.pools().size());
        }
    }

    private void put(Orders newOrders, List<StandingPlan> admitted) {
        planRefusals.putAll(executors.install(newOrders.with(admitted)));
        List<StandingPlan> taken = new ArrayList<>(admitted);
        taken.removeIf(plan -> planRefusals.containsKey(plan.id()));
        remember(newOrders, taken);
    }

    private void remember(Orders newOrders, List<StandingPlan> taken) {
        orders = newOrders;
        inForce = taken;
        lookup = new Lookup(PlanTable.of(taken), newOrders.expiresNanos());
    }

    /** Takes over what is in the kernel's table: of an agent before this one, or put there by hand. */
    private void adopt(Orders found) {
        LOG.info("{} standing plans found in the kernel{}", found.plans().size(), found.generation() == 0 ? ""
            : ", of orders " + Long.toUnsignedString(found.generation()));
        planRefusals.clear();
        executors.adopt(found);
        remember(found, found.plans());
    }

    /** A plan that is being withdrawn must not be taken for one that serves. */
    private void onlyKept(List<StandingPlan> admitted) {
        Set<Integer> ids = new HashSet<>();
        admitted.forEach(plan -> ids.add(plan.id()));
        List<StandingPlan> kept = new ArrayList<>(inForce);
        if (kept.removeIf(plan -> !ids.contains(plan.id()))) {
            lookup = new Lookup(PlanTable.of(kept), orders.expiresNanos());
        }
    }

    private void watch() {
        if (expiry != null) {
            expiry.cancel(false);
        }
        expiry = orders.expires() ? worker.schedule(this::expire,
            Math.max(0, orders.expiresNanos() - System.nanoTime()), TimeUnit.NANOSECONDS) : null;
        if (counting == null && !(orders.isEmpty() && executors.isAgent())) {
            counting = worker.scheduleWithFixedDelay(this::count, COUNTERS_SECONDS, COUNTERS_SECONDS,
                TimeUnit.SECONDS);
        }
    }

    private void expire() {
        if (orders.isOver(System.nanoTime())) {
            LOG.warn("the time of standing orders {} is over: nobody renewed them",
                Long.toUnsignedString(orders.generation()));
            apply(Orders.NONE);
            tell();
        }
    }

    /** At intervals, while there is something to count or the kernel's table may be changed by others. */
    private void count() {
        Orders found = executors.isAgent() ? null : executors.found();
        if (found != null) {
            adopt(found);
            watch();
            tell();
            return;
        }
        Map<Integer, PlanCounters> counters = executors.counters();
        Map<Integer, PoolSink.Counters> poolCounters = pools.counters();
        if (!counters.equals(toldCounters) || !poolCounters.equals(toldPoolCounters)) {
            tell(counters, poolCounters);
        }
    }

    private void tell() {
        tell(executors.counters(), pools.counters());
    }

    private void tell(Map<Integer, PlanCounters> counters, Map<Integer, PoolSink.Counters> poolCounters) {
        toldCounters = counters;
        toldPoolCounters = poolCounters;
        StandingStatus status = status(counters, poolCounters);
        listener.accept(status);
        publish(status);
    }

    private void publish(StandingStatus status) {
        if (file != null) {
            file.write(status);
        }
    }

    private StandingStatus status(Map<Integer, PlanCounters> counters,
                                  Map<Integer, PoolSink.Counters> poolCounters) {
        List<StandingStatus.PlanStatus> plans = new ArrayList<>(orders.plans().size());
        for (StandingPlan plan : orders.plans()) {
            plans.add(new StandingStatus.PlanStatus(plan, planRefusals.get(plan.id()),
                counters.getOrDefault(plan.id(), PlanCounters.ZERO)));
        }
        List<StandingStatus.PoolStatus> poolStates = new ArrayList<>(orders.pools().size());
        for (SourcePool pool : orders.pools()) {
            poolStates.add(new StandingStatus.PoolStatus(pool, poolRefusals.get(pool.id()),
                poolCounters.getOrDefault(pool.id(), PoolSink.Counters.ZERO)));
        }
        return new StandingStatus(orders.generation(), executors.kind(), orders.millisLeft(System.nanoTime()), plans,
            poolStates);
    }

    /** Ends the thread. What the kernel carries out, it goes on carrying out. */
    @Override
    public void close() {
        worker.shutdownNow();
        executors.close();
        if (file != null) {
            file.delete();
        }
    }
}
