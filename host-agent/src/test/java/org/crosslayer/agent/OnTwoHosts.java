// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent;

import org.crosslayer.agent.mptcp.NetworkNamespace;
import org.crosslayer.agent.mptcp.Peer;
import org.crosslayer.agent.mptcp.Root;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Two hosts with a link and a process in each; the other host's agent lets this one's subflows join. */
abstract class OnTwoHosts {
    NetworkNamespace here;
    NetworkNamespace there;
    Peer client;
    Peer server;
    private AgentProcess remoteAgent;

    @BeforeEach
    final void openHosts() throws Exception {
        Root.require();
        NetworkNamespace[] pair = NetworkNamespace.pair();
        here = pair[0];
        there = pair[1];
        client = new Peer(here);
        server = new Peer(there);
        remoteAgent = AgentProcess.run(there, "--simulate", "1");
    }

    @AfterEach
    final void closeHosts() throws Exception {
        if (here != null) {
            remoteAgent.close();
            client.close();
            server.close();
            here.close();
            there.close();
        }
    }
}
