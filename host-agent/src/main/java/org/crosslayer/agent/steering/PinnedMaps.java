// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.steering;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The maps of the attached program, opened from where they are pinned. */
final class PinnedMaps implements AutoCloseable {
    static final String SETTINGS = "settings";
    static final String MATCHES = "matches";
    static final String POOLS = "pools";
    static final String PORTS = "ports";
    static final String COUNTERS = "counters";
    static final String TOTALS = "totals";
    /** Those that the program knows by name; the maps within maps are pinned beside them. */
    static final List<String> NAMES = List.of(SETTINGS, MATCHES, POOLS, PORTS, COUNTERS, TOTALS);

    private final Path directory;
    private final Map<String, BpfMap> maps = new LinkedHashMap<>();

    private PinnedMaps(Path directory) {
        this.directory = directory;
    }

    static PinnedMaps open(Path directory) throws SteeringException {
        PinnedMaps pinned = new PinnedMaps(directory);
        try {
            for (String name : NAMES) {
                pinned.maps.put(name, BpfMap.pinned(directory, name));
            }
            return pinned;
        } catch (SteeringException e) {
            pinned.close();
            throw e;
        }
    }

    Path directory() {
        return directory;
    }

    BpfMap map(String name) {
        return maps.get(name);
    }

    MapLayout.Settings settings() throws SteeringException {
        ByteBuffer value = Posix.buffer(MapLayout.SETTINGS_BYTES);
        map(SETTINGS).lookup(0, value);
        return MapLayout.Settings.decode(value);
    }

    SteeringTotals totals() throws SteeringException {
        return MapLayout.totals(sums(map(TOTALS), Posix.buffer(4), MapLayout.TOTALS_BYTES));
    }

    List<PoolStatistics> statistics(List<InstalledPool> pools) throws SteeringException {
        List<PoolStatistics> statistics = new ArrayList<>();
        for (InstalledPool pool : pools) {
            long[] sums = sums(map(COUNTERS), MapLayout.poolKey(pool), MapLayout.POOL_COUNTERS_BYTES);
            statistics.add(new PoolStatistics(pool.pool().id(), sums[0], sums[1], sums[2]));
        }
        return statistics;
    }

    private static long[] sums(BpfMap map, ByteBuffer key, int bytes) throws SteeringException {
        int processors = LibBpf.libbpf_num_possible_cpus();
        ByteBuffer values = Posix.buffer(bytes * processors);
        map.lookup(key, values);
        return MapLayout.sums(values, bytes, processors);
    }

    @Override
    public void close() {
        maps.values().forEach(BpfMap::close);
    }
}
