// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.view;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.crosslayer.mptcp.FakeFabricService.CLIENT;
import static org.crosslayer.mptcp.FakeFabricService.SERVER;

import java.util.ArrayList;
import java.util.List;
import org.crosslayer.mptcp.AgentId;
import org.crosslayer.mptcp.ConnectionKey;
import org.crosslayer.mptcp.ConnectionToken;
import org.crosslayer.mptcp.DirectEvents;
import org.crosslayer.mptcp.FakeFabricService;
import org.crosslayer.mptcp.FourTuple;
import org.crosslayer.mptcp.MptcpConnection;
import org.crosslayer.mptcp.Subflow;
import org.crosslayer.mptcp.connections.ConnectionManager;
import org.crosslayer.mptcp.connections.TestConnections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChangeFeedTest {
    private final ConnectionManager connections = TestConnections.activated(new DirectEvents());
    private final ChangeFeed feed = new ChangeFeed();

    /** Somebody who is told. */
    private final class Listener implements Runnable {
        private final List<ChangeFeed.Message> told = new ArrayList<>();
        private long revision;

        Listener(long revision) {
            this.revision = revision;
            feed.addListener(this);
        }

        @Override
        public void run() {
            feed.message(revision).ifPresent(message -> {
                told.add(message);
                revision = message.revision();
            });
        }

        String last() {
            return new String(told.get(told.size() - 1).event(), UTF_8);
        }
    }

    @BeforeEach
    void start() {
        feed.connectionService = connections;
        feed.agentService = TestViews.agents();
        feed.fabricService = FakeFabricService.withParallelPaths(2);
        feed.follow();
    }

    @AfterEach
    void stop() {
        feed.followNoMore();
    }

    @Test
    void shouldTellWhatHasChangedOnce() {
        Listener listener = new Listener(feed.revision());
        feed.tell();
        assertThat(listener.told).isEmpty();
        report(0x7be1c0de);
        feed.tell();
        feed.tell();

        assertThat(listener.told).hasSize(1);
        assertThat(listener.last()).startsWith("id: " + feed.revision() + "\nevent: changes\ndata: {")
            .contains("\"token\":\"7be1c0de\"").contains("\"reset\":false").endsWith("}\n\n");
    }

    @Test
    void shouldMakeAMessageOnceForAllWhoKeepUp() {
        Listener first = new Listener(feed.revision());
        report(1);
        Listener second = new Listener(feed.revision());
        feed.tell();
        Listener newcomer = new Listener(0);
        report(2);
        feed.tell();
        assertThat(newcomer.last()).contains("\"reset\":true");
        report(3);
        feed.tell();

        assertThat(first.told).hasSize(3);
        assertThat(second.told.get(1)).isSameAs(first.told.get(2));
        assertThat(newcomer.told.get(1)).isSameAs(first.told.get(2));
    }

    @Test
    void shouldTellWhoWasBusyAllThatItHasMissed() {
        Listener listener = new Listener(feed.revision());
        report(1);
        report(2);
        connections.remove(key(2));
        feed.tell();

        assertThat(listener.told).hasSize(1);
        assertThat(listener.last()).contains("\"token\":\"00000001\"").contains("\"removed\":[\"a/00000002\"]");
    }

    private void report(int token) {
        FourTuple initial = FourTuple.fourTuple(CLIENT, 40_000, SERVER, 80);
        connections.report(MptcpConnection.builder(key(token), initial)
            .with(Subflow.subflow(initial, 0, 0, false)).build());
    }

    private static ConnectionKey key(int token) {
        return ConnectionKey.connectionKey(AgentId.agentId("a"), ConnectionToken.token(token));
    }
}
