// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The socket of a service manager: what systemd gives as NOTIFY_SOCKET. */
public final class NotifyReceiver implements AutoCloseable {
    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final short POLLIN = 1;
    private static final int PATIENCE_MILLIS = 30_000;

    private final int fd;

    public NotifyReceiver(String name) {
        byte[] path = name.getBytes(StandardCharsets.UTF_8);
        ByteBuffer address = ByteBuffer.allocateDirect(2 + path.length).order(ByteOrder.nativeOrder());
        address.putShort((short) AF_UNIX).put(path);
        if (path[0] == '@') {
            address.put(2, (byte) 0);
        }
        address.clear();
        fd = Calls.socket(AF_UNIX, SOCK_DGRAM, 0);
        assertThat(Calls.bind(fd, address, address.capacity())).isZero();
    }

    /** The next datagram. */
    public String receive() {
        ByteBuffer wait = ByteBuffer.allocateDirect(8).order(ByteOrder.nativeOrder());
        wait.putInt(0, fd).putShort(4, POLLIN);
        assertThat(Calls.poll(wait, 1, PATIENCE_MILLIS)).as("a datagram within the time").isEqualTo(1);
        ByteBuffer message = ByteBuffer.allocateDirect(4096);
        int length = (int) Calls.recv(fd, message, message.capacity(), 0);
        byte[] bytes = new byte[length];
        message.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        Calls.close(fd);
    }

    /** Of the C library. */
    static final class Calls {
        static {
            Native.register(Calls.class, NativeLibrary.getProcess());
        }

        private Calls() {
        }

        static native int socket(int domain, int type, int protocol);

        static native int bind(int fd, Buffer address, int length);

        static native int poll(Buffer descriptors, long count, int timeoutMillis);

        static native long recv(int fd, Buffer message, long length, int flags);

        static native int close(int fd);
    }
}
