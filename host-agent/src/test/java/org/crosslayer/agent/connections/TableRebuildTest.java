// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.connections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.crosslayer.agent.mptcp.MptcpEvent;
import org.crosslayer.agent.sockdiag.SocketState;
import org.crosslayer.agent.subflows.SlotRefused;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TableRebuildTest {
    private final ConnectionTable table = new ConnectionTable(100);
    private final TableSlots slots = new TableSlots(table, 4);
    private final RecordingObserver observer = new RecordingObserver();

    @BeforeEach
    void observe() {
        table.observe(observer);
    }

    @Test
    void shouldTakeOverWhatIsThere() throws SlotRefused {
        TableRebuild.apply(table, List.of(Samples.socket(Samples.TOKEN, Samples.INITIAL, 0,
            Samples.subflowSocket(Samples.TOKEN, Samples.INITIAL, 0, SocketState.ESTABLISHED),
            Samples.subflowSocket(Samples.TOKEN, Samples.SECOND, 1, SocketState.ESTABLISHED))), 5);
        MptcpConnection connection = table.connection(Samples.TOKEN);
        assertThat(connection.subflows()).extracting(Subflow::localId).containsExactly(0, 1);
        assertThat(connection.isEligible()).isTrue();
        assertThat(connection.serverSide()).isFalse();
        assertThat(connection.establishedNanos()).isEqualTo(MptcpConnection.NOT_SEEN);
        assertThat(observer.told).containsExactly("resynced");
        assertThat(slots.claim(Samples.TOKEN, Samples.endpoint("10.0.1.2", 13_000), false).addressId()).isEqualTo(2);
    }

    @Test
    void shouldKeepIdsAndAgesThroughARebuild() throws SlotRefused {
        table.apply(Samples.established(), 3);
        int lost = slots.claim(Samples.TOKEN, Samples.endpoint("10.0.1.2", 12_000), false).addressId();
        TableRebuild.apply(table, List.of(Samples.socket()), 5);
        assertThat(table.connection(Samples.TOKEN).establishedNanos()).isEqualTo(3);
        assertThat(table.connection(Samples.TOKEN).subflowsAndPending()).isEqualTo(1);
        assertThat(slots.claim(Samples.TOKEN, Samples.endpoint("10.0.1.2", 13_000), false).addressId())
            .isNotEqualTo(lost);
    }

    @Test
    void shouldDropWhatIsGoneAndSubflowsThatAre() {
        table.apply(Samples.established(), 1);
        table.apply(Samples.subflowEstablished(Samples.SECOND, 1), 2);
        table.apply(Samples.established(7), 3);
        TableRebuild.apply(table, List.of(Samples.socket()), 5);
        assertThat(table.connection(7)).isNull();
        assertThat(table.connection(Samples.TOKEN).subflows()).hasSize(1);
    }

    @Test
    void shouldTakeEventsThatTheListingHasForeseen() {
        TableRebuild.apply(table, List.of(Samples.socket()), 5);
        observer.told.clear();
        table.apply(Samples.created(), 6);
        table.apply(Samples.established(), 7);
        assertThat(observer.told).isEmpty();
        table.apply(new MptcpEvent.Closed(Samples.TOKEN), 8);
        assertThat(observer.told).containsExactly("closed " + Samples.TOKEN);
    }

    @Test
    void shouldCountSubflowsThatAreComingUp() {
        TableRebuild.apply(table, List.of(Samples.socket(Samples.TOKEN, Samples.INITIAL, 0,
            Samples.subflowSocket(Samples.TOKEN, Samples.INITIAL, 0, SocketState.ESTABLISHED),
            Samples.subflowSocket(Samples.TOKEN, Samples.SECOND, 1, SocketState.SYN_SENT),
            Samples.subflowSocket(Samples.TOKEN, Samples.tuple("10.0.1.2", 1, "10.0.2.2", 80), 2,
                SocketState.SYN_SENT),
            Samples.subflowSocket(Samples.TOKEN, Samples.tuple("10.0.1.2", 2, "10.0.2.2", 80), 3,
                SocketState.SYN_SENT))), 5);
        assertThat(table.connection(Samples.TOKEN).subflows()).hasSize(1);
        assertThat(table.connection(Samples.TOKEN).subflowsAndPending()).isEqualTo(4);
        assertThatThrownBy(() -> slots.claim(Samples.TOKEN, Samples.endpoint("10.0.1.2", 9), false))
            .isInstanceOf(SlotRefused.class).hasMessageContaining("max-subflows = 4");
    }

    @Test
    void shouldLeaveOutWhatIsNoMptcpConnection() {
        TableRebuild.apply(table, List.of(Samples.socket(0, Samples.INITIAL, 0)), 5);
        assertThat(table.connections()).isEmpty();
    }
}
