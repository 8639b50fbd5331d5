// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.standing;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.crosslayer.agent.connections.ConnectionTable;
import org.crosslayer.agent.connections.TableSlots;
import org.crosslayer.agent.module.ModuleEvent;
import org.crosslayer.agent.module.ModuleFinder;
import org.crosslayer.agent.module.ModuleWatch;
import org.crosslayer.agent.mptcp.ConnectionName;
import org.crosslayer.agent.mptcp.PathManager;
import org.crosslayer.agent.netlink.Errno;
import org.crosslayer.agent.plans.PlanCounters;
import org.crosslayer.agent.subflows.OpenCounters;
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
    private static final long CLOSE_SECONDS = 2;

    private final PlanLimits limits;
    private final PoolSink pools;
    private final Executors executors;
    private final PlannedConnections connections;
    private final Worker worker = new Worker("standing");
    private final OpenCounters requests;
    private volatile ModuleFinder module = Optional::empty;
    // From here on: the worker's.
    private final OrdersInForce current;
    private final StatusTeller teller = new StatusTeller();
    private ScheduledFuture<?> expiry;
    private ScheduledFuture<?> counting;

    /**
     * Holds nothing yet, but is asked about every connection from now on.
     *
     * @param pathManager of this object alone: subflows are opened on its one thread
     */
    public StandingPlans(Settings settings, ConnectionTable table, PathManager pathManager, OwnAddresses ownAddresses,
                         PoolSink pools) {
        SubflowOpener opener = new SubflowOpener(pathManager, new TableSlots(table, settings.maxSubflows()));
        this.requests = opener.counters();
        this.executors = new Executors(new AgentExecutor(pathManager, opener, ownAddresses));
        this.limits = new PlanLimits(settings.maxPlans(), settings.maxSubflows(), ownAddresses, settings.restricted());
        this.pools = pools;
        PlanLookup lookup = new PlanLookup();
        this.current = new OrdersInForce(limits, executors, lookup, pools);
        this.connections = new PlannedConnections(table, lookup, executors, worker);
        table.whenEstablished(connections::established);
    }

    /** Who carries out plans now. */
    public ExecutorKind executor() {
        return executors.kind();
    }

    /** Plans in force. */
    public int plansInForce() {
        return current.planCount();
    }

    /** What came of the subflows that this process has opened for plans. */
    public OpenCounters requests() {
        return requests;
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
                teller.writeTo(statusFile);
                executors.look(module);
                Orders found = executors.found();
                if (found != null && (found.generation() != 0 || local.plans().isEmpty())) {
                    adopt(found);
                } else if (local != Orders.NONE) {
                    apply(local);
                }
                watch();
                if (current.orders() != Orders.NONE) {
                    tell();
                }
            }).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void onChange() {
        worker.execute(() -> {
            executors.look(module);
            Orders found = executors.found();
            if (found != null && current.orders() == Orders.NONE) {
                adopt(found);
            } else {
                current.installAgain();
            }
            watch();
            if (executors.isAgent()) {
                connections.rescan();
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
            case HIT, REFUSED, EXHAUSTED -> LOG.debug("{}: {}", ConnectionName.of(event.token()), event);
            default -> LOG.debug("{}", event);
        }
        connections.onEvent(event);
    }

    /** Whom to tell of changes from now on, first of what is in force, if anything is; on this object's thread. */
    public void listen(Consumer<StandingStatus> newListener) {
        worker.execute(() -> {
            teller.listen(newListener);
            if (current.orders() != Orders.NONE) {
                tell();
            }
        });
    }

    /** Tells nobody any more. */
    public void listenNoMore() {
        worker.execute(() -> teller.listen(status -> { }));
    }

    /**
     * Puts a controller's orders in force, whole, instead of all that was.
     *
     * @param first the first ones of this stream: they replace orders of any generation
     */
    public void order(Orders newOrders, boolean first) {
        worker.execute(() -> {
            if (first || Long.compareUnsigned(newOrders.generation(), current.orders().generation()) > 0) {
                apply(newOrders);
            }
            tell();
        });
    }

    /** Gives the orders of a generation more time, if they are in force. */
    public void renew(long generation, long expiresNanos) {
        worker.execute(() -> {
            if (current.orders().generation() == generation) {
                apply(current.orders().until(expiresNanos));
                teller.publish(executors, current);
            }
        });
    }

    private void apply(Orders orders) {
        boolean renewed = orders.generation() == current.orders().generation();
        current.replace(orders);
        watch();
        if (orders != Orders.NONE && (!renewed || orders.generation() == 0)) {
            LOG.info("{}: {} of {} plans in force, carried out by the {}; {} of {} pools",
                orders.generation() == 0 ? "standing plans of this host"
                    : "standing orders " + Long.toUnsignedString(orders.generation()), current.planCount(),
                orders.plans().size(), executors.isAgent() ? "agent" : "kernel", current.poolCount(),
                orders.pools().size());
        }
    }

    /** Takes over what is in the kernel's table: of an agent before this one, or put there by hand. */
    private void adopt(Orders found) {
        LOG.info("{} standing plans found in the kernel{}", found.plans().size(), found.generation() == 0 ? ""
            : ", of orders " + Long.toUnsignedString(found.generation()));
        current.adopt(found);
    }

    private void watch() {
        Orders orders = current.orders();
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
        if (current.orders().isOver(System.nanoTime())) {
            if (!current.orders().isEmpty()) {
                LOG.warn("the time of standing orders {} is over: nobody renewed them",
                    Long.toUnsignedString(current.orders().generation()));
            }
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
        Map<Integer, PlanCounters> plans = executors.counters();
        Map<Integer, PoolSink.Counters> poolCounters = pools.counters();
        if (!teller.hasTold(plans, poolCounters)) {
            teller.tell(executors, current, plans, poolCounters);
        }
    }

    private void tell() {
        teller.tell(executors, current, executors.counters(), pools.counters());
    }

    /** Ends the thread. What the kernel carries out, it goes on carrying out. */
    @Override
    public void close() {
        worker.shutdownNow();
        try {
            // What it is writing would else be there after the file was deleted.
            if (!worker.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.debug("the thread of standing plans is still busy");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        executors.close();
        teller.close();
    }
}
