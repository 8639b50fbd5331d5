// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.cli;

import java.util.Locale;
import org.crosslayer.agent.mptcp.ConnectionToken;
import org.crosslayer.agent.mptcp.FourTuple;
import org.crosslayer.agent.mptcp.MptcpEvent;
import org.crosslayer.agent.mptcp.SubflowDetails;
import org.crosslayer.agent.netlink.Errno;

/** Events as one line for people. */
final class EventText {
    private EventText() {
    }

    /** For example {@code subflow_established}. */
    static String name(MptcpEvent event) {
        return event.getClass().getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }

    static String of(MptcpEvent event) {
        String line = String.format("%-19s", name(event));
        if (event instanceof MptcpEvent.ConnectionEvent e) {
            line += "  " + ConnectionToken.format(e.token());
        }
        return (line + details(event)).stripTrailing();
    }

    private static String details(MptcpEvent event) {
        if (event instanceof MptcpEvent.Created e) {
            return connection(e.tuple(), e.serverSide(), e.denyJoinId0());
        } else if (event instanceof MptcpEvent.Established e) {
            return connection(e.tuple(), e.serverSide(), e.denyJoinId0());
        } else if (event instanceof MptcpEvent.SubflowClosed e) {
            return subflow(e.subflow()) + e.reset().map(reset -> "  reset: " + reset.describe()).orElse("");
        } else if (event instanceof MptcpEvent.SubflowEvent e) {
            return subflow(e.subflow());
        } else if (event instanceof MptcpEvent.Announced e) {
            return "  " + e.address() + "  id " + e.remoteId();
        } else if (event instanceof MptcpEvent.Removed e) {
            return "  id " + e.remoteId();
        } else if (event instanceof MptcpEvent.ListenerCreated e) {
            return "  " + e.address();
        } else if (event instanceof MptcpEvent.ListenerClosed e) {
            return "  " + e.address();
        } else if (event instanceof MptcpEvent.Unknown e) {
            return "  number " + e.number();
        }
        return "";
    }

    private static String connection(FourTuple tuple, boolean serverSide, boolean denyJoin) {
        return "  " + tuple + (serverSide ? "  server" : "  client") + (denyJoin ? "  no joins to this address" : "");
    }

    private static String subflow(SubflowDetails subflow) {
        return "  " + subflow.tuple() + "  id " + subflow.localId() + "/" + subflow.remoteId()
            + (subflow.backup() ? "  backup" : "")
            + (subflow.error() == 0 ? "" : "  " + Errno.text(subflow.error()) + " (" + Errno.name(subflow.error())
                + ")");
    }
}
