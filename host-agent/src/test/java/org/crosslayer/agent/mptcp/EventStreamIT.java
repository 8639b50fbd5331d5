// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.mptcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
import org.crosslayer.agent.mptcp.KernelFixture.Family;
import org.junit.jupiter.api.Test;

class EventStreamIT extends OnRunningKernel {
    /** A listener that does not come back until it is let. */
    private static final class Blocked implements EventListener {
        private final CountDownLatch gate = new CountDownLatch(1);
        private final Recorder recorder = new Recorder();

        @Override
        public void onEvent(MptcpEvent event, long readNanos) {
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            recorder.onEvent(event, readNanos);
        }

        @Override
        public void onOverflow(long readNanos) {
            recorder.onOverflow(readNanos);
        }

        @Override
        public void onEnd(String cause) {
            recorder.onEnd(cause);
        }
    }

    @Test
    void noticesThatTheBufferWasFullAndGoesOn() throws Exception {
        Blocked blocked = new Blocked();
        try (EventStream stream = kernel.hereSpace.call(() -> EventStream.open(blocked, 1))) {
            stream.start();
            int port = kernel.server.listen("10.9.0.2", 0);
            kernel.client.burst("10.9.0.2", port, 50);
            // the roomy stream beside it has them all
            await().until(() -> count(kernel.here, MptcpEvent.Closed.class) == 50);

            blocked.gate.countDown();

            await().until(() -> blocked.recorder.overflows() > 0);
            assertThat(count(blocked.recorder, MptcpEvent.Closed.class)).isLessThan(50);
            KernelFixture.Connected later = kernel.connect(Family.IPV6);
            blocked.recorder.await(MptcpEvent.Established.class, event -> event.token() == later.token());
        }
        assertThat(kernel.here.overflows()).isZero();
    }

    @Test
    void missesNothingBetweenOpenAndStart() throws Exception {
        Recorder recorder = new Recorder();
        try (EventStream stream = kernel.hereSpace.call(() -> EventStream.open(recorder))) {
            KernelFixture.Connected connection = kernel.connect(Family.IPV4);
            assertThat(recorder.events()).isEmpty();
            stream.start();
            assertThat(recorder.await(MptcpEvent.Created.class).token()).isEqualTo(connection.token());
        }
    }

    @Test
    void saysNothingAfterItWasClosed() throws Exception {
        Recorder recorder = new Recorder();
        EventStream stream = kernel.hereSpace.call(() -> EventStream.open(recorder));
        stream.start();
        stream.close();
        assertThat(recorder.ends()).containsExactly("closed");

        kernel.connect(Family.IPV4);

        assertThat(recorder.events()).isEmpty();
        stream.close();
    }

    @Test
    void closesWithoutEverHavingStarted() throws Exception {
        EventStream stream = kernel.hereSpace.call(() -> EventStream.open(new Recorder()));
        stream.close();
        stream.close();
    }

    private static long count(Recorder recorder, Class<? extends MptcpEvent> kind) {
        return recorder.events().stream().filter(kind::isInstance).count();
    }
}
