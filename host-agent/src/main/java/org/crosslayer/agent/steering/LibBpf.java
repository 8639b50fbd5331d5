// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.steering;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.Buffer;

/**
 * The functions of libbpf 1.x that steering needs, by JNA's direct mapping. A negative result is an errno; a null
 * pointer leaves one in {@link Native#getLastError()}. Buffers are direct. Nothing that the library would say goes to
 * the standard error stream.
 */
final class LibBpf {
    static final String FILE = "libbpf.so.1";
    static final int MAP_TYPE_ARRAY = 2;
    static final int MAP_TYPE_LPM_TRIE = 11;
    static final int F_NO_PREALLOC = 1;
    static final int F_INNER_MAP = 1 << 12;
    static final int CONNECT4 = 10;
    static final int CONNECT6 = 11;

    static {
        Native.register(LibBpf.class, NativeLibrary.getInstance(FILE));
        libbpf_set_print(null);
    }

    private LibBpf() {
    }

    private static native Pointer libbpf_set_print(Pointer function);

    static native int libbpf_num_possible_cpus();

    static native Pointer bpf_object__open_mem(Buffer content, long bytes, Pointer options);

    static native int bpf_object__load(Pointer object);

    static native void bpf_object__close(Pointer object);

    static native Pointer bpf_object__find_map_by_name(Pointer object, String name);

    static native Pointer bpf_object__find_program_by_name(Pointer object, String name);

    static native int bpf_map__fd(Pointer map);

    static native int bpf_map__reuse_fd(Pointer map, int fd);

    static native int bpf_program__fd(Pointer program);

    static native int bpf_obj_pin(int fd, String path);

    static native int bpf_obj_get(String path);

    static native int bpf_obj_get_info_by_fd(int fd, Buffer info, Buffer bytes);

    static native int bpf_link_create(int program, int target, int attachType, Pointer options);

    static native int bpf_link_update(int link, int program, Pointer options);

    static native int bpf_link_detach(int link);

    static native int bpf_map_create(int type, String name, int keyBytes, int valueBytes, int entries, Buffer options);

    static native int bpf_map_lookup_elem(int map, Buffer key, Buffer value);

    static native int bpf_map_update_elem(int map, Buffer key, Buffer value, long flags);

    static native int bpf_map_delete_elem(int map, Buffer key);

    static native int bpf_map_get_next_key(int map, Buffer key, Buffer next);

    static native int bpf_map_lookup_batch(int map, Buffer in, Buffer out, Buffer keys, Buffer values, Buffer count,
                                           Pointer options);

    static native int bpf_map_update_batch(int map, Buffer keys, Buffer values, Buffer count, Pointer options);
}
