// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.agents;

import org.crosslayer.mptcp.AgentId;

/** Who is attached. Called by sessions, each under its own lock. */
interface Sessions {

    /** Refuses an agent whose name another one bears who has attached with another certificate. */
    void checkUnclaimed(AgentId id, PeerIdentity identity) throws StreamRefusedException;

    /** A session knows its agent: welcome it, in place of an older session of the same agent. */
    void attach(AgentSession session);

    /** A session that was attached has ended. */
    void detach(AgentSession session, String reason);
}
