// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.netlink;

import java.nio.ByteBuffer;

/** One netlink socket: the seam below which tests put a kernel of their own. */
interface NetlinkSocket extends AutoCloseable {
    /** Result of {@link #receive} when nothing came in time or {@link #wake()} was called. */
    long NOTHING = -1;

    /** Port id that the kernel gave this socket (unsigned). */
    int portId();

    /** Sends the bytes from 0 to the limit of a direct buffer to the kernel. */
    void send(ByteBuffer message) throws NetlinkException;

    /**
     * Reads one datagram into a direct buffer and flips it.
     *
     * @param timeoutMillis -1: no limit
     * @return port id of the sender, 0..2^32-1, where 0 is the kernel; or NOTHING
     * @throws NetlinkException ENOBUFS: datagrams before this one were lost
     */
    long receive(ByteBuffer buffer, int timeoutMillis) throws NetlinkException;

    /** Joins a multicast group. */
    void join(int group) throws NetlinkException;

    /**
     * Asks for a receive buffer, beyond the system's limit if privileged.
     *
     * @return what the kernel granted, in its own reckoning (twice what was asked for)
     */
    int receiveBuffer(int bytes) throws NetlinkException;

    /** Makes room for a message of this size, beyond the system's limit if privileged. */
    void sendBuffer(int bytes) throws NetlinkException;

    /** Makes a {@link #receive} that waits in another thread return NOTHING, and each later one that would wait. */
    void wake();

    /** Frees the socket. Nobody may be in {@link #receive}. */
    @Override
    void close();
}
