// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.netlink;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.nio.Buffer;

/**
 * System calls of the C library by JNA's direct mapping. Buffers must be direct; JNA passes their first byte, whatever
 * the position is. {@code size_t} is a Java long: 64-bit Linux only. errno is {@link Native#getLastError()}, one a
 * thread.
 */
final class LibC {
    static final int AF_NETLINK = 16;
    static final int SOCK_RAW = 3;
    static final int SOCK_CLOEXEC = 0x80000;
    static final int SOL_SOCKET = 1;
    static final int SO_SNDBUF = 7;
    static final int SO_RCVBUF = 8;
    static final int SO_SNDBUFFORCE = 32;
    static final int SO_RCVBUFFORCE = 33;
    static final int SOL_NETLINK = 270;
    static final int NETLINK_ADD_MEMBERSHIP = 1;
    static final int NETLINK_CAP_ACK = 10;
    static final int NETLINK_EXT_ACK = 11;
    static final int MSG_TRUNC = 0x20;
    static final int MSG_DONTWAIT = 0x40;
    static final int EFD_CLOEXEC = 0x80000;
    static final short POLLIN = 1;

    static {
        // the process has the C library loaded: no search of the file system
        Native.register(LibC.class, NativeLibrary.getProcess());
    }

    private LibC() {
    }

    static native int socket(int domain, int type, int protocol);

    static native int bind(int fd, Buffer address, int length);

    static native int getsockname(int fd, Buffer address, Buffer length);

    static native int setsockopt(int fd, int level, int name, Buffer value, int length);

    static native int getsockopt(int fd, int level, int name, Buffer value, Buffer length);

    static native long sendto(int fd, Buffer message, long length, int flags, Buffer address, int addressLength);

    static native long recvfrom(int fd, Buffer message, long length, int flags, Buffer address, Buffer addressLength);

    static native int poll(Buffer descriptors, long count, int timeoutMillis);

    static native int eventfd(int value, int flags);

    static native long write(int fd, Buffer data, long length);

    static native int close(int fd);
}
