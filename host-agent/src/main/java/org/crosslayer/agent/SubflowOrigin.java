// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent;

import org.crosslayer.agent.connections.MptcpConnection;
import org.crosslayer.agent.connections.Subflow;

/** Who has opened a subflow, told by its local address id. */
enum SubflowOrigin {
    /** The connection itself. */
    INITIAL,
    /** This agent, or somebody by hand. */
    AGENT,
    /** The kernel module. */
    MODULE,
    /** The other host. */
    PEER;

    private static final int FIRST_OF_MODULE = 192;

    static SubflowOrigin of(MptcpConnection connection, Subflow subflow) {
        if (subflow.tuple().equals(connection.initial())) {
            return INITIAL;
        }
        if (subflow.localId() == 0) {
            return PEER;
        }
        return subflow.localId() >= FIRST_OF_MODULE ? MODULE : AGENT;
    }
}
