// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.mptcp;

import java.util.Objects;
import java.util.Optional;

/**
 * An event of the kernel's MPTCP path manager (group {@code mptcp_pm_events}), all that kernels up to 6.18 send.
 * Tokens are unsigned 32-bit numbers in an {@code int}, see {@link ConnectionToken}.
 */
public sealed interface MptcpEvent {
    /** An event about one connection. */
    sealed interface ConnectionEvent extends MptcpEvent {
        int token();
    }

    /** An event about one subflow of a connection. */
    sealed interface SubflowEvent extends ConnectionEvent {
        SubflowDetails subflow();

        default FourTuple tuple() {
            return subflow().tuple();
        }
    }

    /**
     * A connection is being made: its first handshake is done on this side, data has not yet been acknowledged.
     *
     * @param tuple of the initial subflow
     * @param serverSide this host accepted the connection
     * @param denyJoinId0 the peer refuses joins to the initial address and port (RFC 8684, section 3.1, flag C)
     */
    record Created(int token, FourTuple tuple, boolean serverSide, boolean denyJoinId0) implements ConnectionEvent {
        public Created {
            Objects.requireNonNull(tuple, "tuple");
        }
    }

    /** A connection is fully established and can take subflows; fields as in {@link Created}. */
    record Established(int token, FourTuple tuple, boolean serverSide, boolean denyJoinId0)
        implements ConnectionEvent {
        public Established {
            Objects.requireNonNull(tuple, "tuple");
        }
    }

    /** A connection is gone. Its token may be used again. */
    record Closed(int token) implements ConnectionEvent {
    }

    /** The peer has announced an address (ADD_ADDR); without a port of its own it has the initial one's. */
    record Announced(int token, int remoteId, SocketEndpoint address) implements ConnectionEvent {
        public Announced {
            Objects.requireNonNull(address, "address");
        }
    }

    /** The peer has withdrawn an address (RM_ADDR). */
    record Removed(int token, int remoteId) implements ConnectionEvent {
    }

    /**
     * A further subflow is up. Not sent for the initial one. The side that joins gets it with the second step of the
     * handshake: a peer that refuses in the third lets a {@link SubflowClosed} without an error follow at once.
     */
    record SubflowEstablished(int token, SubflowDetails subflow) implements SubflowEvent {
        public SubflowEstablished {
            Objects.requireNonNull(subflow, "subflow");
        }
    }

    /**
     * A subflow is gone, or one that was asked for did not come up ({@code subflow.error()} says why).
     *
     * @param reset the peer's reset, if it sent one with a reason
     */
    record SubflowClosed(int token, SubflowDetails subflow, Optional<SubflowReset> reset) implements SubflowEvent {
        public SubflowClosed {
            Objects.requireNonNull(subflow, "subflow");
            Objects.requireNonNull(reset, "reset");
        }
    }

    /** The peer changed the priority of a subflow (MP_PRIO). */
    record SubflowPriority(int token, SubflowDetails subflow) implements SubflowEvent {
        public SubflowPriority {
            Objects.requireNonNull(subflow, "subflow");
        }
    }

    /** An MPTCP socket of this namespace, an application's or the path manager's own, now listens (since 6.2). */
    record ListenerCreated(SocketEndpoint address) implements MptcpEvent {
        public ListenerCreated {
            Objects.requireNonNull(address, "address");
        }
    }

    /** An MPTCP socket has stopped listening (since 6.2). */
    record ListenerClosed(SocketEndpoint address) implements MptcpEvent {
        public ListenerClosed {
            Objects.requireNonNull(address, "address");
        }
    }

    /** An event that is newer than this program; to be ignored. */
    record Unknown(int number) implements MptcpEvent {
    }
}
