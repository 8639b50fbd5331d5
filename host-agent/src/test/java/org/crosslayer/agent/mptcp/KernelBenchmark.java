// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.mptcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.crosslayer.agent.mptcp.KernelFixture.endpoint;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.crosslayer.agent.mptcp.KernelFixture.Connected;
import org.crosslayer.agent.mptcp.KernelFixture.Family;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Figures of the kernel interface, printed; see README. Not part of an ordinary test run. */
@EnabledIfSystemProperty(named = "crosslayer.measure", matches = "true")
class KernelBenchmark extends OnRunningKernel {
    /** Counts events as an application would that does nothing else; can be held up. */
    private static final class Counter implements EventListener {
        private final CountDownLatch gate;
        private final AtomicLong events = new AtomicLong();
        private final AtomicLong overflows = new AtomicLong();
        private volatile long first;
        private volatile long last;

        Counter(CountDownLatch gate) {
            this.gate = gate;
        }

        @Override
        public void onEvent(MptcpEvent event, long readNanos) {
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (events.getAndIncrement() == 0) {
                first = readNanos;
            }
            last = readNanos;
        }

        @Override
        public void onOverflow(long readNanos) {
            overflows.incrementAndGet();
        }

        @Override
        public void onEnd(String cause) {
        }
    }

    @Test
    void timeToCreateASubflow() throws Exception {
        for (Family family : Family.values()) {
            for (String name : new String[] {"cold", "warm", "warm"}) {
                long[] nanos = new long[200];
                for (int connection = 0; connection < nanos.length / 8; connection++) {
                    Connected connected = kernel.connect(family);
                    for (int i = 0; i < 8; i++) {
                        SocketEndpoint local = endpoint(family.here, 20000 + i + 8 * connection);
                        long start = System.nanoTime();
                        kernel.paths.createSubflow(connected.token(), local, i + 1, false, 0,
                            connected.tuple().remote(), 0);
                        nanos[8 * connection + i] = System.nanoTime() - start;
                    }
                    // the peer resets each connection, so that its ports are free again
                    kernel.client.abort(connected.socket());
                }
                Arrays.sort(nanos);
                System.out.printf("SUBFLOW_CREATE %s %s: p50 %d us, p99 %d us, worst %d us%n", family, name,
                    nanos[100] / 1000, nanos[198] / 1000, nanos[199] / 1000);
            }
        }
    }

    @Test
    void eventsPerSecond() throws Exception {
        // keeps every event: too slow for this
        kernel.hereStream.close();
        kernel.thereStream.close();
        for (int storm = 0; storm < 3; storm++) {
            Counter counter = new Counter(new CountDownLatch(0));
            try (EventStream stream = kernel.hereSpace.call(() -> EventStream.open(counter))) {
                stream.start();
                int rounds = 50_000;
                kernel.client.storm(rounds);
                await().atMost(Duration.ofSeconds(60)).until(() -> counter.events.get() == 2 * rounds);
                assertThat(counter.overflows).hasValue(0);
                double seconds = (counter.last - counter.first) / 1e9;
                System.out.printf("%d events of listeners in %.2f s: %.0f/s, none lost%n", 2 * rounds, seconds,
                    2 * rounds / seconds);
            }
        }
        Counter counter = new Counter(new CountDownLatch(0));
        try (EventStream stream = kernel.hereSpace.call(() -> EventStream.open(counter))) {
            stream.start();
            int connections = 10_000;
            kernel.client.burst("10.9.0.2", kernel.server.listen("10.9.0.2", 0), connections);
            await().atMost(Duration.ofSeconds(60)).until(() -> counter.events.get() == 3 * connections);
            double seconds = (counter.last - counter.first) / 1e9;
            System.out.printf("%d connections in %.2f s: %.0f events/s, none lost%n", connections, seconds,
                3 * connections / seconds);
        }
    }

    @Test
    void eventsThatFitTheBuffer() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        Counter counter = new Counter(gate);
        try (EventStream stream = kernel.hereSpace.call(() -> EventStream.open(counter, 1 << 20))) {
            stream.start();
            kernel.client.storm(20_000);
            gate.countDown();
            await().until(() -> counter.overflows.get() > 0);
            System.out.printf("buffer of %d bytes: %d events, %d bytes each%n", stream.receiveBufferBytes(),
                counter.events.get(), stream.receiveBufferBytes() / counter.events.get());
        }
    }

    @Test
    void timeToListConnections() throws Exception {
        int port = kernel.server.listen("10.9.0.2", 0);
        for (int i = 0; i < 1000; i++) {
            kernel.client.connect("10.9.0.2", port);
        }
        for (int i = 0; i < 10; i++) {
            long start = System.nanoTime();
            assertThat(kernel.diagnostics.connections()).hasSize(1000);
            System.out.printf("listing of 1000 connections: %d us%n", (System.nanoTime() - start) / 1000);
        }
    }
}
