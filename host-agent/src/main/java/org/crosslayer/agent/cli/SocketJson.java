// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Locale;
import org.crosslayer.agent.mptcp.Addresses;
import org.crosslayer.agent.mptcp.ConnectionToken;
import org.crosslayer.agent.mptcp.FourTuple;
import org.crosslayer.agent.sockdiag.MptcpSocket;
import org.crosslayer.agent.sockdiag.SubflowSocket;
import org.crosslayer.agent.sockdiag.TcpInfo;

/** Connections and subflows as JSON. */
final class SocketJson {
    private SocketJson() {
    }

    static JsonObject connection(MptcpSocket socket) {
        JsonObject json = new JsonObject();
        json.addProperty("token", ConnectionToken.format(socket.token()));
        json.addProperty("server_side", socket.serverSide().orElse(null));
        json.addProperty("state", socket.state().name().toLowerCase(Locale.ROOT));
        addTuple(json, socket.tuple());
        json.addProperty("fallback", socket.info().isFallback());
        json.addProperty("bytes_sent", socket.info().bytesSent());
        json.addProperty("bytes_acked", socket.info().bytesAcked());
        json.addProperty("bytes_received", socket.info().bytesReceived());
        json.addProperty("inode", socket.inode());
        json.addProperty("user_id", socket.userId());
        JsonArray subflows = new JsonArray();
        socket.subflows().forEach(subflow -> subflows.add(subflow(subflow)));
        json.add("subflows", subflows);
        return json;
    }

    static JsonObject subflow(SubflowSocket subflow) {
        JsonObject json = new JsonObject();
        addTuple(json, subflow.tuple());
        json.addProperty("local_id", subflow.localId());
        json.addProperty("remote_id", subflow.remoteId());
        json.addProperty("initial", subflow.isInitial());
        json.addProperty("backup", subflow.isBackup());
        json.addProperty("state", subflow.state().name().toLowerCase(Locale.ROOT));
        TcpInfo tcp = subflow.tcp();
        json.addProperty("bytes_sent", tcp.bytesSent());
        json.addProperty("bytes_acked", tcp.bytesAcked());
        json.addProperty("bytes_received", tcp.bytesReceived());
        json.addProperty("bytes_retransmitted", tcp.bytesRetransmitted());
        json.addProperty("rtt_us", tcp.rttMicros());
        json.addProperty("congestion_window", tcp.congestionWindow());
        json.addProperty("delivery_rate", tcp.deliveryRate());
        return json;
    }

    static void addTuple(JsonObject json, FourTuple tuple) {
        json.addProperty("local_address", Addresses.text(tuple.local().address()));
        json.addProperty("local_port", tuple.local().port());
        json.addProperty("remote_address", Addresses.text(tuple.remote().address()));
        json.addProperty("remote_port", tuple.remote().port());
    }
}
