// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.worker;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One daemon thread that carries out tasks in order, at once or later. A task that fails is logged, not forgotten; one
 * that comes after the shutdown is.
 */
public final class Worker extends ScheduledThreadPoolExecutor {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    private final String name;

    public Worker(String name) {
        super(1, task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        this.name = name;
        setRemoveOnCancelPolicy(true);
        // Callbacks may come in until the very end.
        setRejectedExecutionHandler(new DiscardPolicy());
        setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    protected void afterExecute(Runnable task, Throwable thrown) {
        if (task instanceof Future<?> future && future.isDone()) {
            try {
                future.get();
            } catch (ExecutionException e) {
                LOG.error("a task of the thread '{}' failed", name, e.getCause());
            } catch (CancellationException e) {
                // asked for
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
