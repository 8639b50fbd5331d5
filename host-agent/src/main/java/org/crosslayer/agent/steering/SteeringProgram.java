// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.steering;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The program in the kernel: loaded from the object in this jar, attached to a cgroup by links, and pinned, so that it
 * goes on when this process ends. An agent that finds one replaces it by its own and keeps the maps with what is in
 * them, unless their layout is another.
 */
final class SteeringProgram {
    static final String OBJECT = "steering.bpf.o";
    private static final Map<String, Integer> PROGRAMS = Map.of("connect4", LibBpf.CONNECT4,
        "connect6", LibBpf.CONNECT6);

    private SteeringProgram() {
    }

    static boolean isInstalled(Path pins) {
        return PROGRAMS.keySet().stream().allMatch(name -> Files.exists(pins.resolve(name)));
    }

    /** Whether the pinned maps are of this agent's layout. */
    static boolean fits(Path pins) throws SteeringException {
        if (!PinnedMaps.NAMES.stream().allMatch(name -> Files.exists(pins.resolve(name)))) {
            return false;
        }
        try (PinnedMaps maps = PinnedMaps.open(pins)) {
            return maps.settings().layout() == MapLayout.VERSION;
        }
    }

    /**
     * Attaches this agent's program, with the maps that are there or new ones.
     *
     * @param wanted the cgroup that it has to be attached to; empty: where it is, or else to the usual one
     */
    static void install(Path pins, Optional<Path> wanted, Path usual, long networkNamespace)
        throws SteeringException {
        boolean reuse = fits(pins);
        if (!reuse) {
            remove(pins);
            create(pins);
        }
        Path cgroup = wanted.orElse(usual);
        long inode = inode(cgroup);
        Pointer object = open();
        try {
            long attachedTo = reuse ? reuseMaps(object, pins).cgroup() : 0;
            boolean stay = reuse && (attachedTo == inode || wanted.isEmpty() && isThere(usual, attachedTo));
            BpfMap.check("load the program", LibBpf.bpf_object__load(object));
            if (!reuse) {
                pinMaps(object, pins);
            }
            if (!stay) {
                try (PinnedMaps maps = PinnedMaps.open(pins)) {
                    maps.map(PinnedMaps.SETTINGS).update(0,
                        new MapLayout.Settings(MapLayout.VERSION, networkNamespace, inode).encode());
                }
            }
            for (Map.Entry<String, Integer> program : PROGRAMS.entrySet()) {
                Path pin = pins.resolve(program.getKey());
                int fd = program(object, program.getKey());
                if (!stay || !replace(pin, fd)) {
                    attach(fd, program.getValue(), cgroup, pin);
                }
            }
        } finally {
            LibBpf.bpf_object__close(object);
        }
    }

    private static void create(Path pins) throws SteeringException {
        try {
            Files.createDirectories(pins);
        } catch (IOException e) {
            throw new SteeringException("first-subflow steering: cannot make " + pins + ": " + e.getMessage());
        }
    }

    private static long inode(Path cgroup) throws SteeringException {
        try {
            return (long) Files.getAttribute(cgroup, "unix:ino");
        } catch (IOException e) {
            throw new SteeringException("first-subflow steering: cannot read cgroup " + cgroup + ": "
                + e.getMessage());
        }
    }

    /**
     * Whether a hierarchy has a cgroup of this number. A link to one that was removed goes a little later, and lets its
     * program be replaced until then.
     */
    private static boolean isThere(Path hierarchy, long inode) {
        try (Stream<Path> all = Files.find(hierarchy, Integer.MAX_VALUE, (path, attributes) ->
            attributes.isDirectory() && attributes.fileKey().toString().endsWith(",ino=" + inode + ")"))) {
            return all.findAny().isPresent();
        } catch (IOException | UncheckedIOException e) {
            // Others come and go while this one looks: attached anew, it is where it should be in any case.
            return false;
        }
    }

    private static Pointer open() throws SteeringException {
        byte[] content;
        try (InputStream resource = SteeringProgram.class.getResourceAsStream(OBJECT)) {
            if (resource == null) {
                throw new SteeringException("first-subflow steering: this agent was built without it, because clang or"
                    + " libbpf's headers were missing");
            }
            content = resource.readAllBytes();
        } catch (IOException e) {
            throw new SteeringException("first-subflow steering: cannot read " + OBJECT + ": " + e.getMessage());
        }
        ByteBuffer buffer = Posix.buffer(content.length).put(0, content);
        Pointer object = LibBpf.bpf_object__open_mem(buffer, content.length, null);
        if (object == null) {
            throw BpfMap.failure("open the program", Native.getLastError());
        }
        return object;
    }

    private static MapLayout.Settings reuseMaps(Pointer object, Path pins) throws SteeringException {
        try (PinnedMaps maps = PinnedMaps.open(pins)) {
            for (String name : PinnedMaps.NAMES) {
                // The library takes a descriptor of its own.
                BpfMap.check("use map " + name + " again",
                    LibBpf.bpf_map__reuse_fd(map(object, name), maps.map(name).fd()));
            }
            return maps.settings();
        }
    }

    private static Pointer map(Pointer object, String name) throws SteeringException {
        Pointer map = LibBpf.bpf_object__find_map_by_name(object, name);
        if (map == null) {
            throw BpfMap.failure("find map " + name, Native.getLastError());
        }
        return map;
    }

    private static void pinMaps(Pointer object, Path pins) throws SteeringException {
        for (String name : PinnedMaps.NAMES) {
            BpfMap.check("pin map " + name,
                LibBpf.bpf_obj_pin(LibBpf.bpf_map__fd(map(object, name)), pins.resolve(name).toString()));
        }
    }

    private static int program(Pointer object, String name) throws SteeringException {
        Pointer program = LibBpf.bpf_object__find_program_by_name(object, name);
        if (program == null) {
            throw BpfMap.failure("find program " + name, Native.getLastError());
        }
        return LibBpf.bpf_program__fd(program);
    }

    private static void attach(int programFd, int type, Path cgroup, Path pin) throws SteeringException {
        int cgroupFd = Posix.open(cgroup);
        int link = LibBpf.bpf_link_create(programFd, cgroupFd, type, null);
        Posix.close(cgroupFd);
        BpfMap.check("attach " + pin.getFileName() + " to cgroup " + cgroup, link);
        try {
            Files.deleteIfExists(pin);
            BpfMap.check("pin " + pin, LibBpf.bpf_obj_pin(link, pin.toString()));
        } catch (IOException e) {
            throw e instanceof SteeringException known ? known
                : new SteeringException("first-subflow steering: cannot remove " + pin + ": " + e.getMessage());
        } finally {
            Posix.close(link);
        }
    }

    /** Puts the program in the place of the one that a pinned link has; false if that link is of no use any more. */
    private static boolean replace(Path pin, int programFd) {
        int link = LibBpf.bpf_obj_get(pin.toString());
        if (link < 0) {
            return false;
        }
        int result = LibBpf.bpf_link_update(link, programFd, null);
        Posix.close(link);
        return result >= 0;
    }

    /** At once: with its pin alone a link would go a little later. */
    private static void detach(Path pin) {
        int link = Files.exists(pin) ? LibBpf.bpf_obj_get(pin.toString()) : -1;
        if (link >= 0) {
            LibBpf.bpf_link_detach(link);
            Posix.close(link);
        }
    }

    /** Detaches the program and forgets the maps: unpinned, nothing holds them. */
    static void remove(Path pins) throws SteeringException {
        try {
            for (String name : PROGRAMS.keySet()) {
                detach(pins.resolve(name));
                Files.deleteIfExists(pins.resolve(name));
            }
            if (Files.isDirectory(pins)) {
                try (Stream<Path> rest = Files.list(pins)) {
                    for (Path path : rest.toList()) {
                        Files.delete(path);
                    }
                }
                Files.delete(pins);
            }
        } catch (IOException e) {
            throw new SteeringException("first-subflow steering: cannot remove " + pins + ": " + e.getMessage());
        }
    }
}
