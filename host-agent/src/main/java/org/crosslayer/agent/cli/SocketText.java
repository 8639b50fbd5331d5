// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.cli;

import java.util.List;
import java.util.Locale;
import org.crosslayer.agent.mptcp.ConnectionToken;
import org.crosslayer.agent.sockdiag.MptcpSocket;
import org.crosslayer.agent.sockdiag.SocketState;
import org.crosslayer.agent.sockdiag.SubflowSocket;

/** Connections and subflows as text: one line for a connection, below it one for each subflow. */
final class SocketText {
    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};
    private static final int STEP = 1000;
    private static final double MICROS_PER_MILLI = 1000;

    private SocketText() {
    }

    static String of(List<MptcpSocket> connections) {
        if (connections.isEmpty()) {
            return "No MPTCP connections." + System.lineSeparator();
        }
        StringBuilder text = new StringBuilder();
        for (MptcpSocket connection : connections) {
            String role = connection.serverSide().map(server -> server ? "server" : "client").orElse("?");
            text.append(String.format("%s  %-6s  %s  %s  sent %s  received %s%s%n",
                ConnectionToken.format(connection.token()), role, connection.tuple(), name(connection.state()),
                bytes(connection.info().bytesSent()), bytes(connection.info().bytesReceived()),
                connection.info().isFallback() ? "  fell back to TCP" : ""));
            for (SubflowSocket subflow : connection.subflows()) {
                text.append(String.format(Locale.ROOT, "    id %d/%d  %s  %s  sent %s  received %s  rtt %.3f ms%s%s%n",
                    subflow.localId(), subflow.remoteId(), subflow.tuple(), name(subflow.state()),
                    bytes(subflow.tcp().bytesSent()), bytes(subflow.tcp().bytesReceived()),
                    subflow.tcp().rttMicros() / MICROS_PER_MILLI, subflow.isInitial() ? "  initial" : "",
                    subflow.isBackup() ? "  backup" : ""));
            }
        }
        return text.toString();
    }

    private static String name(SocketState state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Three digits or so, in decimal units. */
    static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= STEP && unit < UNITS.length - 1) {
            value /= STEP;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", value, UNITS[unit]);
    }
}
