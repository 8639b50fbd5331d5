// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.steering;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which pools are there after those of one origin were replaced. */
final class PoolSet {
    /** What a pool takes of the trie: two of one origin must not take the same. */
    private record Place(RemotePrefix remote, int remotePort, SteeredProtocol protocol) {
    }

    private PoolSet() {
    }

    /**
     * The pools of other origins that have time left, and the new ones; by origin and id.
     *
     * @throws SteeringException the new ones contradict each other, or all together are too many
     */
    static List<InstalledPool> of(List<InstalledPool> earlier, Origin origin, List<SourcePortPool> wanted,
                                  long bootNanos) throws SteeringException {
        check(wanted);
        Map<Long, Integer> next = new HashMap<>();
        List<InstalledPool> all = new ArrayList<>();
        for (InstalledPool pool : earlier) {
            if (pool.origin() == origin) {
                next.put(pool.pool().id(), pool.next());
            } else if (pool.deadline() == 0 || pool.deadline() > bootNanos) {
                all.add(pool);
            }
        }
        for (SourcePortPool pool : wanted) {
            all.add(InstalledPool.now(origin, pool, bootNanos, next.getOrDefault(pool.id(), 0)));
        }
        all.sort(InstalledPool.ORDER);
        checkLimits(all);
        return all;
    }

    private static void check(List<SourcePortPool> pools) throws SteeringException {
        Set<Long> ids = new HashSet<>();
        Map<Place, Long> places = new HashMap<>();
        for (SourcePortPool pool : pools) {
            if (!ids.add(pool.id())) {
                throw new SteeringException("there are two pools with id " + pool.id());
            }
            for (SteeredProtocol protocol : pool.protocols()) {
                Long other = places.put(new Place(pool.remote(), pool.remotePort(), protocol), pool.id());
                if (other != null) {
                    throw new SteeringException("pools " + other + " and " + pool.id() + " are both for " + protocol
                        + " to " + pool.remote() + (pool.remotePort() == 0 ? "" : " port " + pool.remotePort()));
                }
            }
        }
    }

    private static void checkLimits(List<InstalledPool> pools) throws SteeringException {
        if (pools.size() > MapLayout.MAX_POOLS) {
            throw new SteeringException(pools.size() + " pools are more than " + MapLayout.MAX_POOLS);
        }
        long ports = pools.stream().mapToLong(pool -> pool.pool().sourcePorts().size()).sum();
        if (ports > MapLayout.MAX_PORTS) {
            throw new SteeringException(ports + " source ports in all pools together are more than "
                + MapLayout.MAX_PORTS);
        }
    }
}
