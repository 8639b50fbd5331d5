// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crosslayer.mptcp.FakeFabricService.CLIENT;
import static org.crosslayer.mptcp.FakeFabricService.SERVER;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.PathTracer;
import org.crosslayer.mptcp.AgentId;
import org.crosslayer.mptcp.ConnectionKey;
import org.crosslayer.mptcp.ConnectionToken;
import org.crosslayer.mptcp.FakeFabricService;
import org.crosslayer.mptcp.FourTuple;
import org.crosslayer.mptcp.MptcpConnection;
import org.crosslayer.mptcp.PlannedSubflow;
import org.crosslayer.mptcp.Subflow;
import org.crosslayer.mptcp.planning.Flows;
import org.junit.jupiter.api.Test;

class SubflowOriginsTest {
    private final Fabric two = FakeFabricService.parallelPaths(2);
    private final SubflowOrigins origins = new SubflowOrigins();

    @Test
    void shouldTellPlannedOnesFromOthers() {
        Map<SubflowView.Origin, Long> counts = origins.count(List.of(connection(1, "r9/1"), connection(2, null)), two);

        assertThat(counts).containsEntry(SubflowView.Origin.INITIAL, 2L).containsEntry(SubflowView.Origin.OFF_PLAN, 1L)
            .containsEntry(SubflowView.Origin.AS_PLANNED, 1L).containsEntry(SubflowView.Origin.UNPLANNED, 2L);
    }

    @Test
    void shouldTraceOnlyWhatHasChanged() {
        MptcpConnection first = connection(1, null);
        MptcpConnection second = connection(2, null);
        origins.count(List.of(first, second), two);
        assertThat(origins.traced()).isEqualTo(2);

        MptcpConnection changed = second.copy().without(second.subflows().get(1)).build();
        Map<SubflowView.Origin, Long> counts = origins.count(List.of(first, changed), two);

        assertThat(origins.traced()).isEqualTo(3);
        assertThat(counts).containsEntry(SubflowView.Origin.AS_PLANNED, 1L);
        assertThat(origins.count(List.of(first), two)).containsEntry(SubflowView.Origin.INITIAL, 1L);
        assertThat(origins.traced()).isEqualTo(3);
    }

    @Test
    void shouldTraceAllInAnotherNetwork() {
        Collection<MptcpConnection> all = List.of(connection(1, null));
        assertThat(origins.count(all, two)).containsEntry(SubflowView.Origin.AS_PLANNED, 1L);

        Map<SubflowView.Origin, Long> counts = origins.count(all, Fabric.empty());

        assertThat(counts).containsEntry(SubflowView.Origin.AS_PLANNED, 0L)
            .containsEntry(SubflowView.Origin.OFF_PLAN, 1L);
    }

    /** One with an initial subflow, one that was planned for the path it has or for another, and one that was not. */
    private MptcpConnection connection(int token, String elsewhere) {
        FourTuple initial = tuple(40_000 + token);
        FourTuple planned = tuple(41_000 + token);
        PathTracer tracer = new PathTracer(two);
        String outbound = tracer.trace(Flows.outbound(planned)).label();
        String inbound = tracer.trace(Flows.outbound(planned).reversed()).label();
        return MptcpConnection.builder(ConnectionKey.connectionKey(AgentId.agentId("client"),
                ConnectionToken.token(token)), initial)
            .with(Subflow.subflow(initial, 0, 0, false)).with(Subflow.subflow(planned, 1, 0, false))
            .with(Subflow.subflow(tuple(42_000 + token), 2, 0, false))
            .planned(List.of(PlannedSubflow.asked(initial, List.of(planned.localPort()),
                elsewhere == null ? outbound : elsewhere, inbound, false).opened(planned.localPort()))).build();
    }

    private static FourTuple tuple(int localPort) {
        return FourTuple.fourTuple(CLIENT, localPort, SERVER, 80);
    }
}
