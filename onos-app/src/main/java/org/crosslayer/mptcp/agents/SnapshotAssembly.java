// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.agents;

import io.grpc.Status;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.crosslayer.control.v1.AgentMessage;
import org.crosslayer.control.v1.Connection;
import org.crosslayer.control.v1.ConnectionSnapshot;

/** Puts the parts of a large snapshot together. */
final class SnapshotAssembly {
    /** No host has so many: a bound on what one agent can make the controller keep. */
    private static final int MOST_CONNECTIONS = 1 << 20;

    private List<Connection> connections = new ArrayList<>();
    private Set<Integer> tokens = new HashSet<>();
    private boolean begun;

    /** Takes a part; true if it is the last. */
    boolean add(ConnectionSnapshot part) throws StreamRefusedException {
        begun = true;
        if (connections.size() + part.getConnectionsCount() > MOST_CONNECTIONS) {
            throw new StreamRefusedException(Status.RESOURCE_EXHAUSTED.withDescription(
                "snapshot: more than " + MOST_CONNECTIONS + " connections"));
        }
        for (Connection connection : part.getConnectionsList()) {
            if (!tokens.add(connection.getToken())) {
                throw new StreamRefusedException(Status.INVALID_ARGUMENT.withDescription("snapshot.connections: token "
                    + Integer.toUnsignedString(connection.getToken()) + " is in two parts of one snapshot"));
            }
            connections.add(connection);
        }
        return !part.getMore();
    }

    /** Refuses other messages between the parts. */
    void checkComplete(AgentMessage.BodyCase next) throws StreamRefusedException {
        if (begun) {
            throw StreamRefusedException.outOfOrder(next + " came between the parts of a SNAPSHOT");
        }
    }

    /** Hands out the snapshot and starts anew. */
    List<Connection> take() {
        List<Connection> all = connections;
        connections = new ArrayList<>();
        tokens = new HashSet<>();
        begun = false;
        return all;
    }
}
