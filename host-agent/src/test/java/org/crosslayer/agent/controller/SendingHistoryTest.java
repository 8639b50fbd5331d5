// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crosslayer.control.v1.SendingLimit.SENDING_LIMIT_APPLICATION;
import static org.crosslayer.control.v1.SendingLimit.SENDING_LIMIT_IDLE;
import static org.crosslayer.control.v1.SendingLimit.SENDING_LIMIT_NETWORK;
import static org.crosslayer.control.v1.SendingLimit.SENDING_LIMIT_RECEIVER;
import static org.crosslayer.control.v1.SendingLimit.SENDING_LIMIT_UNSPECIFIED;

import java.util.List;
import org.crosslayer.agent.connections.MptcpConnection;
import org.crosslayer.agent.connections.Samples;
import org.crosslayer.agent.sockdiag.MptcpInfo;
import org.crosslayer.agent.sockdiag.MptcpSocket;
import org.crosslayer.agent.sockdiag.SocketState;
import org.crosslayer.agent.sockdiag.SubflowSocket;
import org.crosslayer.agent.sockdiag.TcpInfo;
import org.crosslayer.control.v1.SendingLimit;
import org.junit.jupiter.api.Test;

class SendingHistoryTest {
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long IN_FLIGHT = 5_000;

    private final SendingHistory history = new SendingHistory();
    private long now = 77;

    SendingHistoryTest() {
        next(0, subflow(0, 0, 0, 0));
    }

    /** A subflow with so many milliseconds of each kind since it began. */
    private static SubflowSocket subflow(int id, long sent, int busyMillis, int receiverLimitedMillis) {
        return new SubflowSocket(Samples.INITIAL, SocketState.ESTABLISHED, 0, Samples.TOKEN, 7, id, 0, 0, 0, 0,
            new TcpInfo(0, 0, 0, 10, 0, 1448, 10, 0, sent, Math.max(0, sent - IN_FLIGHT), 0, 0, 0, 0, 0, 0, 0, 0,
                busyMillis * 1000L, receiverLimitedMillis * 1000L));
    }

    private static MptcpSocket socket(long backlog, SubflowSocket... subflows) {
        long inFlight = 0;
        for (SubflowSocket subflow : subflows) {
            inFlight += subflow.tcp().bytesInFlight();
        }
        MptcpInfo info = new MptcpInfo(0, 0, 0, 0, 2, Samples.TOKEN, backlog + inFlight - 10, -10, 0, 0, false, 0, 0, 0,
            0, 0, 0, 0, 0, 0);
        return new MptcpSocket(Samples.INITIAL, SocketState.ESTABLISHED, Samples.TOKEN, 99, 0, info,
            List.of(subflows));
    }

    /** The reading of a second later. */
    private SendingLimit next(long backlog, SubflowSocket... subflows) {
        now += SECOND_NANOS;
        SendingLimit limit = history.judge(socket(backlog, subflows), now, now - SECOND_NANOS);
        history.endOfReading();
        return limit;
    }

    @Test
    void shouldSayNetworkWhereDataWaitsAllTheTime() {
        assertThat(next(1_000_000, subflow(0, 100_000, 990, 20))).isEqualTo(SENDING_LIMIT_NETWORK);
        assertThat(next(1_000_000, subflow(0, 100_000, 1990, 40))).as("stalled").isEqualTo(SENDING_LIMIT_NETWORK);
    }

    @Test
    void shouldSayNetworkIfOneSubflowIsNotHeldUpByThePeer() {
        assertThat(next(100, subflow(0, 100_000, 1000, 900), subflow(1, 100_000, 900, 0)))
            .isEqualTo(SENDING_LIMIT_NETWORK);
    }

    @Test
    void shouldSayApplicationForABurstThatIsCaughtByChance() {
        assertThat(next(80_000, subflow(0, 100_000, 100, 0))).isEqualTo(SENDING_LIMIT_APPLICATION);
    }

    @Test
    void shouldSayApplicationWhereNothingWaitsThoughSomethingIsAlwaysOnItsWay() {
        assertThat(next(0, subflow(0, 100_000, 1000, 0))).isEqualTo(SENDING_LIMIT_APPLICATION);
    }

    @Test
    void shouldSayReceiverWhereItsWindowIsOftenClosed() {
        assertThat(next(100, subflow(0, 100_000, 1000, 300))).isEqualTo(SENDING_LIMIT_RECEIVER);
    }

    @Test
    void shouldJudgeByTheLastIntervalAlone() {
        next(1_000_000, subflow(0, 100_000, 1000, 1000));
        assertThat(next(1_000_000, subflow(0, 200_000, 2000, 1000))).isEqualTo(SENDING_LIMIT_NETWORK);
        assertThat(next(0, subflow(0, 200_000, 2000, 1000))).isEqualTo(SENDING_LIMIT_IDLE);
        assertThat(next(0, subflow(0, 300_000, 2001, 1000))).isEqualTo(SENDING_LIMIT_APPLICATION);
    }

    @Test
    void shouldCountAFurtherSubflowFromItsBeginning() {
        assertThat(next(100, subflow(0, 0, 0, 0), subflow(1, 100_000, 600, 0))).isEqualTo(SENDING_LIMIT_NETWORK);
    }

    @Test
    void shouldNotJudgeAConnectionWhoseBeginningItHasNotSeen() {
        SendingHistory fresh = new SendingHistory();
        MptcpSocket busy = socket(0, subflow(0, 100_000, 60_000, 0));
        assertThat(fresh.judge(busy, now, MptcpConnection.NOT_SEEN)).isEqualTo(SENDING_LIMIT_UNSPECIFIED);
        fresh.endOfReading();
        assertThat(fresh.judge(busy, now + SECOND_NANOS, MptcpConnection.NOT_SEEN)).isEqualTo(SENDING_LIMIT_IDLE);
    }

    @Test
    void shouldForgetWhatIsGone() {
        next(0, subflow(0, 50_000, 500, 0));
        history.endOfReading();
        assertThat(history.judge(socket(100, subflow(0, 100_000, 600, 0)), now + SECOND_NANOS, now))
            .as("the counters of another connection with this token").isEqualTo(SENDING_LIMIT_NETWORK);
    }
}
