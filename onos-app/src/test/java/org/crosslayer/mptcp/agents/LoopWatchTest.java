// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioEventLoopGroup;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LoopWatchTest {
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long PROBE = LoopWatch.PROBE_MILLIS * MILLI;

    private long now;
    private final LoopWatch.Loop loop = new LoopWatch.Loop(() -> now);

    private void answeredAfter(long nanos) {
        now += PROBE + nanos;
        loop.answered();
        loop.asked();
    }

    @Test
    void shouldNotTakeAPauseForTooMuchToDo() {
        answeredAfter(MILLI);
        answeredAfter(80 * MILLI);

        assertThat(loop.lag()).isEqualTo(MILLI);
    }

    @Test
    void shouldTellHowLongEverythingWaits() {
        answeredAfter(200 * MILLI);
        answeredAfter(300 * MILLI);

        assertThat(loop.lag()).isEqualTo(200 * MILLI);
    }

    @Test
    void shouldTellHowLongTheQuestionThatIsUnderWayHasWaited() {
        answeredAfter(MILLI);
        loop.lag();
        now += PROBE + 5000 * MILLI;

        assertThat(loop.lag()).isEqualTo(5000 * MILLI);
    }

    @Test
    void shouldSeeThatAThreadDoesNotGetToAnythingNew() throws Exception {
        EventLoopGroup group = new NioEventLoopGroup(2);
        CountDownLatch held = new CountDownLatch(1);
        try {
            LoopWatch watch = new LoopWatch(group);
            group.next().execute(() -> {
                try {
                    held.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });

            await().until(() -> watch.lag() > PROBE);
        } finally {
            held.countDown();
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        }
    }
}
