// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.controller;

import java.util.ArrayList;
import java.util.List;
import org.crosslayer.agent.connections.ConnectionTable;
import org.crosslayer.agent.connections.MptcpConnection;
import org.crosslayer.control.v1.AgentMessage;
import org.crosslayer.control.v1.Connection;
import org.crosslayer.control.v1.ConnectionSnapshot;

/** The table's eligible connections as snapshot messages, each well below the size that a message may have. */
final class SnapshotParts {
    static final int PART_BYTES = 512 * 1024;

    private SnapshotParts() {
    }

    /** At least one part, all but the last marked {@code more}; to be called under the table's lock. */
    static List<AgentMessage.Builder> of(ConnectionTable table) {
        List<AgentMessage.Builder> parts = new ArrayList<>();
        ConnectionSnapshot.Builder part = ConnectionSnapshot.newBuilder();
        int bytes = 0;
        for (MptcpConnection connection : table.connections()) {
            if (!connection.isEligible()) {
                continue;
            }
            Connection message = Wire.connection(connection);
            if (bytes > 0 && bytes + message.getSerializedSize() > PART_BYTES) {
                parts.add(AgentMessage.newBuilder().setSnapshot(part.setMore(true)));
                part = ConnectionSnapshot.newBuilder();
                bytes = 0;
            }
            bytes += message.getSerializedSize();
            part.addConnections(message);
        }
        parts.add(AgentMessage.newBuilder().setSnapshot(part));
        return parts;
    }
}
