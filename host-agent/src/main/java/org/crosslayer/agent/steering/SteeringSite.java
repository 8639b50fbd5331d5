// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.steering;

import com.sun.jna.Native;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.crosslayer.agent.netlink.Errno;

/**
 * Where steering works on this machine.
 *
 * @param root directory of a BPF file system that is this program's own
 * @param cgroup whose processes are steered
 */
record SteeringSite(Path root, Path cgroup) {
    private static final Path BPF = Path.of("/sys/fs/bpf");
    private static final String OWN_DIRECTORY = "crosslayer";

    /** In one line what is missing, if something is. */
    static SteeringSite find(SteeringSettings settings) throws SteeringException {
        return new SteeringSite(bpfFileSystem(settings).resolve(OWN_DIRECTORY), cgroup(settings));
    }

    /** What is pinned for this network namespace. */
    Path pins(long networkNamespace) {
        return root.resolve("net-" + networkNamespace);
    }

    private static Path bpfFileSystem(SteeringSettings settings) throws SteeringException {
        if (settings.directory().isPresent()) {
            Path directory = settings.directory().get();
            if (Posix.fileSystem(directory) != Posix.BPF_FILE_SYSTEM) {
                throw missing(directory + " is no directory of a BPF file system: run 'mount -t bpf bpf " + directory
                    + "'");
            }
            return directory;
        }
        if (Posix.fileSystem(BPF) == Posix.BPF_FILE_SYSTEM) {
            return BPF;
        }
        for (String process : OtherMounts.processes()) {
            Path candidate = OtherMounts.seenBy(process, BPF);
            if (Posix.fileSystem(candidate) == Posix.BPF_FILE_SYSTEM) {
                return candidate;
            }
        }
        // A mount in a namespace of mounts of its own would vanish with this process, and the program with it.
        if (OtherMounts.isOutermost() && mountBpf()) {
            return BPF;
        }
        throw missing("no BPF file system is mounted: run 'mount -t bpf bpf "
            + BPF + "' outside of 'ip netns exec', or give another by --steering-directory");
    }

    private static SteeringException missing(String what) {
        return new SteeringUnavailableException("first-subflow steering: " + what);
    }

    private static boolean mountBpf() {
        return Posix.mount("bpf", BPF.toString(), "bpf", 0, "mode=0700") == 0
            || Native.getLastError() == Errno.EBUSY;
    }

    private static Path cgroup(SteeringSettings settings) throws SteeringException {
        if (settings.cgroup().isPresent()) {
            Path directory = settings.cgroup().get();
            if (Posix.fileSystem(directory) != Posix.CGROUP2_FILE_SYSTEM) {
                throw missing(directory + " is no directory of a version 2 cgroup file system: give another by"
                    + " --steering-cgroup");
            }
            return directory;
        }
        for (Path mount : cgroupMounts("self")) {
            if (Posix.fileSystem(mount) == Posix.CGROUP2_FILE_SYSTEM) {
                return mount;
            }
        }
        for (String process : OtherMounts.processes()) {
            for (Path mount : cgroupMounts(process)) {
                Path path = OtherMounts.seenBy(process, mount);
                if (Posix.fileSystem(path) == Posix.CGROUP2_FILE_SYSTEM) {
                    return path;
                }
            }
        }
        throw missing("no cgroup file system of version 2 is mounted: run 'mount -t cgroup2 cgroup2 DIRECTORY' and"
            + " give --steering-cgroup DIRECTORY");
    }

    private static List<Path> cgroupMounts(String process) {
        try (var lines = Files.lines(Path.of("/proc", process, "mountinfo"))) {
            return cgroupMounts(lines.toList());
        } catch (IOException e) {
            return List.of();
        }
    }

    /**
     * Of the lines of /proc/PID/mountinfo: number, parent, device, root, mount point, options ... - type source ...
     * Only those of the whole hierarchy: a container may have a part of it.
     */
    static List<Path> cgroupMounts(List<String> mountinfo) {
        return mountinfo.stream().filter(line -> line.contains(" - cgroup2 ")).map(line -> line.split(" "))
            .filter(fields -> fields[3].equals("/")).map(fields -> Path.of(fields[4])).toList();
    }
}
