// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.standing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.crosslayer.agent.steering.FirstSubflowSteering;
import org.crosslayer.agent.steering.PoolStatistics;
import org.crosslayer.agent.steering.RemotePrefix;
import org.crosslayer.agent.steering.SourcePortPool;
import org.crosslayer.agent.steering.SteeredProtocol;
import org.crosslayer.agent.steering.SteeringException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands pools to the kernel program that chooses the source ports of first subflows. */
public final class SteeringPools implements PoolSink {
    private static final Logger LOG = LoggerFactory.getLogger(SteeringPools.class);
    private static final int MAX_POOLS = 4096;

    private final FirstSubflowSteering steering;
    /** The kernel has pools of a controller, as far as is known: at first, those that an earlier agent has left. */
    private boolean some = true;
    private boolean used;

    public SteeringPools(FirstSubflowSteering steering) {
        this.steering = steering;
    }

    @Override
    public int maxPools() {
        return steering.available() ? MAX_POOLS : 0;
    }

    @Override
    public Map<Integer, Refusal> replaceAll(List<SourcePool> pools, long millisLeft) {
        if (!steering.available()) {
            return PoolSink.none().replaceAll(pools, millisLeft);
        }
        if (pools.isEmpty() && !some) {
            return Map.of();
        }
        Map<Integer, Refusal> refusals = new HashMap<>();
        List<SourcePortPool> taken = new ArrayList<>(pools.size());
        for (SourcePool pool : pools) {
            try {
                taken.add(new SourcePortPool(Integer.toUnsignedLong(pool.id()), new RemotePrefix(
                    pool.remote().address(), pool.remote().length()), pool.remotePort(), protocols(pool),
                    pool.sourcePorts(), Duration.ofMillis(millisLeft)));
            } catch (IllegalArgumentException e) {
                refusals.put(pool.id(), Refusal.byAgent(e.getMessage()));
            }
        }
        try {
            replace(taken);
        } catch (SteeringException e) {
            LOG.warn("source ports of first subflows are the kernel's choice: {}", e.getMessage());
            pools.forEach(pool -> refusals.putIfAbsent(pool.id(), new Refusal(true, 0, e.getMessage())));
            withdraw();
        }
        return refusals;
    }

    private void replace(List<SourcePortPool> pools) throws SteeringException {
        steering.replaceAll(pools);
        some = !pools.isEmpty();
        used = some;
    }

    /** What was in force before may lead elsewhere by now. */
    private void withdraw() {
        try {
            replace(List.of());
        } catch (SteeringException e) {
            LOG.warn("the earlier source ports stay until their time is over: {}", e.getMessage());
        }
    }

    private static Set<SteeredProtocol> protocols(SourcePool pool) {
        Set<SteeredProtocol> protocols = EnumSet.noneOf(SteeredProtocol.class);
        if (pool.mptcp()) {
            protocols.add(SteeredProtocol.MPTCP);
        }
        if (pool.tcp()) {
            protocols.add(SteeredProtocol.TCP);
        }
        return protocols;
    }

    @Override
    public Map<Integer, Counters> counters() {
        Map<Integer, Counters> counters = new HashMap<>();
        if (used) {
            try {
                for (PoolStatistics pool : steering.statistics()) {
                    counters.put((int) pool.id(), new Counters(pool.steered(), pool.busy(), pool.exhausted()));
                }
            } catch (SteeringException e) {
                LOG.debug("the counters of pools cannot be read: {}", e.getMessage());
            }
        }
        return counters;
    }
}
