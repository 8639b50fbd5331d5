// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Benchmarks by the names that the command line has for them.
 */
enum Group {
    /** Plans per second. */
    PLANNER(PlannerBenchmark.class),
    /** Time of a choice among next hops, by hash model. */
    HASH(HashBenchmark.class),
    /** Traces and port searches per second. */
    TRACE(TraceBenchmark.class),
    /** Time of a repair, of a whole network and of a network with some new connections. */
    REPAIR(RepairBenchmark.class, ChurnRepairBenchmark.class),
    /** Time of a snapshot. */
    FABRIC(FabricBenchmark.class);

    private final List<Class<?>> types;

    Group(Class<?>... types) {
        this.types = List.of(types);
    }

    /** Regular expression of the group's benchmarks. */
    String pattern() {
        return types.stream().map(type -> "\\Q" + type.getName() + "\\E\\..*").collect(Collectors.joining("|"));
    }

    /** Whether each run counts by itself, since it changes what it works on. */
    boolean singleShot() {
        return this == REPAIR || this == FABRIC;
    }

    /** Most memory that the group's JVM may take: for snapshots, what is promised of them. */
    String heap() {
        return this == FABRIC ? "512m" : "2g";
    }

    static Group named(String name) {
        return Arrays.stream(values()).filter(group -> group.toString().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no benchmark '" + name + "': expected "
                        + Arrays.stream(values()).map(Group::toString).collect(Collectors.joining(", "))));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
