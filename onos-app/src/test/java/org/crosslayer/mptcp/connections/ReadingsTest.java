// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.connections;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.crosslayer.mptcp.AgentId;
import org.crosslayer.mptcp.ConnectionKey;
import org.crosslayer.mptcp.ConnectionStatistics;
import org.crosslayer.mptcp.ConnectionStatistics.SendingLimit;
import org.crosslayer.mptcp.ConnectionToken;
import org.crosslayer.mptcp.DirectEvents;
import org.crosslayer.mptcp.FakeFabricService;
import org.crosslayer.mptcp.FourTuple;
import org.crosslayer.mptcp.MptcpConnection;
import org.crosslayer.mptcp.Subflow;
import org.crosslayer.mptcp.SubflowStatistics;
import org.junit.jupiter.api.Test;

class ReadingsTest {
    private static final ConnectionKey KEY = ConnectionKey.connectionKey(AgentId.agentId("client"),
        ConnectionToken.token(1));
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final DirectEvents events = new DirectEvents();
    private final ConnectionManager connections = TestConnections.activated(events);

    @Test
    void shouldTurnCountersIntoRates() {
        connections.report(connection(40000));

        assertThat(measure(SECOND, 40000, 1000, 0)).isTrue();
        assertThat(statistics().sendRateBps()).isZero();
        assertThat(measure(3 * SECOND, 40000, 251_000, 1000)).isTrue();

        assertThat(statistics().readings()).isEqualTo(2);
        assertThat(statistics().sendRateBps()).isEqualTo(1_000_000);
        assertThat(statistics().receiveRateBps()).isEqualTo(4000);
        SubflowStatistics subflow = statistics().subflow(tuple(40000)).orElseThrow();
        assertThat(subflow.rttMicros()).isEqualTo(5000);
        assertThat(subflow.bytesSent()).isEqualTo(251_000);
        assertThat(subflow.retransmittedSegments()).isEqualTo(7);
    }

    @Test
    void shouldCountAcknowledgedBytesWhereTheyAreTold() {
        connections.report(connection(40000));
        measure(SECOND, new SubflowReading(tuple(40000), new long[] {5000, 1000, 0, 0}, 1, 1));
        measure(2 * SECOND, new SubflowReading(tuple(40000), new long[] {90_000, 2000, 0, 0}, 1, 1));

        assertThat(statistics().sendRateBps()).isEqualTo(8000);
    }

    @Test
    void shouldLeaveOutWhatIsNotOfTheConnection() {
        assertThat(measure(SECOND, 40000, 1, 1)).isFalse();
        assertThat(connections.statistics(KEY)).isEmpty();
        connections.report(connection(40000));

        assertThat(measure(SECOND, 40001, 1, 1)).isFalse();
        assertThat(connections.statistics(KEY)).isEmpty();
        assertThat(events.types()).hasSize(1);
    }

    @Test
    void shouldLeaveOutWhatCannotBeTrue() {
        connections.report(connection(40000));
        measure(SECOND, 40000, 1000, 1000);

        assertThat(measure(2 * SECOND, 40000, -1, 0)).as("counter beyond 63 bits").isFalse();
        measure(2 * SECOND, 40000, Long.MAX_VALUE, 500);
        assertThat(statistics().sendRateBps()).as("faster than any host").isZero();
        assertThat(statistics().receiveRateBps()).as("counter that goes back").isZero();
        measure(2 * SECOND, 40000, Long.MAX_VALUE, 900_000);
        assertThat(statistics().receiveRateBps()).as("the same reading twice").isZero();
    }

    @Test
    void shouldBeginAnewWithARestartedAgentsClock() {
        connections.report(connection(40000));
        measure(Long.MAX_VALUE, 40000, 1000, 0);

        measure(SECOND, 40000, 2000, 0);
        measure(2 * SECOND, 40000, 3000, 0);

        assertThat(statistics().sendRateBps()).isEqualTo(8000);
    }

    @Test
    void shouldKeepNoMoreThanTheConnectionHas() {
        connections.report(connection(40000));
        SubflowReading same = new SubflowReading(tuple(40000), new long[4], 1, 1);
        measure(SECOND, same, same, same, new SubflowReading(tuple(1), new long[4], 1, 1));
        assertThat(statistics().subflows()).hasSize(1);

        connections.remove(KEY);
        assertThat(connections.statistics(KEY)).isEmpty();
        connections.report(connection(40000));
        measure(2 * SECOND, 40000, 1, 1);
        connections.report(connection(50000));
        assertThat(connections.statistics(KEY)).as("the token is another connection's now").isEmpty();
    }

    private ConnectionStatistics statistics() {
        return connections.statistics(KEY).orElseThrow();
    }

    private boolean measure(long nanos, int port, long sent, long received) {
        return measure(nanos, new SubflowReading(tuple(port), new long[] {sent, sent, received, 7}, 5000, 10));
    }

    private boolean measure(long nanos, SubflowReading... subflows) {
        return connections.measured(KEY, new ConnectionReading(nanos, SendingLimit.NETWORK, List.of(subflows)));
    }

    private static MptcpConnection connection(int port) {
        return MptcpConnection.builder(KEY, tuple(port)).with(Subflow.subflow(tuple(port), 0, 0, false)).build();
    }

    private static FourTuple tuple(int port) {
        return FourTuple.fourTuple(FakeFabricService.CLIENT, port, FakeFabricService.SERVER, 80);
    }
}
