// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.LinkUtilisation;
import org.crosslayer.mptcp.view.MptcpViews;
import org.crosslayer.mptcp.view.TestViews;
import org.junit.jupiter.api.Test;

/** With the picture of an empty network. */
class FeedTest {
    private final MptcpViews views = TestViews.of(Fabric.empty(), LinkUtilisation.unknown(Fabric.empty()));
    private int looks;
    private boolean broken;
    private final Feed feed = new Feed(this::look, new AtOnce());

    /** Runs tasks where they are given. */
    private static final class AtOnce extends ScheduledThreadPoolExecutor {
        AtOnce() {
            super(0);
        }

        @Override
        public void execute(Runnable task) {
            if (isShutdown()) {
                throw new RejectedExecutionException();
            }
            task.run();
        }
    }

    /** Remembers the kinds of the events that it was told. */
    private static final class Ear implements Feed.Listener {
        private final List<String> told = new ArrayList<>();
        private boolean there = true;
        private boolean closed;

        @Override
        public boolean tell(List<byte[]> messages) {
            messages.forEach(message -> told.add(new String(message, UTF_8).lines().findFirst().orElse("")));
            return there;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private MptcpViews look() {
        looks++;
        if (broken) {
            throw new IllegalStateException("no such service");
        }
        return views;
    }

    private Ear listener() {
        Ear ear = new Ear();
        feed.add(ear);
        return ear;
    }

    @Test
    void whoComesIsToldEverythingFirst() {
        Ear ear = listener();

        // Of tables without rows there is nothing to tell.
        assertThat(ear.told).containsExactly("event: begin", "event: topology", "event: policy", "event: problems",
            "event: ready");
    }

    @Test
    void whoStaysIsToldThatItIsStillThere() {
        Ear ear = listener();
        ear.told.clear();
        feed.tick();

        assertThat(ear.told).containsExactly(":");
    }

    @Test
    void nobodyListensSoNobodyLooks() {
        feed.tick();
        assertThat(looks).isZero();

        Ear ear = listener();
        ear.there = false;
        feed.tick();
        int before = looks;
        ear.told.clear();
        feed.tick();
        assertThat(looks).isEqualTo(before);
        assertThat(ear.told).isEmpty();
    }

    @Test
    void oneLookIsForAll() {
        Ear first = listener();
        Ear second = listener();
        int before = looks;
        feed.tick();

        assertThat(looks).isEqualTo(before + 1);
        assertThat(first.told).endsWith(":");
        assertThat(second.told).endsWith(":");
    }

    @Test
    void aFailureEndsNoStream() {
        Ear ear = listener();
        broken = true;
        feed.tick();
        broken = false;
        ear.told.clear();
        feed.tick();

        assertThat(ear.told).containsExactly(":");
        assertThat(ear.closed).isFalse();
    }

    @Test
    void theEndEndsAllStreamsAndThoseThatComeLate() {
        Ear ear = listener();
        feed.close();

        assertThat(ear.closed).isTrue();
        assertThat(listener().closed).isTrue();
    }
}
