// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.connections;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.crosslayer.agent.mptcp.SocketEndpoint;
import org.junit.jupiter.api.Test;

class AddressIdsTest {
    private final AddressIds ids = new AddressIds();

    @Property(tries = 200)
    void shouldNeverGiveOneIdToTwoEndpoints(
        @ForAll @Size(max = 400) List<@IntRange(min = 1, max = 300) Integer> ports) {
        AddressIds fresh = new AddressIds();
        Map<Integer, SocketEndpoint> owners = new HashMap<>();
        for (int port : ports) {
            SocketEndpoint endpoint = Samples.endpoint("10.0.0.1", port);
            int id = fresh.claim(endpoint);
            if (id != AddressIds.NONE) {
                assertThat(id).isBetween(1, 191);
                assertThat(owners.computeIfAbsent(id, any -> endpoint)).isEqualTo(endpoint);
            }
        }
        assertThat(owners.values()).doesNotHaveDuplicates();
    }

    @Test
    void shouldGiveAnEndpointItsIdAgain() {
        int id = ids.claim(Samples.endpoint("10.0.0.1", 5));
        ids.claim(Samples.endpoint("10.0.0.1", 6));
        assertThat(ids.claim(Samples.endpoint("10.0.0.1", 5))).isEqualTo(id);
    }

    @Test
    void shouldGiveEverySubflowWithAPortOfTheKernelsChoiceItsOwnId() {
        assertThat(ids.claim(Samples.endpoint("10.0.0.1", 0))).isEqualTo(1);
        assertThat(ids.claim(Samples.endpoint("10.0.0.1", 0))).isEqualTo(2);
    }

    @Test
    void shouldAvoidWhatWasSeen() {
        ids.seen(Samples.endpoint("10.0.0.1", 9), 1);
        ids.seen(Samples.endpoint("10.0.0.1", 10), 3);
        assertThat(ids.claim(Samples.endpoint("10.0.0.1", 5))).isEqualTo(2);
        assertThat(ids.claim(Samples.endpoint("10.0.0.1", 6))).isEqualTo(4);
        assertThat(ids.claim(Samples.endpoint("10.0.0.1", 9))).isEqualTo(1);
    }

    @Test
    void shouldNotOfferARefusedPairingAgain() {
        SocketEndpoint endpoint = Samples.endpoint("10.0.0.1", 5);
        int first = ids.claim(endpoint);
        ids.refused(endpoint, first);
        assertThat(ids.claim(endpoint)).isNotEqualTo(first);
    }

    @Test
    void shouldSayWhenAllAreUsed() {
        for (int port = 1; port <= 191; port++) {
            assertThat(ids.claim(Samples.endpoint("10.0.0.1", port))).isEqualTo(port);
        }
        assertThat(ids.claim(Samples.endpoint("10.0.0.1", 256))).isEqualTo(AddressIds.NONE);
        assertThat(ids.claim(Samples.endpoint("10.0.0.1", 7))).isEqualTo(7);
    }

    @Test
    void shouldKeepTheIdOfAnAnnouncement() {
        SocketEndpoint endpoint = Samples.endpoint("10.0.0.1", 0);
        int id = ids.claimAnnouncement(endpoint);
        assertThat(ids.claimAnnouncement(endpoint)).isEqualTo(id);
        assertThat(ids.of(endpoint)).isEqualTo(id);
        assertThat(ids.of(Samples.endpoint("10.0.0.2", 0))).isEqualTo(AddressIds.NONE);
    }
}
