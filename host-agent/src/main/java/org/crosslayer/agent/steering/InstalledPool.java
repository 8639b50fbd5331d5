// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.steering;

import java.time.Duration;
import java.util.Comparator;

/**
 * A pool as the kernel has it.
 *
 * @param pool its lifetime is what is left of it
 * @param deadline nanoseconds since the machine started, 0: none
 * @param next place of the next source port, counted from the beginning without end
 */
public record InstalledPool(Origin origin, SourcePortPool pool, long deadline, int next) {
    static final Comparator<InstalledPool> ORDER =
        Comparator.comparing(InstalledPool::origin).thenComparingLong(installed -> installed.pool().id());

    /** One that is handed over at a time. */
    static InstalledPool now(Origin origin, SourcePortPool pool, long bootNanos, int next) {
        Duration lifetime = pool.lifetime();
        long nanos;
        try {
            nanos = lifetime.toNanos();
        } catch (ArithmeticException e) {
            nanos = Long.MAX_VALUE / 2;
        }
        long deadline = lifetime.isZero() ? 0 : bootNanos + Math.min(nanos, Long.MAX_VALUE / 2);
        return new InstalledPool(origin, pool, deadline, next);
    }

    /** Whether the kernel passes it over. */
    public boolean isExpired() {
        return deadline != 0 && Posix.bootNanos() >= deadline;
    }

    boolean isSame(InstalledPool other) {
        return origin == other.origin && pool.id() == other.pool.id();
    }

    /** Whether some connection could take either: then the one whose origin comes first counts. */
    boolean competesWith(InstalledPool other) {
        return pool.remote().equals(other.pool.remote()) && pool.remotePort() == other.pool.remotePort()
            && pool.protocols().stream().anyMatch(other.pool.protocols()::contains);
    }
}
