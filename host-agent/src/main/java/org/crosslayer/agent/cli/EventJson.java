// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.cli;

import com.google.gson.JsonObject;
import org.crosslayer.agent.mptcp.Addresses;
import org.crosslayer.agent.mptcp.ConnectionToken;
import org.crosslayer.agent.mptcp.FourTuple;
import org.crosslayer.agent.mptcp.MptcpEvent;
import org.crosslayer.agent.mptcp.SocketEndpoint;
import org.crosslayer.agent.mptcp.SubflowDetails;
import org.crosslayer.agent.netlink.Errno;

/** Events as JSON, one object each. */
final class EventJson {
    private EventJson() {
    }

    static JsonObject lost(long timeMillis) {
        return named(timeMillis, "events_lost");
    }

    static JsonObject of(MptcpEvent event, long timeMillis) {
        JsonObject json = named(timeMillis, EventText.name(event));
        if (event instanceof MptcpEvent.ConnectionEvent e) {
            json.addProperty("token", ConnectionToken.format(e.token()));
        }
        if (event instanceof MptcpEvent.Created e) {
            addConnection(json, e.tuple(), e.serverSide(), e.denyJoinId0());
        } else if (event instanceof MptcpEvent.Established e) {
            addConnection(json, e.tuple(), e.serverSide(), e.denyJoinId0());
        } else if (event instanceof MptcpEvent.SubflowEvent e) {
            addSubflow(json, e.subflow());
        } else if (event instanceof MptcpEvent.Announced e) {
            json.addProperty("remote_id", e.remoteId());
            addEndpoint(json, e.address());
        } else if (event instanceof MptcpEvent.Removed e) {
            json.addProperty("remote_id", e.remoteId());
        } else if (event instanceof MptcpEvent.ListenerCreated e) {
            addEndpoint(json, e.address());
        } else if (event instanceof MptcpEvent.ListenerClosed e) {
            addEndpoint(json, e.address());
        } else if (event instanceof MptcpEvent.Unknown e) {
            json.addProperty("number", e.number());
        }
        if (event instanceof MptcpEvent.SubflowClosed e && e.reset().isPresent()) {
            json.addProperty("reset_reason", e.reset().get().describe());
        }
        return json;
    }

    private static JsonObject named(long timeMillis, String name) {
        JsonObject json = new JsonObject();
        json.addProperty("time_ms", timeMillis);
        json.addProperty("event", name);
        return json;
    }

    private static void addConnection(JsonObject json, FourTuple tuple, boolean serverSide, boolean denyJoin) {
        SocketJson.addTuple(json, tuple);
        json.addProperty("server_side", serverSide);
        json.addProperty("deny_join_initial", denyJoin);
    }

    private static void addSubflow(JsonObject json, SubflowDetails subflow) {
        SocketJson.addTuple(json, subflow.tuple());
        json.addProperty("local_id", subflow.localId());
        json.addProperty("remote_id", subflow.remoteId());
        json.addProperty("backup", subflow.backup());
        if (subflow.error() != 0) {
            json.addProperty("error", Errno.name(subflow.error()));
        }
    }

    private static void addEndpoint(JsonObject json, SocketEndpoint endpoint) {
        json.addProperty("address", Addresses.text(endpoint.address()));
        json.addProperty("port", endpoint.port());
    }
}
