// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.connections;

import java.util.Objects;
import org.crosslayer.agent.mptcp.FourTuple;

/**
 * An established subflow.
 *
 * @param localId address id of the local end, 0..255; 0 is the initial subflow's
 * @param remoteId address id of the remote end, 0..255
 */
public record Subflow(FourTuple tuple, int localId, int remoteId, boolean backup) {
    public Subflow {
        Objects.requireNonNull(tuple, "tuple");
    }

    // Written out: see FourTuple.
    @Override
    public boolean equals(Object other) {
        return other instanceof Subflow that && localId == that.localId && remoteId == that.remoteId
            && backup == that.backup && tuple.equals(that.tuple);
    }

    @Override
    public int hashCode() {
        return 31 * tuple.hashCode() + localId;
    }
}
