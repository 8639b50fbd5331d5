// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.steering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crosslayer.agent.steering.SteeringFixture.OWN_CHOICE;
import static org.crosslayer.agent.steering.SteeringFixture.THERE;
import static org.crosslayer.agent.steering.SteeringFixture.THERE_IPV6;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A pool whose time is over is as good as gone, with nobody there to remove it: the next one that matches counts. */
class SteeringExpiryIT {
    /** Over before anybody connects. */
    private static final Duration OVER = Duration.ofNanos(1);

    private SteeringFixture lab;

    @BeforeEach
    void open() throws Exception {
        lab = new SteeringFixture();
    }

    @AfterEach
    void close() throws Exception {
        if (lab != null) {
            lab.close();
        }
    }

    private int sourcePort(String address) {
        return lab.client.connect("tcp", address, lab.server.listen(address, false)).sourcePort();
    }

    @Test
    void shouldTakeTheNextShorterPrefix() throws Exception {
        lab.pools("10.9.0.0/16 tcp source-ports 20000-20009", "fd09::/32 tcp source-ports 20100-20109");
        lab.pools(Origin.CONTROLLER, OVER, "10.9.0.2 tcp source-ports 21000", "10.9.0.0/24 tcp source-ports 21001",
            "fd09::2 tcp source-ports 21100", "fd09::/64 tcp source-ports 21101");
        assertThat(sourcePort(THERE)).isEqualTo(20_000);
        assertThat(lab.client.connect("tcp", "::ffff:" + THERE, lab.server.listen(THERE, false)).sourcePort())
            .isEqualTo(20_001);
        assertThat(sourcePort(THERE_IPV6)).isEqualTo(20_100);
        assertThat(lab.totals()).isEqualTo(new SteeringTotals(3, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void shouldTakeThePoolForAnyPortInThePlaceOfTheOneThatNamesIt() throws Exception {
        int port = lab.server.listen(THERE, false);
        lab.pools("10.9.0.2 tcp source-ports 20000-20009");
        lab.pools(Origin.CONTROLLER, OVER, "10.9.0.2 port " + port + " tcp source-ports 21000");
        assertThat(lab.client.connect("tcp", THERE, port).sourcePort()).isEqualTo(20_000);
    }

    @Test
    void shouldTakeTheNamedPortOfAShorterPrefix() throws Exception {
        int port = lab.server.listen(THERE, false);
        lab.pools("10.9.0.0/24 port " + port + " tcp source-ports 20000-20009",
            "0.0.0.0/0 tcp source-ports 20100-20109");
        lab.pools(Origin.CONTROLLER, OVER, "10.9.0.2 tcp source-ports 21000");
        assertThat(lab.client.connect("tcp", THERE, port).sourcePort()).isEqualTo(20_000);
        assertThat(sourcePort(THERE)).isEqualTo(20_100);
    }

    @Test
    void shouldTakeThePoolOfAnotherOriginForTheSameDestination() throws Exception {
        lab.pools(Origin.CONTROLLER, Duration.ZERO, "10.9.0.2 mptcp tcp source-ports 20000-20009");
        lab.pools(Origin.MANUAL, OVER, "10.9.0.2 tcp source-ports 21000");
        assertThat(sourcePort(THERE)).isEqualTo(20_000);
        lab.pools(Origin.CONFIGURATION, Duration.ZERO, "10.9.0.2 tcp source-ports 22000");
        lab.pools(Origin.MANUAL, OVER, "10.9.0.2 tcp source-ports 21000");
        assertThat(sourcePort(THERE)).as("the order of the origins").isEqualTo(22_000);
    }

    @Test
    void shouldLeaveToTheKernelWhatHasOnlyPoolsThatAreOver() throws Exception {
        String[] nested = {"10.9.0.2", "10.9.0.0/30", "10.9.0.0/28", "10.9.0.0/24", "10.9.0.0/20", "10.9.0.0/16",
            "10.8.0.0/14", "10.0.0.0/8", "0.0.0.0/0"};
        for (int i = 0; i < nested.length; i++) {
            nested[i] += " tcp source-ports 21000";
        }
        lab.pools(Origin.CONTROLLER, OVER, nested);
        assertThat(sourcePort(THERE)).isGreaterThanOrEqualTo(OWN_CHOICE);
        assertThat(lab.totals()).isEqualTo(new SteeringTotals(0, 0, 0, 0, 0, 1, 0));
    }
}
