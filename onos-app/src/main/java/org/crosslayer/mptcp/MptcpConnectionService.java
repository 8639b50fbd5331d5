// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp;

import java.util.Collection;
import java.util.Optional;
import org.onosproject.event.ListenerService;

/**
 * The Multipath TCP connections that the agents of this ONOS node have reported. Soft state: the truth is in the
 * hosts' kernels, and a snapshot of an agent replaces all that was known of it.
 */
public interface MptcpConnectionService extends ListenerService<MptcpConnectionEvent, MptcpConnectionListener> {

    /**
     * All connections.
     *
     * @return connections at this moment, in no order
     */
    Collection<MptcpConnection> connections();

    /**
     * Connections of one host.
     *
     * @param agent agent of the host
     * @return connections at this moment, in no order
     */
    Collection<MptcpConnection> connections(AgentId agent);

    /**
     * One connection.
     *
     * @param key its name
     * @return connection, empty if it is not known
     */
    Optional<MptcpConnection> connection(ConnectionKey key);

    /**
     * What agents have measured of a connection.
     *
     * @param key its name
     * @return statistics of the last reading, empty if there is none
     */
    Optional<ConnectionStatistics> statistics(ConnectionKey key);
}
