// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.steering;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All pools of a moment in the kernel's maps. A new generation is written beside the one in force, into the slot that
 * is free, and then put in its place by one change of one map (see steering.h).
 */
final class Generation {
    private static final int NO_SLOT = -1;

    private final PinnedMaps maps;

    Generation(PinnedMaps maps) {
        this.maps = maps;
    }

    private static String inSlot(String name, int slot) {
        return name + "-" + slot;
    }

    /** The slot of the trie that the program sees. */
    private int slot() throws SteeringException {
        ByteBuffer id = Posix.buffer(4);
        if (maps.map(PinnedMaps.MATCHES).lookup(0, id)) {
            for (int slot = 0; slot < 2; slot++) {
                if (isPinned(slot)) {
                    try (BpfMap trie = BpfMap.pinned(maps.directory(), inSlot(PinnedMaps.MATCHES, slot))) {
                        if (trie.id() == id.getInt(0)) {
                            return slot;
                        }
                    }
                }
            }
        }
        return NO_SLOT;
    }

    private boolean isPinned(int slot) {
        return Files.exists(maps.directory().resolve(inSlot(PinnedMaps.MATCHES, slot)));
    }

    List<InstalledPool> read() throws SteeringException {
        int slot = slot();
        List<InstalledPool> pools = new ArrayList<>();
        if (slot == NO_SLOT) {
            return pools;
        }
        try (BpfMap poolMap = BpfMap.pinned(maps.directory(), inSlot(PinnedMaps.POOLS, slot));
             BpfMap portMap = BpfMap.pinned(maps.directory(), inSlot(PinnedMaps.PORTS, slot))) {
            int poolCount = poolMap.entries();
            ByteBuffer poolValues = poolMap.read(poolCount, MapLayout.POOL_BYTES);
            ByteBuffer ports = portMap.read(portMap.entries(), MapLayout.PORT_BYTES);
            long now = Posix.bootNanos();
            for (int i = 0; i < poolCount; i++) {
                pools.add(MapLayout.pool(poolValues, i * MapLayout.POOL_BYTES, ports, now));
            }
        }
        return pools;
    }

    /** Puts these in the place of all that are there. On an exception those are still in force. */
    void write(List<InstalledPool> pools) throws SteeringException {
        int ports = pools.stream().mapToInt(pool -> pool.pool().sourcePorts().size()).sum();
        int slot = slot() == 0 ? 1 : 0;
        try (BpfMap trie = BpfMap.create("steer_matches", LibBpf.MAP_TYPE_LPM_TRIE, MapLayout.MATCH_KEY_BYTES,
                MapLayout.MATCH_BYTES, MapLayout.MAX_MATCHES, LibBpf.F_NO_PREALLOC);
             BpfMap poolMap = array("steer_pools", MapLayout.POOL_BYTES, pools.size());
             BpfMap portMap = array("steer_ports", MapLayout.PORT_BYTES, ports)) {
            fill(poolMap, portMap, pools, ports);
            for (Map.Entry<ByteBuffer, List<Integer>> match : byMatch(pools).entrySet()) {
                trie.update(match.getKey(), MapLayout.match(match.getKey(), slot, match.getValue()));
            }
            addCounters(pools);
            poolMap.pin(maps.directory(), inSlot(PinnedMaps.POOLS, slot));
            portMap.pin(maps.directory(), inSlot(PinnedMaps.PORTS, slot));
            trie.pin(maps.directory(), inSlot(PinnedMaps.MATCHES, slot));
            maps.map(PinnedMaps.POOLS).update(slot, poolMap);
            maps.map(PinnedMaps.PORTS).update(slot, portMap);
            maps.map(PinnedMaps.MATCHES).update(0, trie);
        }
        dropCounters(pools);
    }

    private static BpfMap array(String name, int valueBytes, int entries) throws SteeringException {
        return BpfMap.create(name, LibBpf.MAP_TYPE_ARRAY, 4, valueBytes, entries, LibBpf.F_INNER_MAP);
    }

    private static void fill(BpfMap poolMap, BpfMap portMap, List<InstalledPool> pools, int ports)
        throws SteeringException {
        ByteBuffer poolValues = Posix.buffer(MapLayout.POOL_BYTES * pools.size());
        ByteBuffer portValues = Posix.buffer(MapLayout.PORT_BYTES * ports);
        int at = 0;
        for (InstalledPool pool : pools) {
            MapLayout.putPool(poolValues, at, pool, portValues.position() / MapLayout.PORT_BYTES);
            at += MapLayout.POOL_BYTES;
            pool.pool().sourcePorts().forEach(port -> portValues.putShort(port.shortValue()));
        }
        poolMap.fill(poolValues, pools.size());
        portMap.fill(portValues.rewind(), ports);
    }

    /** Indices of the pools that are for the same, in the order of their origins. */
    private static Map<ByteBuffer, List<Integer>> byMatch(List<InstalledPool> pools) {
        Map<ByteBuffer, List<Integer>> indices = new LinkedHashMap<>();
        for (int i = 0; i < pools.size(); i++) {
            SourcePortPool pool = pools.get(i).pool();
            for (SteeredProtocol protocol : pool.protocols()) {
                indices.computeIfAbsent(MapLayout.matchKey(pool, protocol), any -> new ArrayList<>(1)).add(i);
            }
        }
        return indices;
    }

    private void addCounters(List<InstalledPool> pools) throws SteeringException {
        // A change that failed may have left some: there is room for those in force and these.
        dropCounters(read());
        ByteBuffer zero = Posix.buffer(MapLayout.POOL_COUNTERS_BYTES * LibBpf.libbpf_num_possible_cpus());
        for (InstalledPool pool : pools) {
            maps.map(PinnedMaps.COUNTERS).add(MapLayout.poolKey(pool), zero);
        }
    }

    private void dropCounters(List<InstalledPool> pools) throws SteeringException {
        Set<ByteBuffer> used = new HashSet<>();
        pools.forEach(pool -> used.add(MapLayout.poolKey(pool)));
        for (ByteBuffer key : maps.map(PinnedMaps.COUNTERS).keys(MapLayout.POOL_KEY_BYTES)) {
            if (!used.contains(key)) {
                maps.map(PinnedMaps.COUNTERS).delete(key);
            }
        }
    }
}
