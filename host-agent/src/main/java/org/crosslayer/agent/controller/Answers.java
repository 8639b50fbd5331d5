// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.controller;

import java.util.List;
import java.util.concurrent.Executor;
import org.crosslayer.agent.connections.ConnectionTable;
import org.crosslayer.agent.connections.MptcpConnection;
import org.crosslayer.agent.subflows.OpenResult;
import org.crosslayer.control.v1.Outcome;

/**
 * Where the outcomes of one stream's commands go.
 *
 * @param executor thread that carries out what had to wait
 * @param attachedNanos {@link System#nanoTime()} at the stream's first snapshot
 */
record Answers(ReportStream stream, Executor executor, ConnectionTable table, long attachedNanos) {
    void send(List<Outcome> outcomes) {
        stream.outcomes(outcomes);
    }

    /** From the ESTABLISHED event to the kernel's answer; 0 if the connection is older than the stream. */
    long sinceEstablished(OpenResult result, int token) {
        MptcpConnection connection = table.connection(token);
        long from = connection == null ? MptcpConnection.NOT_SEEN
            : table.locked(connection::establishedNanos);
        return from == MptcpConnection.NOT_SEEN || from - attachedNanos < 0 ? 0 : result.answeredNanos() - from;
    }
}
