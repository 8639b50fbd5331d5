// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.standing;

import java.util.Map;
import org.crosslayer.agent.module.ModuleFinder;
import org.crosslayer.agent.netlink.NetlinkException;
import org.crosslayer.agent.plans.PlanCounters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The two executors, and which of them acts: the kernel module while it is there and takes the plans, else this one.
 * Used by one thread, but for the question who acts.
 */
final class Executors {
    private static final Logger LOG = LoggerFactory.getLogger(Executors.class);

    private final AgentExecutor agent;
    private KernelExecutor kernel;
    private volatile PlanExecutor active;
    private volatile boolean everKernel;

    Executors(AgentExecutor agent) {
        this.agent = agent;
        this.active = agent;
    }

    ExecutorKind kind() {
        return active.kind();
    }

    boolean isAgent() {
        return active == agent;
    }

    /** Whether the module has acted at any time. */
    boolean wasEverKernel() {
        return everKernel;
    }

    AgentExecutor agent() {
        return agent;
    }

    /** Looks whether the module is there. Nothing acts but what acted before, until {@link #install}. */
    void look(ModuleFinder finder) {
        boolean had = kernel != null;
        close();
        try {
            kernel = finder.find().map(KernelExecutor::new).orElse(null);
        } catch (NetlinkException e) {
            LOG.warn("whether the kernel module can carry out standing plans cannot be told: {}", e.getMessage());
        }
        if (had != (kernel != null)) {
            LOG.info(had ? "the kernel module is gone: this process carries out standing plans"
                : "the kernel module carries out standing plans");
        }
        active = kernel == null ? agent : kernel;
        everKernel |= kernel != null;
    }

    /** Orders in the kernel's table that this process has not put there; null if there are none. */
    Orders found() {
        try {
            return kernel == null ? null : kernel.changed();
        } catch (NetlinkException e) {
            LOG.warn("the kernel's standing plans cannot be read: {}", e.getMessage());
            return null;
        }
    }

    /** Puts orders in force; what the kernel does not take is carried out by this process. */
    Map<Integer, Refusal> install(Orders orders) {
        agent.install(orders);
        if (kernel != null) {
            try {
                Map<Integer, Refusal> refusals = kernel.install(orders);
                active = kernel;
                return refusals;
            } catch (NetlinkException e) {
                LOG.warn("the kernel module does not take the standing plans, this process carries them out: {}",
                    e.getMessage());
                active = agent;
                clear();
            }
        }
        return Map.of();
    }

    /** Takes orders for installed that are in the kernel's table already. */
    void adopt(Orders orders) {
        agent.install(orders);
    }

    private void clear() {
        try {
            kernel.clear();
        } catch (NetlinkException e) {
            LOG.warn("its earlier plans cannot be taken out: {}", e.getMessage());
        }
    }

    /** Has the kernel serve what was established while nobody acted. */
    void rescanKernel() {
        try {
            kernel.rescan();
        } catch (NetlinkException e) {
            LOG.warn("connections that were established just now may lack subflows: {}", e.getMessage());
        }
    }

    Map<Integer, PlanCounters> counters() {
        try {
            return active.counters();
        } catch (NetlinkException e) {
            LOG.debug("the counters of standing plans cannot be read: {}", e.getMessage());
            return Map.of();
        }
    }

    void close() {
        if (kernel != null) {
            kernel.close();
            kernel = null;
        }
    }
}
