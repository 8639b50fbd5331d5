// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.state;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.crosslayer.agent.connections.ConnectionTable;
import org.crosslayer.agent.connections.MptcpConnection;
import org.crosslayer.agent.connections.Subflow;
import org.crosslayer.agent.mptcp.Addresses;
import org.crosslayer.agent.mptcp.ConnectionToken;
import org.crosslayer.agent.mptcp.FourTuple;

/** The connections of the table at one moment. */
final class TableState {
    private final List<Entry> entries;

    /** A connection; `pending`: subflows that were asked for and whose fate is not known yet. */
    private record Entry(int token, FourTuple initial, boolean serverSide, boolean established, boolean eligible,
                         int standingPlan, int pending, List<Subflow> subflows) {
    }

    private TableState(List<Entry> entries) {
        this.entries = entries;
    }

    /** Taken under the table's lock, which is not held while it is written to anybody. */
    static TableState of(ConnectionTable table) {
        return table.locked(() -> {
            List<Entry> entries = new ArrayList<>(table.connections().size());
            table.connections().forEach(connection -> entries.add(entry(connection)));
            return new TableState(entries);
        });
    }

    private static Entry entry(MptcpConnection connection) {
        List<Subflow> subflows = List.copyOf(connection.subflows());
        return new Entry(connection.token(), connection.initial(), connection.serverSide(),
            connection.isEstablished(), connection.isEligible(), connection.standingPlan(),
            connection.subflowsAndPending() - subflows.size(), subflows);
    }

    /** One JSON object, with the names of `crosslayer-agent list --json`. */
    void write(Writer out, long pid) throws IOException {
        JsonWriter json = new JsonWriter(out);
        json.beginObject().name("pid").value(pid).name("connections").beginArray();
        for (Entry entry : entries) {
            json.beginObject().name("token").value(ConnectionToken.format(entry.token))
                .name("server_side").value(entry.serverSide).name("established").value(entry.established)
                .name("reported").value(entry.eligible).name("standing_plan")
                .value(Integer.toUnsignedLong(entry.standingPlan)).name("pending").value(entry.pending);
            tuple(json, entry.initial).name("subflows").beginArray();
            for (Subflow subflow : entry.subflows) {
                tuple(json.beginObject(), subflow.tuple()).name("local_id").value(subflow.localId())
                    .name("remote_id").value(subflow.remoteId()).name("backup").value(subflow.backup()).endObject();
            }
            json.endArray().endObject();
        }
        json.endArray().endObject().flush();
    }

    private static JsonWriter tuple(JsonWriter json, FourTuple tuple) throws IOException {
        return json.name("local_address").value(Addresses.text(tuple.local().address()))
            .name("local_port").value(tuple.local().port())
            .name("remote_address").value(Addresses.text(tuple.remote().address()))
            .name("remote_port").value(tuple.remote().port());
    }
}
