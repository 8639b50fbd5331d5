// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.agents;

import io.grpc.Status;

/** What an agent did ends its stream, with a status that says why. */
final class StreamRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Status status;

    StreamRefusedException(Status status) {
        super(status.getDescription(), null, false, false);
        this.status = status;
    }

    static StreamRefusedException outOfOrder(String description) {
        return new StreamRefusedException(Status.FAILED_PRECONDITION.withDescription(description));
    }

    Status status() {
        return status;
    }
}
