// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp;

import org.onosproject.event.AbstractEvent;

/** Something happened to a connection. Its subject is the connection after the change. */
public final class MptcpConnectionEvent extends AbstractEvent<MptcpConnectionEvent.Type, MptcpConnection> {

    /** What happened. */
    public enum Type {
        /** An agent reported a connection that was not known. */
        CONNECTION_ADDED,
        /** Subflows, announced addresses or the plan changed. */
        CONNECTION_UPDATED,
        /** The connection is closed, or its agent is gone. */
        CONNECTION_REMOVED
    }

    /**
     * Makes an event.
     *
     * @param type    what happened
     * @param subject connection after it, or as it was before it was removed
     */
    public MptcpConnectionEvent(Type type, MptcpConnection subject) {
        super(type, subject);
    }
}
