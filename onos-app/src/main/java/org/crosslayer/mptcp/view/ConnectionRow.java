// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.view;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.crosslayer.fabric.PathTracer;
import org.crosslayer.mptcp.ConnectionKey;
import org.crosslayer.mptcp.ConnectionStatistics;
import org.crosslayer.mptcp.FourTuple;
import org.crosslayer.mptcp.MptcpConnection;

/** A connection while a list is made: what is costly is made when a column needs it, once. */
final class ConnectionRow {
    private final MptcpConnection connection;
    private final Function<ConnectionKey, Optional<ConnectionStatistics>> source;
    private final PathTracer tracer;
    private Optional<ConnectionStatistics> statistics;
    private ConnectionView brief;
    private List<SubflowRow> subflows;

    ConnectionRow(MptcpConnection connection, Function<ConnectionKey, Optional<ConnectionStatistics>> statistics,
                  PathTracer tracer) {
        this.connection = connection;
        this.source = statistics;
        this.tracer = tracer;
    }

    String agent() {
        return connection.key().agent().id();
    }

    String token() {
        return connection.key().token().toString();
    }

    FourTuple initial() {
        return connection.initial();
    }

    MptcpConnection connection() {
        return connection;
    }

    Optional<ConnectionStatistics> statistics() {
        if (statistics == null) {
            statistics = source.apply(connection.key());
        }
        return statistics;
    }

    ConnectionView brief() {
        if (brief == null) {
            brief = ConnectionView.brief(connection, statistics());
        }
        return brief;
    }

    ConnectionView full() {
        return ConnectionView.full(connection, statistics(), tracer);
    }

    List<SubflowRow> subflows() {
        if (subflows == null) {
            subflows = connection.subflows().stream().map(subflow -> new SubflowRow(this, subflow, tracer))
                .collect(Collectors.toList());
        }
        return subflows;
    }

    /** Traces planned subflows only, and those not that are traced already. */
    Set<SubflowView.Origin> origins() {
        Set<SubflowView.Origin> origins = EnumSet.noneOf(SubflowView.Origin.class);
        subflows().forEach(subflow -> origins.add(subflow.origin()));
        return origins;
    }
}
