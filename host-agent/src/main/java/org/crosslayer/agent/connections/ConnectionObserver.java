// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.connections;

/**
 * Told of every change of eligible connections, in order, under the table's lock: implementations return at once and
 * take no lock that is ever held while the table's is asked for. Times are {@link System#nanoTime()} at the read from
 * the kernel.
 */
public interface ConnectionObserver {
    /** A connection can take subflows and is worth it. */
    void eligible(MptcpConnection connection, long nanos);

    /** A connection is gone. */
    void closed(MptcpConnection connection, long nanos);

    /** A further subflow is up. */
    void subflowEstablished(MptcpConnection connection, Subflow subflow, long nanos);

    /**
     * A subflow is gone or did not come up.
     *
     * @param error positive errno or 0
     * @param resetReason of the peer's MP_TCPRST, or null
     */
    void subflowClosed(MptcpConnection connection, Subflow subflow, int error, Integer resetReason, long nanos);

    /** The peer changed the priority of a subflow. */
    void subflowPriority(MptcpConnection connection, Subflow subflow, long nanos);

    /** The peer announced an address. */
    void addressAnnounced(MptcpConnection connection, AnnouncedAddress address, long nanos);

    /** The peer withdrew an address. */
    void addressRemoved(MptcpConnection connection, int remoteId, long nanos);

    /** Nothing came of the standing plan of the connection, which has none from now on. */
    void standingFailed(MptcpConnection connection, PlanFailure failure, long nanos);

    /** The table was rebuilt: what changed meanwhile is not told one by one. */
    void resynced(long nanos);
}
