// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.doctor;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.crosslayer.agent.netlink.Errno;

/** Sockets with a TTL and a source port of the caller's choice, and one that hears what routers say. */
final class ProbeSocket implements AutoCloseable {
    static final int EADDRINUSE = 98;
    static final int ECONNREFUSED = 111;
    private static final int EINPROGRESS = 115;
    private static final int SOCK_STREAM = 1;
    private static final int SOCK_RAW = 3;
    private static final int SOCK_FLAGS = 0x800 | 0x80000;
    private static final int SOL_SOCKET = 1;
    private static final int SO_REUSEADDR = 2;
    private static final int SO_ERROR = 4;
    private static final int SO_LINGER = 13;
    private static final short POLLIN = 1;
    private static final short POLLOUT = 4;
    private static final int POLL_ENTRY_BYTES = 8;
    private static final int REVENTS_OFFSET = 6;
    private static final int PACKET_BYTES = 2048;

    /** The functions of libc that are called. */
    private static final class LibC {
        static {
            Native.register(LibC.class, NativeLibrary.getProcess());
        }

        static native int socket(int domain, int type, int protocol);

        static native int bind(int fd, Buffer address, int length);

        static native int connect(int fd, Buffer address, int length);

        static native int setsockopt(int fd, int level, int name, Buffer value, int length);

        static native int getsockopt(int fd, int level, int name, Buffer value, Buffer length);

        static native long recvfrom(int fd, Buffer packet, long length, int flags, Buffer address, Buffer bytes);

        static native int poll(Buffer descriptors, long count, int timeoutMillis);

        static native int close(int fd);
    }

    private final IpFamily family;
    private final int fd;

    private ProbeSocket(IpFamily family, int fd) {
        this.family = family;
        this.fd = fd;
    }

    private static ProbeSocket open(IpFamily family, int type, int protocol) throws IOException {
        return new ProbeSocket(family, check(LibC.socket(family.number(), type | SOCK_FLAGS, protocol), "socket"));
    }

    private static int check(int result, String call) throws IOException {
        if (result < 0) {
            throw new IOException(call + ": " + Errno.text(Native.getLastError()));
        }
        return result;
    }

    /** Hears ICMP messages. Needs CAP_NET_RAW. */
    static ProbeSocket icmp(IpFamily family) throws IOException {
        return open(family, SOCK_RAW, family.icmp());
    }

    /** For one SYN that gets so many hops far; whatever comes of it, closing ends it at once. */
    static ProbeSocket tcp(IpFamily family, int ttl) throws IOException {
        ProbeSocket socket = open(family, SOCK_STREAM, 0);
        socket.set(SOL_SOCKET, SO_REUSEADDR, 1);
        socket.set(SOL_SOCKET, SO_LINGER, 1, 0);
        socket.set(family.level(), family.hopLimit(), ttl);
        return socket;
    }

    private void set(int level, int name, int... values) throws IOException {
        ByteBuffer value = direct(values.length * Integer.BYTES);
        for (int each : values) {
            value.putInt(each);
        }
        check(LibC.setsockopt(fd, level, name, value.flip(), value.limit()), "setsockopt");
    }

    static ByteBuffer direct(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    /** Binds; the errno if it cannot be bound, else 0. */
    int bind(InetAddress local, int port) {
        ByteBuffer address = family.socketAddress(local, port);
        return LibC.bind(fd, address, address.limit()) < 0 ? Native.getLastError() : 0;
    }

    /** Sends the SYN. */
    void connect(InetSocketAddress to) throws IOException {
        ByteBuffer address = family.socketAddress(to.getAddress(), to.getPort());
        if (LibC.connect(fd, address, address.limit()) < 0
                && Native.getLastError() != EINPROGRESS) {
            throw new IOException("connect: " + Errno.text(Native.getLastError()));
        }
    }

    /** Takes the pending error; 0: none, the connection is there. */
    int error() throws IOException {
        ByteBuffer value = direct(Integer.BYTES);
        ByteBuffer length = direct(Integer.BYTES).putInt(0, Integer.BYTES);
        check(LibC.getsockopt(fd, SOL_SOCKET, SO_ERROR, value, length), "getsockopt");
        return value.getInt(0);
    }

    /** What has arrived, if it is of interest. */
    Optional<IcmpMessage> receive() {
        ByteBuffer packet = ByteBuffer.allocateDirect(PACKET_BYTES);
        ByteBuffer from = family.emptySocketAddress();
        ByteBuffer fromBytes = direct(Integer.BYTES).putInt(0, from.limit());
        long bytes = LibC.recvfrom(fd, packet, PACKET_BYTES, 0, from, fromBytes);
        return IcmpMessage.parse(family, packet.limit((int) Math.max(0, bytes)), family.address(from));
    }

    /**
     * Waits until there is something to read here, or the other one is connected or refused.
     *
     * @param other null: only this one counts
     * @return bit 0: this one; bit 1: the other one
     */
    int await(ProbeSocket other, long nanos) throws IOException {
        ByteBuffer entries = direct(2 * POLL_ENTRY_BYTES);
        entries.putInt(0, fd).putShort(Integer.BYTES, POLLIN);
        entries.putInt(POLL_ENTRY_BYTES, other == null ? -1 : other.fd)
            .putShort(POLL_ENTRY_BYTES + Integer.BYTES, POLLOUT);
        check(LibC.poll(entries, 2, (int) Math.max(0, TimeUnit.NANOSECONDS.toMillis(nanos))), "poll");
        return (entries.getShort(REVENTS_OFFSET) != 0 ? 1 : 0)
            | (entries.getShort(POLL_ENTRY_BYTES + REVENTS_OFFSET) != 0 ? 2 : 0);
    }

    @Override
    public void close() {
        LibC.close(fd);
    }
}
