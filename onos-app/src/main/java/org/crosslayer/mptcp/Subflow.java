// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp;

import static java.util.Objects.requireNonNull;

/** An established subflow of a connection. Equal if it has the same four-tuple: that is what names a subflow. */
public final class Subflow {
    private final FourTuple tuple;
    private final int localId;
    private final int remoteId;
    private final boolean backup;

    private Subflow(FourTuple tuple, int localId, int remoteId, boolean backup) {
        this.tuple = requireNonNull(tuple);
        this.localId = localId;
        this.remoteId = remoteId;
        this.backup = backup;
    }

    /**
     * Makes a subflow.
     *
     * @param tuple    its ends
     * @param localId  address id of this end (RFC 8684, section 3.4.1), 0 for the initial subflow
     * @param remoteId address id of the peer's end
     * @param backup   to be used only when no other subflow is left
     * @return subflow
     */
    public static Subflow subflow(FourTuple tuple, int localId, int remoteId, boolean backup) {
        return new Subflow(tuple, localId, remoteId, backup);
    }

    /**
     * Both ends.
     *
     * @return four-tuple
     */
    public FourTuple tuple() {
        return tuple;
    }

    /**
     * Address id of this end.
     *
     * @return id, 0 to 255
     */
    public int localId() {
        return localId;
    }

    /**
     * Address id of the peer's end.
     *
     * @return id, 0 to 255
     */
    public int remoteId() {
        return remoteId;
    }

    /**
     * Whether it is a backup.
     *
     * @return true if it carries data only when no other subflow is left
     */
    public boolean backup() {
        return backup;
    }

    @Override
    public int hashCode() {
        return tuple.hashCode();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Subflow && ((Subflow) other).tuple.equals(tuple);
    }

    @Override
    public String toString() {
        return tuple + (backup ? " backup" : "");
    }
}
