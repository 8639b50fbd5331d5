// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.steering;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.crosslayer.agent.netlink.Errno;

/** What steering needs of the C library, by JNA's direct mapping. Buffers are direct; 64-bit Linux only. */
final class Posix {
    static final long BPF_FILE_SYSTEM = 0xcafe4a11L;
    static final long CGROUP2_FILE_SYSTEM = 0x63677270L;
    static final int LOCK_EX = 2;
    private static final int O_CLOEXEC = 0x80000;
    private static final int AF_INET = 2;
    private static final int SOCK_DGRAM_CLOEXEC = 2 | 0x80000;
    private static final int SOL_SOCKET = 1;
    private static final int SO_NETNS_COOKIE = 71;
    private static final int CLOCK_BOOTTIME = 7;
    private static final int STATFS_BYTES = 120;

    static {
        Native.register(Posix.class, NativeLibrary.getProcess());
    }

    private Posix() {
    }

    private static native int open(String path, int flags);

    static native int close(int fd);

    static native int flock(int fd, int operation);

    static native int mount(String source, String target, String type, long flags, String data);

    private static native int statfs(String path, Buffer result);

    private static native int socket(int domain, int type, int protocol);

    private static native int getsockopt(int fd, int level, int name, Buffer value, Buffer length);

    private static native int clock_gettime(int clock, Buffer time);

    static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    /** A descriptor of a directory. */
    static int open(Path directory) throws SteeringException {
        int fd = open(directory.toString(), O_CLOEXEC);
        if (fd < 0) {
            int errno = Native.getLastError();
            throw new SteeringException("open " + directory + ": " + Errno.text(errno) + " (" + Errno.name(errno)
                + ")");
        }
        return fd;
    }

    /** Number of the file system's kind (statfs(2)); 0 if there is no such file. */
    static long fileSystem(Path path) {
        ByteBuffer result = buffer(STATFS_BYTES);
        return statfs(path.toString(), result) < 0 ? 0 : result.getLong(0);
    }

    /** What tells the network namespace of this process from all others since the machine started. */
    static long networkNamespace() throws SteeringException {
        int fd = socket(AF_INET, SOCK_DGRAM_CLOEXEC, 0);
        ByteBuffer cookie = buffer(8);
        int result = fd < 0 ? fd : getsockopt(fd, SOL_SOCKET, SO_NETNS_COOKIE, cookie, buffer(4).putInt(0, 8));
        int errno = Native.getLastError();
        if (fd >= 0) {
            close(fd);
        }
        if (result < 0) {
            throw new SteeringException("read the cookie of the network namespace: " + Errno.text(errno) + " ("
                + Errno.name(errno) + "): Linux 5.14 or newer is needed");
        }
        return cookie.getLong(0);
    }

    /** Nanoseconds since the machine started, as the program of the kernel counts them. */
    static long bootNanos() {
        ByteBuffer time = buffer(16);
        clock_gettime(CLOCK_BOOTTIME, time);
        return time.getLong(0) * 1_000_000_000L + time.getLong(8);
    }
}
