// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crosslayer.plan.ConnectionView.UNLIMITED;

import java.util.List;
import org.crosslayer.mptcp.AgentId;
import org.crosslayer.mptcp.ConnectionKey;
import org.crosslayer.mptcp.ConnectionStatistics;
import org.crosslayer.mptcp.ConnectionStatistics.SendingLimit;
import org.crosslayer.mptcp.ConnectionToken;
import org.crosslayer.mptcp.FakeFabricService;
import org.crosslayer.mptcp.FourTuple;
import org.crosslayer.mptcp.SubflowStatistics;
import org.crosslayer.plan.DataDirection;
import org.junit.jupiter.api.Test;

class DemandsTest {
    private static final ConnectionKey KEY = ConnectionKey.connectionKey(AgentId.agentId("client"),
        ConnectionToken.token(1));
    private static final long MBIT = 1_000_000;

    private final Demands demands = new Demands();

    @Test
    void shouldTakeADownloadForUnlimitedUntilItsSenderSaysOtherwise() {
        twice(measured(0, 18 * MBIT, SendingLimit.IDLE), null);
        assertDemand(DataDirection.INBOUND, UNLIMITED);

        twice(measured(0, 18 * MBIT, SendingLimit.IDLE), measured(18 * MBIT, 0, SendingLimit.APPLICATION));
        assertDemand(DataDirection.INBOUND, 22_500_000);
    }

    @Test
    void shouldTellUploadsFromExchanges() {
        twice(measured(8 * MBIT, 2 * MBIT, SendingLimit.NETWORK), null);
        assertDemand(DataDirection.OUTBOUND, UNLIMITED);

        twice(measured(8 * MBIT, 3 * MBIT, SendingLimit.APPLICATION), measured(3 * MBIT, 8 * MBIT,
            SendingLimit.APPLICATION));
        assertDemand(DataDirection.BOTH, 10 * MBIT);
    }

    @Test
    void shouldNotFollowWhatDoesNotLast() {
        twice(measured(8 * MBIT, 0, SendingLimit.APPLICATION), null);
        assertDemand(DataDirection.OUTBOUND, 10 * MBIT);

        for (int burst = 0; burst < 5; burst++) {
            assertThat(once(measured(80 * MBIT, 0, SendingLimit.APPLICATION), null)).isFalse();
            assertThat(once(measured(8 * MBIT, 0, SendingLimit.APPLICATION), null)).isFalse();
        }
        assertThat(once(measured(80 * MBIT, 0, SendingLimit.APPLICATION), null)).isFalse();
        assertThat(once(measured(2 * MBIT, 0, SendingLimit.APPLICATION), null)).as("another level").isFalse();
        assertDemand(DataDirection.OUTBOUND, 10 * MBIT);
        assertThat(once(measured(2 * MBIT, 0, SendingLimit.APPLICATION), null)).isTrue();
        assertDemand(DataDirection.OUTBOUND, 2_500_000);
    }

    @Test
    void shouldNotFollowSmallChanges() {
        twice(measured(8 * MBIT, 0, SendingLimit.APPLICATION), null);
        for (int round = 0; round < 10; round++) {
            assertThat(once(measured(9 * MBIT, 0, SendingLimit.APPLICATION), null)).isFalse();
        }
    }

    @Test
    void shouldLetAnIdleConnectionKeepItsDirection() {
        twice(measured(8 * MBIT, 0, SendingLimit.NETWORK), null);
        twice(measured(0, 0, SendingLimit.IDLE), null);
        assertDemand(DataDirection.OUTBOUND, 10_000);
    }

    @Test
    void shouldKnowWhoIsHeldUpAltogether() {
        twice(measured(0, 0, SendingLimit.NETWORK), null);
        assertDemand(DataDirection.OUTBOUND, UNLIMITED);
    }

    @Test
    void shouldSeeItFromTheOpenersSideIfOnlyTheOtherMeasures() {
        twice(null, measured(18 * MBIT, 0, SendingLimit.NETWORK));
        assertDemand(DataDirection.INBOUND, UNLIMITED);
    }

    @Test
    void shouldForget() {
        twice(measured(8 * MBIT, 0, SendingLimit.APPLICATION), null);
        once(measured(80 * MBIT, 0, SendingLimit.APPLICATION), null);
        demands.forget(KEY);
        assertThat(demands.size()).isZero();
        assertThat(demands.of(KEY)).isSameAs(Demand.UNKNOWN);
    }

    private void assertDemand(DataDirection direction, long bps) {
        assertThat(demands.of(KEY).direction()).isEqualTo(direction);
        assertThat(demands.of(KEY).bps()).isEqualTo(bps);
    }

    private void twice(ConnectionStatistics opener, ConnectionStatistics other) {
        assertThat(once(opener, other)).isFalse();
        assertThat(once(opener, other)).isTrue();
    }

    private boolean once(ConnectionStatistics opener, ConnectionStatistics other) {
        return demands.measured(KEY, opener, other);
    }

    private static ConnectionStatistics measured(long sent, long received, SendingLimit limit) {
        FourTuple tuple = FourTuple.fourTuple(FakeFabricService.CLIENT, 40000, FakeFabricService.SERVER, 80);
        return new ConnectionStatistics(limit, List.of(SubflowStatistics.builder(tuple).rates(sent, received).build()),
            2);
    }
}
