// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.subflows;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** What came of the requests for subflows of one {@link SubflowOpener}. Thread-safe. */
public final class OpenCounters {
    private final AtomicLongArray results = new AtomicLongArray(OpenResult.Status.values().length);
    private final LongAdder clashes = new LongAdder();

    void count(OpenResult result) {
        results.incrementAndGet(result.status().ordinal());
        clashes.add(result.candidatesInUse());
    }

    /** Requests with this result. */
    public long of(OpenResult.Status status) {
        return results.get(status.ordinal());
    }

    /** Source ports that were in use when they were tried. */
    public long clashes() {
        return clashes.sum();
    }

    /** The name of a value in metrics, such as {@code ports_in_use}. */
    public static String lowerCase(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
