// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.standing;

import java.util.List;
import org.crosslayer.agent.plans.Prefix;

/**
 * Source ports for first subflows, before their SYN.
 *
 * @param id unsigned, not 0
 * @param remotePort destination port, 0: any
 * @param mptcp for MPTCP connections
 * @param tcp for TCP connections
 * @param sourcePorts taken in turn
 */
public record SourcePool(int id, Prefix remote, int remotePort, boolean mptcp, boolean tcp,
                         List<Integer> sourcePorts) {
    public SourcePool {
        sourcePorts = List.copyOf(sourcePorts);
    }
}
