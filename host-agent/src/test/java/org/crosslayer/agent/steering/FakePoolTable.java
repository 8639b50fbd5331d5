// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.steering;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Pools that no kernel has. */
public final class FakePoolTable implements PoolTable {
    public SteeringException refusal;
    private List<InstalledPool> pools = new ArrayList<>();

    private void refuse() throws SteeringException {
        if (refusal != null) {
            throw refusal;
        }
    }

    @Override
    public void check() throws SteeringException {
        refuse();
    }

    @Override
    public List<InstalledPool> pools() throws SteeringException {
        refuse();
        return pools;
    }

    @Override
    public List<PoolStatistics> statistics(List<InstalledPool> of) {
        return of.stream().map(pool -> new PoolStatistics(pool.pool().id(), 5, 2, 1)).toList();
    }

    @Override
    public Optional<SteeringTotals> totals() throws SteeringException {
        refuse();
        return pools.isEmpty() ? Optional.empty() : Optional.of(new SteeringTotals(5, 2, 1, 7, 0, 3, 0));
    }

    @Override
    public void update(Origin origin, Change change) throws SteeringException {
        refuse();
        pools = PoolSet.of(pools, origin, change.of(pools.stream().filter(pool -> pool.origin() == origin)
            .map(InstalledPool::pool).toList()), 0);
    }

    @Override
    public boolean off() {
        boolean was = !pools.isEmpty();
        pools = new ArrayList<>();
        return was;
    }
}
