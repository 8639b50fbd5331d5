// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.steering;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.crosslayer.agent.netlink.Errno;

/** A map of the kernel. Keys and values are whole buffers; errors name the map. */
final class BpfMap implements AutoCloseable {
    private static final int CREATE_OPTIONS_BYTES = 48;
    private static final int CREATE_FLAGS_OFFSET = 28;

    /** The first members of struct bpf_map_info: type, id, sizes of key and value, entries. */
    private static final int INFO_BYTES = 20;
    private static final long NOEXIST = 1;

    private final String name;
    private final int fd;

    private BpfMap(String name, int fd) {
        this.name = name;
        this.fd = fd;
    }

    /** One that is pinned; throws if it is not. */
    static BpfMap pinned(Path directory, String name) throws SteeringException {
        Path path = directory.resolve(name);
        return new BpfMap(name, check("open " + path, LibBpf.bpf_obj_get(path.toString())));
    }

    static BpfMap create(String name, int type, int keyBytes, int valueBytes, int entries, int flags)
        throws SteeringException {
        ByteBuffer options = Posix.buffer(CREATE_OPTIONS_BYTES).putLong(0, CREATE_OPTIONS_BYTES)
            .putInt(CREATE_FLAGS_OFFSET, flags);
        return new BpfMap(name, check("make map " + name,
            LibBpf.bpf_map_create(type, name, keyBytes, valueBytes, entries, options)));
    }

    static int check(String operation, int result) throws SteeringException {
        if (result < 0) {
            throw failure(operation, -result);
        }
        return result;
    }

    static SteeringException failure(String operation, int errno) {
        String advice = switch (errno) {
            case Errno.EPERM, Errno.EACCES -> "not permitted: CAP_BPF, CAP_PERFMON and CAP_NET_ADMIN are needed";
            case Errno.ENOENT -> "not there";
            default -> Errno.text(errno);
        };
        return new SteeringException("first-subflow steering: " + operation + ": " + advice + " (" + Errno.name(errno)
            + ")");
    }

    int fd() {
        return fd;
    }

    /** The kernel's number of this map, by which user space sees it in a map of maps. */
    int id() throws SteeringException {
        return info().getInt(4);
    }

    /** How many elements an array has. */
    int entries() throws SteeringException {
        return info().getInt(16);
    }

    private ByteBuffer info() throws SteeringException {
        ByteBuffer info = Posix.buffer(INFO_BYTES);
        check("ask for map " + name, LibBpf.bpf_obj_get_info_by_fd(fd, info, Posix.buffer(4).putInt(0, INFO_BYTES)));
        return info;
    }

    /** Whether the key is there; if so, with its value. */
    boolean lookup(ByteBuffer key, ByteBuffer value) throws SteeringException {
        int result = LibBpf.bpf_map_lookup_elem(fd, key, value);
        return result != -Errno.ENOENT && check("read map " + name, result) == 0;
    }

    boolean lookup(int index, ByteBuffer value) throws SteeringException {
        return lookup(Posix.buffer(4).putInt(0, index), value);
    }

    /** Leaves a key that is there as it is. */
    void add(ByteBuffer key, ByteBuffer value) throws SteeringException {
        int result = LibBpf.bpf_map_update_elem(fd, key, value, NOEXIST);
        if (result != -Errno.EEXIST) {
            check("write map " + name, result);
        }
    }

    void update(ByteBuffer key, ByteBuffer value) throws SteeringException {
        check("write map " + name, LibBpf.bpf_map_update_elem(fd, key, value, 0));
    }

    void update(int index, ByteBuffer value) throws SteeringException {
        update(Posix.buffer(4).putInt(0, index), value);
    }

    /** Puts a map into this map of maps. */
    void update(int index, BpfMap inner) throws SteeringException {
        update(index, Posix.buffer(4).putInt(0, inner.fd));
    }

    /** The first so many elements of an array, one behind the other. */
    ByteBuffer read(int count, int valueBytes) throws SteeringException {
        ByteBuffer values = Posix.buffer(valueBytes * count);
        ByteBuffer read = Posix.buffer(4).putInt(0, count);
        int result = LibBpf.bpf_map_lookup_batch(fd, null, Posix.buffer(4), Posix.buffer(4 * count), values, read,
            null);
        if (result != -Errno.ENOENT || read.getInt(0) != count) {
            check("read map " + name, result);
        }
        return values;
    }

    /** Writes the first so many elements of an array, which are one behind the other. */
    void fill(ByteBuffer values, int count) throws SteeringException {
        ByteBuffer keys = Posix.buffer(4 * count);
        for (int i = 0; i < count; i++) {
            keys.putInt(4 * i, i);
        }
        check("write map " + name,
            LibBpf.bpf_map_update_batch(fd, keys, values, Posix.buffer(4).putInt(0, count), null));
    }

    void delete(ByteBuffer key) throws SteeringException {
        int result = LibBpf.bpf_map_delete_elem(fd, key);
        if (result != -Errno.ENOENT) {
            check("write map " + name, result);
        }
    }

    List<ByteBuffer> keys(int bytes) throws SteeringException {
        List<ByteBuffer> keys = new ArrayList<>();
        ByteBuffer key = null;
        while (true) {
            ByteBuffer next = Posix.buffer(bytes);
            int result = LibBpf.bpf_map_get_next_key(fd, key, next);
            if (result == -Errno.ENOENT) {
                return keys;
            }
            check("read map " + name, result);
            keys.add(next);
            key = next;
        }
    }

    /** Pins it under its name, in the place of what is there. */
    void pin(Path directory, String as) throws SteeringException {
        Path path = directory.resolve(as);
        try {
            Files.deleteIfExists(path);
        } catch (java.io.IOException e) {
            throw new SteeringException("first-subflow steering: cannot remove " + path + ": " + e.getMessage());
        }
        check("pin " + path, LibBpf.bpf_obj_pin(fd, path.toString()));
    }

    @Override
    public void close() {
        Posix.close(fd);
    }
}
