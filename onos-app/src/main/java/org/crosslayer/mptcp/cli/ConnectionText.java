// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cli;

import java.util.ArrayList;
import java.util.List;
import org.crosslayer.mptcp.PlannedSubflow;
import org.crosslayer.mptcp.view.ConnectionView;
import org.crosslayer.mptcp.view.EndsView;
import org.crosslayer.mptcp.view.MeasuredView;
import org.crosslayer.mptcp.view.PlannedView;
import org.crosslayer.mptcp.view.SubflowView;

/** Connections with the path of every subflow and what became of the plan; and subflows. */
final class ConnectionText {
    private ConnectionText() {
    }

    /** A connection, its subflows, those that are missing, and why. */
    static List<String> lines(ConnectionView connection) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format("%s %s %s subflows %d%s", connection.name(),
            connection.serverSide ? "accepted" : "opened", ends(connection.initial), connection.subflowCount,
            connection.standingPlan == 0 ? "" : " standing plan " + connection.standingPlan));
        connection.subflows.forEach(subflow -> lines.add("  " + line(subflow)));
        for (PlannedView missing : connection.missing()) {
            lines.add(String.format("  %s on %s%s", missing.state == PlannedSubflow.State.FAILED ? "failed" : "awaited",
                missing.outboundPath.isEmpty() ? "unknown path" : missing.outboundPath,
                missing.detail.isEmpty() ? "" : ": " + missing.detail));
        }
        connection.reasons.forEach(reason -> lines.add("  because " + reason));
        return lines;
    }

    /** A connection in one line. */
    static List<String> brief(ConnectionView connection) {
        return List.of(String.format("%s %s %s subflows %d%s%s%s", connection.name(),
            connection.serverSide ? "accepted" : "opened", ends(connection.initial), connection.subflowCount,
            connection.awaitedCount == 0 ? "" : ", awaited " + connection.awaitedCount,
            connection.failedCount == 0 ? "" : ", failed " + connection.failedCount,
            connection.sendRateBps == null ? "" : ", sends " + Rates.text(connection.sendRateBps) + ", receives "
                + Rates.text(connection.receiveRateBps)));
    }

    static String line(SubflowView subflow) {
        return String.format("%s out %s in %s %s%s%s", ends(subflow.ends), known(subflow.outboundPath),
            known(subflow.inboundPath), word(subflow.origin), subflow.backup ? " backup" : "",
            subflow.measured == null ? "" : measured(subflow.measured));
    }

    private static String measured(MeasuredView measured) {
        return String.format(", sends %s, receives %s, RTT %s, %d segments sent again",
            Rates.text(measured.sendRateBps), Rates.text(measured.receiveRateBps), Rates.millis(measured.rttMicros),
            measured.retransmittedSegments);
    }

    private static String word(SubflowView.Origin origin) {
        switch (origin) {
            case INITIAL:
                return "initial";
            case AS_PLANNED:
                return "as planned";
            case OFF_PLAN:
                return "not on the planned path";
            default:
                return "not planned";
        }
    }

    private static String known(String path) {
        return path.isEmpty() ? "unknown" : path;
    }

    static String ends(EndsView ends) {
        return end(ends.localAddress, ends.localPort) + ">" + end(ends.remoteAddress, ends.remotePort);
    }

    private static String end(String address, int port) {
        return address.indexOf(':') < 0 ? address + ":" + port : "[" + address + "]:" + port;
    }
}
