// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.agents;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Does at once what is to be done at once, and what is to be done later when the test lets that much time pass. */
final class HandClock extends ScheduledThreadPoolExecutor {
    private final List<Later> tasks = new ArrayList<>();
    private long nanos;

    private static final class Later {
        private final long due;
        private final Runnable task;

        Later(long due, Runnable task) {
            this.due = due;
            this.task = task;
        }
    }

    HandClock() {
        super(1);
    }

    @Override
    public synchronized ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        tasks.add(new Later(nanos + unit.toNanos(delay), task));
        return super.schedule(() -> { }, 1, TimeUnit.DAYS);
    }

    /** How many tasks wait for their time. */
    synchronized int waiting() {
        return tasks.size();
    }

    /** Lets time pass; what is due meanwhile is done by the caller. */
    synchronized void pass(long seconds) {
        nanos += TimeUnit.SECONDS.toNanos(seconds);
        List<Later> due = new ArrayList<>(tasks);
        due.removeIf(later -> later.due > nanos);
        tasks.removeAll(due);
        due.forEach(later -> later.task.run());
    }
}
