// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent;

import java.util.List;
import java.util.random.RandomGenerator;
import org.crosslayer.agent.connections.ConnectionTable;
import org.crosslayer.agent.connections.MptcpConnection;
import org.crosslayer.agent.connections.NoObserver;
import org.crosslayer.agent.mptcp.ConnectionName;
import org.crosslayer.agent.mptcp.SocketEndpoint;
import org.crosslayer.agent.subflows.OpenResult;
import org.crosslayer.agent.subflows.OwnAddresses;
import org.crosslayer.agent.subflows.SourcePorts;
import org.crosslayer.agent.subflows.SubflowOpener;
import org.crosslayer.agent.subflows.SubflowRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Without a controller: brings every connection that this host opened to a number of subflows, from random source
 * ports between the addresses of its initial subflow. Works on the event thread.
 */
final class StandAlone extends NoObserver {
    private static final Logger LOG = LoggerFactory.getLogger(StandAlone.class);
    private static final int CANDIDATES = 8;

    private final int subflows;
    private final ConnectionTable table;
    private final SubflowOpener opener;
    private final OwnAddresses ownAddresses;
    private final SourcePorts sourcePorts;
    private final RandomGenerator random;

    StandAlone(int subflows, ConnectionTable table, SubflowOpener opener, OwnAddresses ownAddresses,
               SourcePorts sourcePorts, RandomGenerator random) {
        this.subflows = subflows;
        this.table = table;
        this.opener = opener;
        this.ownAddresses = ownAddresses;
        this.sourcePorts = sourcePorts;
        this.random = random;
    }

    @Override
    public void eligible(MptcpConnection connection, long nanos) {
        fill(connection);
    }

    @Override
    public void resynced(long nanos) {
        for (MptcpConnection connection : List.copyOf(table.connections())) {
            if (connection.isEligible()) {
                fill(connection);
            }
        }
    }

    private void fill(MptcpConnection connection) {
        SocketEndpoint local = connection.initial().local();
        if (connection.serverSide() || !ownAddresses.contains(local.address())) {
            return;
        }
        for (int missing = subflows - connection.subflowsAndPending(); missing > 0; missing--) {
            OpenResult result = opener.open(new SubflowRequest(connection.token(), local.address(),
                connection.initial().remote(), 0, sourcePorts.draw(random, CANDIDATES), false));
            if (!result.isDone()) {
                LOG.warn("{}: no further subflow: {}", ConnectionName.of(connection.token()), result.message());
                return;
            }
        }
    }
}
