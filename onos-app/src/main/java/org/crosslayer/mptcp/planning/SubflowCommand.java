// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.planning;

import org.crosslayer.mptcp.ConnectionKey;
import org.crosslayer.mptcp.FourTuple;

/** What an agent is to do with a subflow that is there. */
public final class SubflowCommand {
    /** What to do. */
    public enum Kind {
        /** Close it. */
        CLOSE,
        /** Let it carry data only when no other is left. */
        MAKE_BACKUP
    }

    private final long commandId;
    private final ConnectionKey key;
    private final Kind kind;
    private final FourTuple tuple;

    SubflowCommand(long commandId, ConnectionKey key, Kind kind, FourTuple tuple) {
        this.commandId = commandId;
        this.key = key;
        this.kind = kind;
        this.tuple = tuple;
    }

    /**
     * Names the command.
     *
     * @return id that was never used before with this agent instance
     */
    public long commandId() {
        return commandId;
    }

    /**
     * The connection.
     *
     * @return key
     */
    public ConnectionKey key() {
        return key;
    }

    /**
     * What to do.
     *
     * @return kind
     */
    public Kind kind() {
        return kind;
    }

    /**
     * The subflow.
     *
     * @return its ends
     */
    public FourTuple tuple() {
        return tuple;
    }

    @Override
    public String toString() {
        return key + " " + kind + " " + tuple;
    }
}
