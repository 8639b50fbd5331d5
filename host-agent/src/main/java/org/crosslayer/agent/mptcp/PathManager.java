// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.mptcp;

import java.util.List;
import org.crosslayer.agent.netlink.NetlinkException;

/**
 * Commands to the kernel's MPTCP path manager in one network namespace. Each blocks until the kernel has answered
 * (tens of microseconds) and may be called from any thread; calls are carried out one after the other.
 *
 * <p>Commands about a token need a connection that was made while the path manager was the user-space one; else, and
 * for a token that is not there, the kernel answers EINVAL with a text.
 */
public interface PathManager extends AutoCloseable {
    /** Limits of the in-kernel path manager: announced addresses accepted and further subflows per connection. */
    record Limits(int acceptedAddresses, int subflows) {
    }

    /**
     * Opens one subflow. Returns when the SYN is out; the result comes as an event: {@code SubflowEstablished} or
     * {@code SubflowClosed}.
     *
     * <p>A refusal may leave {@code localId} bound to {@code local} in the kernel, since it clears away the first entry
     * with that address whatever its port is (known defect up to 6.18): take a new id for the next attempt, always.
     *
     * @param local own address and source port; port 0 lets the kernel choose one
     * @param localId 1..255; one id stands for one (address, port) for as long as the connection lives, and the other
     *     way round, else EINVAL
     * @param backup open it for backup
     * @param interfaceIndex bind it to this interface; 0: do not
     * @param remote of the same family as {@code local}; port 0 is refused
     * @param remoteId id that the peer announced this address with, 0 for the initial one
     * @throws NetlinkException EADDRINUSE: the source port is taken (also by TIME_WAIT); ENOTCONN: the connection is
     *     not fully established; EADDRNOTAVAIL: {@code local} is not an address of this host
     */
    void createSubflow(int token, SocketEndpoint local, int localId, boolean backup, int interfaceIndex,
                       SocketEndpoint remote, int remoteId) throws NetlinkException;

    /**
     * Closes a subflow.
     *
     * @throws NetlinkException ESRCH: the connection has no such subflow
     */
    void destroySubflow(int token, FourTuple tuple) throws NetlinkException;

    /** Sets or clears the backup priority of a subflow and tells the peer (MP_PRIO). */
    void setBackup(int token, FourTuple tuple, boolean backup) throws NetlinkException;

    /**
     * Announces an own address to the peer (ADD_ADDR).
     *
     * @param address port 0: the initial subflow's
     * @param id 1..255
     * @param interfaceIndex 0: none
     */
    void announce(int token, SocketEndpoint address, int id, int interfaceIndex) throws NetlinkException;

    /** Withdraws the own address with this id (RM_ADDR) and closes its subflows. 0 is the initial address. */
    void remove(int token, int id) throws NetlinkException;

    /** Own addresses that commands have put on one connection (kernels from about 6.9). */
    List<LocalAddress> addresses(int token) throws NetlinkException;

    /** One own address of a connection (kernels from about 6.9). */
    LocalAddress address(int token, int id) throws NetlinkException;

    /** All endpoints of the in-kernel path manager. */
    List<LocalAddress> endpoints() throws NetlinkException;

    /** One endpoint of the in-kernel path manager. */
    LocalAddress endpoint(int id) throws NetlinkException;

    /** Adds an endpoint to the in-kernel path manager; id 0 lets the kernel choose. */
    void addEndpoint(LocalAddress address) throws NetlinkException;

    /** Removes an endpoint from the in-kernel path manager, found by its id. */
    void removeEndpoint(LocalAddress address) throws NetlinkException;

    /** Sets the flags BACKUP and FULLMESH of an endpoint of the in-kernel path manager, found by its address. */
    void setEndpointFlags(LocalAddress address) throws NetlinkException;

    /** Removes all endpoints of the in-kernel path manager. */
    void flushEndpoints() throws NetlinkException;

    Limits limits() throws NetlinkException;

    void setLimits(Limits limits) throws NetlinkException;

    @Override
    void close();
}
