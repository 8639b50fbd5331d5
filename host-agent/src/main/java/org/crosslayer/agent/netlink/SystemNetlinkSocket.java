// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.netlink;

import com.sun.jna.Native;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A netlink socket of the running kernel, in the network namespace of the thread that opens it. One thread at a time
 * may send or receive; {@link #wake()} may come from any.
 */
final class SystemNetlinkSocket implements NetlinkSocket {
    private static final int ADDRESS_BYTES = 12;
    private static final int POLL_BYTES = 8;

    private final int fd;
    private final int wakeFd;
    private final int portId;
    private final ByteBuffer kernelAddress = address();
    private final ByteBuffer senderAddress = address();
    private final ByteBuffer senderLength = nativeBuffer(4);
    private final ByteBuffer descriptors = nativeBuffer(2 * POLL_BYTES);
    private boolean closed;

    private SystemNetlinkSocket(int fd, int wakeFd, int portId) {
        this.fd = fd;
        this.wakeFd = wakeFd;
        this.portId = portId;
        descriptors.putInt(0, fd).putShort(4, LibC.POLLIN);
        descriptors.putInt(POLL_BYTES, wakeFd).putShort(POLL_BYTES + 4, LibC.POLLIN);
    }

    /** Opens and binds a socket; extended acknowledgements on, echo of the request in errors off. */
    static SystemNetlinkSocket open(int protocol) throws NetlinkException {
        int fd = LibC.socket(LibC.AF_NETLINK, LibC.SOCK_RAW | LibC.SOCK_CLOEXEC, protocol);
        if (fd < 0) {
            throw new NetlinkException("open netlink socket", Native.getLastError());
        }
        int wakeFd = LibC.eventfd(0, LibC.EFD_CLOEXEC);
        if (wakeFd < 0) {
            int errno = Native.getLastError();
            LibC.close(fd);
            throw new NetlinkException("open event descriptor", errno);
        }
        try {
            ByteBuffer address = address();
            check("bind netlink socket", LibC.bind(fd, address, ADDRESS_BYTES));
            ByteBuffer length = nativeBuffer(4).putInt(0, ADDRESS_BYTES);
            check("read address of netlink socket", LibC.getsockname(fd, address, length));
            set(fd, "turn on extended acknowledgements", LibC.SOL_NETLINK, LibC.NETLINK_EXT_ACK, 1);
            set(fd, "turn off echo in acknowledgements", LibC.SOL_NETLINK, LibC.NETLINK_CAP_ACK, 1);
            return new SystemNetlinkSocket(fd, wakeFd, address.getInt(4));
        } catch (NetlinkException e) {
            LibC.close(wakeFd);
            LibC.close(fd);
            throw e;
        }
    }

    private static ByteBuffer nativeBuffer(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    /** struct sockaddr_nl: family, padding, port id 0 (the kernel, or "choose one"), no groups. */
    private static ByteBuffer address() {
        return nativeBuffer(ADDRESS_BYTES).putShort(0, (short) LibC.AF_NETLINK);
    }

    private static void check(String operation, int result) throws NetlinkException {
        if (result < 0) {
            throw new NetlinkException(operation, Native.getLastError());
        }
    }

    private static void set(int fd, String operation, int level, int name, int value) throws NetlinkException {
        check(operation, LibC.setsockopt(fd, level, name, nativeBuffer(4).putInt(0, value), 4));
    }

    @Override
    public int portId() {
        return portId;
    }

    @Override
    public void send(ByteBuffer message) throws NetlinkException {
        requireOpen();
        long sent;
        do {
            sent = LibC.sendto(fd, message, message.limit(), 0, kernelAddress, ADDRESS_BYTES);
        } while (sent < 0 && Native.getLastError() == Errno.EINTR);
        if (sent < 0) {
            throw new NetlinkException("send to the kernel", Native.getLastError());
        }
    }

    @Override
    public long receive(ByteBuffer buffer, int timeoutMillis) throws NetlinkException {
        requireOpen();
        // The answer to a request is there when send() returns, and in a burst the next event is: poll only if not.
        if (!read(buffer) && (!await(timeoutMillis) || !read(buffer))) {
            return NOTHING;
        }
        return Integer.toUnsignedLong(senderAddress.getInt(4));
    }

    private boolean read(ByteBuffer buffer) throws NetlinkException {
        senderLength.putInt(0, ADDRESS_BYTES);
        long length = LibC.recvfrom(fd, buffer, buffer.capacity(), LibC.MSG_TRUNC | LibC.MSG_DONTWAIT,
            senderAddress, senderLength);
        if (length < 0) {
            int errno = Native.getLastError();
            if (errno == Errno.EAGAIN || errno == Errno.EINTR) {
                return false;
            }
            throw new NetlinkException("read from the kernel", errno);
        }
        if (length > buffer.capacity()) {
            throw new NetlinkException("read from the kernel",
                "message of " + length + " bytes is longer than the buffer of " + buffer.capacity());
        }
        buffer.position(0).limit((int) length);
        return true;
    }

    /** Waits until the socket is readable; false after the time, an interruption or a wake. */
    private boolean await(int timeoutMillis) throws NetlinkException {
        int ready = LibC.poll(descriptors, 2, timeoutMillis);
        if (ready < 0) {
            int errno = Native.getLastError();
            if (errno != Errno.EINTR) {
                throw new NetlinkException("wait for the kernel", errno);
            }
            return false;
        }
        boolean woken = descriptors.getShort(POLL_BYTES + 6) != 0;
        return !woken && descriptors.getShort(6) != 0;
    }

    @Override
    public void join(int group) throws NetlinkException {
        set(fd, "join multicast group " + group, LibC.SOL_NETLINK, LibC.NETLINK_ADD_MEMBERSHIP, group);
    }

    @Override
    public int receiveBuffer(int bytes) throws NetlinkException {
        ByteBuffer value = nativeBuffer(4).putInt(0, bytes);
        // FORCE passes net.core.rmem_max but needs CAP_NET_ADMIN in the first user namespace
        if (LibC.setsockopt(fd, LibC.SOL_SOCKET, LibC.SO_RCVBUFFORCE, value, 4) < 0) {
            check("set receive buffer", LibC.setsockopt(fd, LibC.SOL_SOCKET, LibC.SO_RCVBUF, value, 4));
        }
        ByteBuffer length = nativeBuffer(4).putInt(0, 4);
        check("read receive buffer", LibC.getsockopt(fd, LibC.SOL_SOCKET, LibC.SO_RCVBUF, value, length));
        return value.getInt(0);
    }

    @Override
    public void sendBuffer(int bytes) throws NetlinkException {
        ByteBuffer value = nativeBuffer(4).putInt(0, bytes);
        if (LibC.setsockopt(fd, LibC.SOL_SOCKET, LibC.SO_SNDBUFFORCE, value, 4) < 0) {
            check("set send buffer", LibC.setsockopt(fd, LibC.SOL_SOCKET, LibC.SO_SNDBUF, value, 4));
        }
    }

    @Override
    public synchronized void wake() {
        if (!closed) {
            ByteBuffer one = nativeBuffer(8).putLong(0, 1);
            LibC.write(wakeFd, one, 8);
        }
    }

    private void requireOpen() throws NetlinkException {
        if (closed) {
            throw new NetlinkException("use netlink socket", Errno.EBADF);
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            LibC.close(fd);
            LibC.close(wakeFd);
        }
    }
}
