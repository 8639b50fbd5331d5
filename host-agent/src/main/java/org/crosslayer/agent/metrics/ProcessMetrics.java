// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.OptionalLong;

/** What Prometheus expects of every process, by the names that its own libraries give. */
public final class ProcessMetrics {
    private static final double NANOS = 1e9;
    private static final double MILLIS = 1e3;
    private static final long KIB = 1024;

    private ProcessMetrics() {
    }

    /** Writes all families; what /proc does not tell is left out. */
    public static void write(MetricText text) {
        ProcessHandle.Info info = ProcessHandle.current().info();
        info.totalCpuDuration().ifPresent(used -> text.family("process_cpu_seconds", MetricText.Type.COUNTER,
            "Processor time.").sample(used.toNanos() / NANOS));
        info.startInstant().map(Instant::toEpochMilli).ifPresent(start -> text.gauge("process_start_time_seconds",
            "Start of the process, in seconds since 1970.", start / MILLIS));
        resident().ifPresent(bytes -> text.gauge("process_resident_memory_bytes", "Resident memory.", bytes));
    }

    private static OptionalLong resident() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream().filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * KIB).findFirst();
        } catch (IOException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
