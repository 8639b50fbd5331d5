// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The notification protocol, to a real Unix datagram socket. */
class ServiceManagerTest {
    private static final long PID = 4711;

    @TempDir
    private Path directory;

    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void stop() {
        scheduler.shutdownNow();
    }

    private static ServiceManager manager(Map<String, String> environment) {
        return ServiceManager.of(environment::get, PID);
    }

    @Test
    void shouldTellThatItIsReadyAndThatItStops() {
        String path = directory.resolve("notify").toString();
        try (NotifyReceiver systemd = new NotifyReceiver(path)) {
            ServiceManager manager = manager(Map.of("NOTIFY_SOCKET", path));
            manager.ready("following 3\nconnections");
            manager.stopping();
            assertThat(systemd.receive()).isEqualTo("READY=1\nSTATUS=following 3 connections");
            assertThat(systemd.receive()).isEqualTo("STOPPING=1");
        }
    }

    @Test
    void shouldKnowAbstractSockets() {
        String name = "@crosslayer-test-" + ProcessHandle.current().pid();
        try (NotifyReceiver systemd = new NotifyReceiver(name)) {
            manager(Map.of("NOTIFY_SOCKET", name)).stopping();
            assertThat(systemd.receive()).isEqualTo("STOPPING=1");
        }
    }

    @Test
    void shouldTellTheWatchdogOnlyWhileThereAreSignsOfLife() {
        String path = directory.resolve("notify").toString();
        AtomicLong looks = new AtomicLong();
        try (NotifyReceiver systemd = new NotifyReceiver(path)) {
            ServiceManager manager = manager(Map.of("NOTIFY_SOCKET", path, "WATCHDOG_USEC", "30000000"));
            // Alive at the first look, stuck for an hour since: it is looked at once in 10 s.
            manager.watch(scheduler, System::nanoTime);
            assertThat(systemd.receive()).isEqualTo("WATCHDOG=1");
            manager.watch(scheduler, () -> {
                looks.incrementAndGet();
                return System.nanoTime() - 3_600_000_000_000L;
            });
            scheduler.execute(() -> manager.ready("after the look"));
            assertThat(systemd.receive()).isEqualTo("READY=1\nSTATUS=after the look");
            assertThat(looks).hasValue(1);
        }
    }

    @Test
    void shouldLeaveAWatchdogOfAnotherProcessAlone() {
        String path = directory.resolve("notify").toString();
        try (NotifyReceiver systemd = new NotifyReceiver(path)) {
            ServiceManager manager = manager(
                Map.of("NOTIFY_SOCKET", path, "WATCHDOG_USEC", "30000000", "WATCHDOG_PID", "1"));
            manager.watch(scheduler, System::nanoTime);
            scheduler.execute(manager::stopping);
            assertThat(systemd.receive()).isEqualTo("STOPPING=1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "relative/name", "/no/such/socket", "/", "@",
        "/long-long-long-long-long-long-long-long-long-long-long-long-long-long-long-long-long-long-long-long-long-"
            + "long"})
    void shouldWorkWithoutAServiceManagerThatListens(String name) {
        ServiceManager manager = manager(Map.of("NOTIFY_SOCKET", name, "WATCHDOG_USEC", "x"));
        manager.ready("x");
        manager.watch(scheduler, System::nanoTime);
        manager.stopping();
    }
}
