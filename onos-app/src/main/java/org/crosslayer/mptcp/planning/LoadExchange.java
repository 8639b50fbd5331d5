// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.planning;

import java.util.Map;
import java.util.Set;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.mptcp.AgentId;
import org.onlab.packet.IpAddress;

/** What the planning of this node tells of the load of its agents, and takes of that of other nodes' agents. */
public interface LoadExchange {

    /**
     * The network that loads are accounted on now.
     *
     * @return snapshot; link indices are its own
     */
    Fabric fabric();

    /**
     * Whether the connections of an agent are accounted here: from its snapshot until it is forgotten.
     *
     * @param agent agent
     * @return false too if the snapshot has not been gone through yet
     */
    boolean accounts(AgentId agent);

    /**
     * Agents whose load may have changed since the last call.
     *
     * @return agents, each once
     */
    Set<AgentId> changed();

    /**
     * Load of an agent's connections.
     *
     * @param agent agent
     * @return bits per second by link index, for links between devices
     */
    Map<Integer, Long> share(AgentId agent);

    /**
     * Takes the load of other nodes' agents, in place of what was given before.
     *
     * @param of        network whose links are meant
     * @param bps       bits per second by link index
     * @param addresses of hosts whose agents are accounted elsewhere: connections that they have opened are not
     *                  accounted here, too
     * @return false if the network is another by now, and nothing was taken
     */
    boolean others(Fabric of, long[] bps, Set<IpAddress> addresses);

    /**
     * What was taken last of other nodes' agents.
     *
     * @param link link index in {@link #fabric}
     * @return bits per second
     */
    long othersBps(int link);

    /**
     * What was taken last of other nodes' agents, on all links together.
     *
     * @return sum over the links, bits per second
     */
    long othersBps();
}
