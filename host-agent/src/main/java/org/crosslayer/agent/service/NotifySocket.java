// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.service;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Sends datagrams to a Unix socket, which Java cannot. A name that begins with {@code @} is of the abstract name space.
 * <pre>
 *  struct sockaddr_un: u16 family (host order) | path, up to 108 bytes
 * </pre>
 */
final class NotifySocket {
    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int PATH_BYTES = 108;

    private final ByteBuffer address;

    /** @throws IllegalArgumentException the name does not fit */
    NotifySocket(String name) {
        byte[] path = name.getBytes(StandardCharsets.UTF_8);
        if (path.length == 0 || path.length >= PATH_BYTES || path[0] != '/' && path[0] != '@') {
            throw new IllegalArgumentException("'" + name + "' is no name of a Unix socket");
        }
        boolean isAbstract = path[0] == '@';
        address = ByteBuffer.allocateDirect(2 + path.length + (isAbstract ? 0 : 1)).order(ByteOrder.nativeOrder());
        address.putShort((short) AF_UNIX).put(path);
        if (isAbstract) {
            address.put(2, (byte) 0);
        }
        // JNA passes a buffer from its position on
        address.clear();
    }

    /** Sends without waiting; false if nobody takes it. */
    synchronized boolean send(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer message = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
        int fd = Calls.socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
        if (fd < 0) {
            return false;
        }
        try {
            return Calls.sendto(fd, message, bytes.length, MSG_DONTWAIT | MSG_NOSIGNAL, address, address.capacity())
                == bytes.length;
        } finally {
            Calls.close(fd);
        }
    }

    /** Of the C library; buffers must be direct. Loaded only where there is a service manager. */
    static final class Calls {
        static {
            Native.register(Calls.class, NativeLibrary.getProcess());
        }

        private Calls() {
        }

        static native int socket(int domain, int type, int protocol);

        static native long sendto(int fd, Buffer message, long length, int flags, Buffer to, int toLength);

        static native int close(int fd);
    }
}
