// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.planning;

import java.util.ArrayList;
import java.util.List;
import org.crosslayer.ecmp.FiveTuple;
import org.crosslayer.mptcp.ConnectionKey;
import org.crosslayer.mptcp.ConnectionStatistics;
import org.crosslayer.mptcp.ConnectionStatistics.SendingLimit;
import org.crosslayer.mptcp.MptcpConnection;
import org.crosslayer.mptcp.MptcpConnectionService;
import org.crosslayer.mptcp.Subflow;
import org.crosslayer.mptcp.SubflowStatistics;

/** Puts together what the agents of both ends have measured of the accounted connections. */
final class Observer {
    private final Ledger ledger;
    private final MptcpConnectionService connections;

    Observer(Ledger ledger, MptcpConnectionService connections) {
        this.ledger = ledger;
        this.connections = connections;
    }

    /** What is measured at one time. */
    static final class Round {
        private final List<ForeignTraffic.Flow> flows = new ArrayList<>();
        private boolean complete = true;

        /** Both directions of every subflow that there are rates of. */
        List<ForeignTraffic.Flow> flows() {
            return flows;
        }

        /** Whether that is all that is accounted. */
        boolean complete() {
            return complete;
        }
    }

    Round round() {
        Round round = new Round();
        for (ConnectionKey key : ledger.accounted()) {
            if (!ledger.isEntered(key)) {
                // Another node accounts it.
                continue;
            }
            MptcpConnection connection = connections.connection(key).orElse(null);
            ConnectionStatistics own = connections.statistics(key).orElse(null);
            if (connection == null || own == null || own.readings() < 2) {
                round.complete = false;
            } else {
                ConnectionKey peer = ledger.peer(key);
                add(round.flows, connection, own, peer == null ? SendingLimit.UNKNOWN
                    : connections.statistics(peer).map(ConnectionStatistics::sendingLimit)
                        .orElse(SendingLimit.UNKNOWN));
            }
        }
        return round;
    }

    private static void add(List<ForeignTraffic.Flow> flows, MptcpConnection connection, ConnectionStatistics own,
                            SendingLimit peersLimit) {
        long sent = own.sendRateBps();
        long received = own.receiveRateBps();
        boolean sending = held(own.sendingLimit(), sent, received);
        boolean receiving = held(peersLimit, received, sent);
        for (Subflow subflow : connection.subflows()) {
            SubflowStatistics rates = own.subflow(subflow.tuple()).orElse(null);
            if (rates != null) {
                FiveTuple outbound = Flows.outbound(subflow.tuple());
                boolean active = !subflow.backup();
                flows.add(new ForeignTraffic.Flow(outbound, rates.sendRateBps(), active && sending, sent));
                flows.add(new ForeignTraffic.Flow(outbound.reversed(), rates.receiveRateBps(), active && receiving,
                    received));
            }
        }
    }

    /** Whether a sender has more to send; where it does not say, the direction that carries the data does. */
    private static boolean held(SendingLimit limit, long rate, long opposite) {
        return limit == SendingLimit.NETWORK || limit == SendingLimit.UNKNOWN && rate > opposite;
    }
}
