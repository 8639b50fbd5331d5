// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.view;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.crosslayer.fabric.PathTracer;
import org.crosslayer.mptcp.ConnectionKey;
import org.crosslayer.mptcp.ConnectionStatistics;
import org.crosslayer.mptcp.MptcpConnection;

/** A connection while a list is made: what is costly is made when a column needs it, once. */
final class ConnectionRow {
    private final MptcpConnection connection;
    private final Function<ConnectionKey, Optional<ConnectionStatistics>> statistics;
    private final PathTracer tracer;
    private ConnectionView brief;
    private List<SubflowView> subflows;

    ConnectionRow(MptcpConnection connection, Function<ConnectionKey, Optional<ConnectionStatistics>> statistics,
                  PathTracer tracer) {
        this.connection = connection;
        this.statistics = statistics;
        this.tracer = tracer;
    }

    ConnectionView brief() {
        if (brief == null) {
            brief = ConnectionView.brief(connection, statistics.apply(connection.key()));
        }
        return brief;
    }

    ConnectionView full() {
        return ConnectionView.full(connection, statistics.apply(connection.key()), tracer);
    }

    List<SubflowView> subflows() {
        if (subflows == null) {
            subflows = SubflowView.all(connection, tracer, statistics.apply(connection.key()));
        }
        return subflows;
    }

    ConnectionKey key() {
        return connection.key();
    }
}
