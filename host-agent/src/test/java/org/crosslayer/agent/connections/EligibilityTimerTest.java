// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.connections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.crosslayer.agent.sockdiag.MptcpSocket;
import org.crosslayer.agent.sockdiag.MptcpSocketDump;
import org.crosslayer.agent.sockdiag.SocketState;
import org.crosslayer.agent.worker.Worker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EligibilityTimerTest {
    private final ConnectionTable table = new ConnectionTable(100);
    private final Worker worker = new Worker("test");
    private volatile long bytes;
    private volatile int listings;

    @BeforeEach
    void start() {
        MptcpSocketDump sockets = new MptcpSocketDump() {
            @Override
            public List<MptcpSocket> connections() {
                listings++;
                return List.of(Samples.socket(Samples.TOKEN, Samples.INITIAL, bytes,
                    Samples.subflowSocket(Samples.TOKEN, Samples.INITIAL, 0, SocketState.ESTABLISHED)));
            }

            @Override
            public Optional<MptcpSocket> connection(int token) {
                return Optional.empty();
            }

            @Override
            public void close() {
            }
        };
        table.whenWaiting(new EligibilityTimer(table, sockets, worker)::wake);
    }

    @AfterEach
    void stop() {
        worker.shutdownNow();
    }

    private boolean isEligible() {
        return table.locked(() -> table.connection(Samples.TOKEN).isEligible());
    }

    @Test
    void shouldReportAConnectionThatComesOfAge() {
        table.setRule(new ReportingRule(0, 60), System.nanoTime());
        long begin = System.nanoTime();
        table.apply(Samples.established(), begin);
        await().atMost(Duration.ofSeconds(5)).pollInterval(Duration.ofMillis(2)).until(this::isEligible);
        assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(Duration.ofMillis(60).toNanos());
        assertThat(listings).isZero();
    }

    @Test
    void shouldReportAConnectionThatHasCarriedEnough() {
        bytes = 2;
        table.setRule(new ReportingRule(1_000_000, 0), System.nanoTime());
        table.apply(Samples.established(), System.nanoTime());
        await().atMost(Duration.ofSeconds(5)).until(() -> listings >= 2);
        assertThat(isEligible()).isFalse();
        bytes = 1_000_000;
        await().atMost(Duration.ofSeconds(5)).until(this::isEligible);
    }
}
