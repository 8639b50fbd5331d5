// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.subflows;

import java.net.InetAddress;
import java.util.List;
import org.crosslayer.agent.mptcp.SocketEndpoint;

/**
 * One subflow that is wanted.
 *
 * @param sourcePorts candidates, best first; 0 lets the kernel choose
 * @param remoteId address id of the remote end, 0 for the initial one
 */
public record SubflowRequest(int token, InetAddress local, SocketEndpoint remote, int remoteId,
                             List<Integer> sourcePorts, boolean backup) {
    public SubflowRequest {
        sourcePorts = List.copyOf(sourcePorts);
    }
}
