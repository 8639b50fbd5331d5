// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.service;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Speaks systemd's notification protocol (sd_notify): {@code READY=1}, {@code STOPPING=1}, {@code STATUS=...}, and
 * {@code WATCHDOG=1} as long as the thread that reads the kernel's events is seen to go round. Without
 * {@code NOTIFY_SOCKET} nothing is done.
 */
public final class ServiceManager {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceManager.class);
    /** As systemd advises: twice within the time. A third leaves room for a busy machine. */
    private static final int PINGS = 3;

    private final NotifySocket socket;
    private final Optional<Duration> watchdog;

    private ServiceManager(NotifySocket socket, Optional<Duration> watchdog) {
        this.socket = socket;
        this.watchdog = watchdog;
    }

    /**
     * The service manager that has started this process, if one has.
     *
     * @param environment gives a variable, or null
     * @param pid of this process: the watchdog may be meant for another one
     */
    public static ServiceManager of(UnaryOperator<String> environment, long pid) {
        String name = environment.apply("NOTIFY_SOCKET");
        if (name == null || name.isEmpty()) {
            return new ServiceManager(null, Optional.empty());
        }
        try {
            return new ServiceManager(new NotifySocket(name), watchdog(environment, pid));
        } catch (IllegalArgumentException e) {
            LOG.warn("NOTIFY_SOCKET: {}: the service manager is told nothing", e.getMessage());
            return new ServiceManager(null, Optional.empty());
        }
    }

    private static Optional<Duration> watchdog(UnaryOperator<String> environment, long pid) {
        String micros = environment.apply("WATCHDOG_USEC");
        String meant = environment.apply("WATCHDOG_PID");
        if (micros == null || meant != null && !meant.equals(Long.toString(pid))) {
            return Optional.empty();
        }
        if (!micros.matches("[0-9]{1,15}") || Long.parseLong(micros) == 0) {
            LOG.warn("WATCHDOG_USEC is '{}', expected microseconds: no watchdog", micros);
            return Optional.empty();
        }
        return Optional.of(Duration.ofNanos(TimeUnit.MICROSECONDS.toNanos(Long.parseLong(micros))));
    }

    /** The agent works: what there was is known, events are read. */
    public void ready(String status) {
        send("READY=1\nSTATUS=" + status.replace('\n', ' '));
    }

    public void stopping() {
        send("STOPPING=1");
    }

    /**
     * Has the watchdog told on the scheduler's thread, if there is one, while the time of a sign of life is not longer
     * ago than the watchdog waits.
     *
     * @param aliveNanos {@link System#nanoTime()} of the latest sign of life
     */
    public void watch(ScheduledExecutorService scheduler, LongSupplier aliveNanos) {
        watchdog.ifPresent(limit -> {
            long period = Math.max(1, limit.toMillis() / PINGS);
            scheduler.scheduleAtFixedRate(() -> ping(limit, aliveNanos.getAsLong()), 0, period,
                TimeUnit.MILLISECONDS);
        });
    }

    private void ping(Duration limit, long aliveNanos) {
        long silent = System.nanoTime() - aliveNanos;
        if (silent <= limit.toNanos()) {
            send("WATCHDOG=1");
        } else {
            LOG.error("the thread that reads the kernel's events has been stuck for {} s: the watchdog is not told",
                TimeUnit.NANOSECONDS.toSeconds(silent));
        }
    }

    private void send(String text) {
        if (socket != null && !socket.send(text)) {
            LOG.debug("the service manager did not take: {}", text);
        }
    }
}
