// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.steering;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The pools in the running kernel. Nothing is kept here: every call opens what is pinned, under a lock that the
 * processes of this machine share, so that agent and command line can both be at work.
 */
public final class KernelSteering implements PoolTable {
    private final SteeringSettings settings;
    /** The program that is attached was loaded by this object, not by an agent that may have been an older one. */
    private boolean ownProgram;

    public KernelSteering(SteeringSettings settings) {
        this.settings = settings;
    }

    /** What is done with the pins of this network namespace, under the lock. */
    private interface Work<T> {
        T on(Path pins) throws SteeringException;
    }

    /** What is read from the maps. */
    private interface Reading<T> {
        T of(PinnedMaps maps) throws SteeringException;
    }

    @Override
    public void check() throws SteeringException {
        SteeringCheck.run();
        SteeringSite.find(settings);
    }

    @Override
    public List<InstalledPool> pools() throws SteeringException {
        return ifInstalled(maps -> new Generation(maps).read()).orElse(List.of());
    }

    @Override
    public List<PoolStatistics> statistics(List<InstalledPool> pools) throws SteeringException {
        return ifInstalled(maps -> maps.statistics(pools)).orElseGet(
            () -> pools.stream().map(pool -> new PoolStatistics(pool.pool().id(), 0, 0, 0)).toList());
    }

    @Override
    public Optional<SteeringTotals> totals() throws SteeringException {
        return ifInstalled(PinnedMaps::totals);
    }

    @Override
    public void update(Origin origin, Change change) throws SteeringException {
        SteeringCheck.run();
        SteeringSite site = SteeringSite.find(settings);
        long namespace = Posix.networkNamespace();
        makeRoot(site);
        locked(site, namespace, pins -> {
            List<InstalledPool> earlier = SteeringProgram.fits(pins) ? read(pins) : List.of();
            List<InstalledPool> all = PoolSet.of(earlier, origin, change.of(earlier.stream()
                .filter(pool -> pool.origin() == origin).map(InstalledPool::pool).toList()), Posix.bootNanos());
            if (all.isEmpty()) {
                SteeringProgram.remove(pins);
                return null;
            }
            if (!ownProgram || !SteeringProgram.isInstalled(pins)) {
                SteeringProgram.install(pins, settings.cgroup(), site.cgroup(), namespace);
                ownProgram = true;
            }
            try (PinnedMaps maps = PinnedMaps.open(pins)) {
                new Generation(maps).write(all);
            }
            return null;
        });
    }

    @Override
    public boolean off() throws SteeringException {
        SteeringSite site = SteeringSite.find(settings);
        if (!Files.exists(site.root())) {
            return false;
        }
        return locked(site, Posix.networkNamespace(), pins -> {
            boolean there = Files.exists(pins);
            if (there) {
                SteeringCheck.library();
            }
            SteeringProgram.remove(pins);
            return there;
        });
    }

    private <T> Optional<T> ifInstalled(Reading<T> reading) throws SteeringException {
        SteeringSite site = SteeringSite.find(settings);
        if (!Files.exists(site.root())) {
            return Optional.empty();
        }
        SteeringCheck.library();
        return locked(site, Posix.networkNamespace(), pins -> {
            if (!SteeringProgram.isInstalled(pins)) {
                return Optional.empty();
            }
            if (!SteeringProgram.fits(pins)) {
                throw new SteeringException("first-subflow steering: the program that is attached is of another version"
                    + " of the agent: restart the agent, or run 'crosslayer-agent steering off'");
            }
            try (PinnedMaps maps = PinnedMaps.open(pins)) {
                return Optional.of(reading.of(maps));
            }
        });
    }

    private static List<InstalledPool> read(Path pins) throws SteeringException {
        try (PinnedMaps maps = PinnedMaps.open(pins)) {
            return new Generation(maps).read();
        }
    }

    private static void makeRoot(SteeringSite site) throws SteeringException {
        try {
            Files.createDirectories(site.root());
        } catch (IOException e) {
            throw new SteeringException("first-subflow steering: cannot make " + site.root() + ": " + e.getMessage());
        }
    }

    private synchronized <T> T locked(SteeringSite site, long namespace, Work<T> work) throws SteeringException {
        int fd = Posix.open(site.root());
        try {
            Posix.flock(fd, Posix.LOCK_EX);
            return work.on(site.pins(namespace));
        } finally {
            // with the descriptor goes the lock
            Posix.close(fd);
        }
    }
}
