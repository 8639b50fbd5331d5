// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.steering;

import com.sun.jna.Native;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    private static final String PROCESS = "/proc/";

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
                throw missing(directory + " is no directory of a BPF file"
                    + " system: run 'mount -t bpf bpf " + directory + "'");
            }
            return directory;
        }
        List<String> processes = processes();
        for (String process : processes) {
            Path candidate = seenBy(process, BPF);
            if (Posix.fileSystem(candidate) == Posix.BPF_FILE_SYSTEM) {
                return candidate;
            }
        }
        // A mount in a namespace of mounts of its own would vanish with this process, and the program with it.
        if (processes.stream().map(SteeringSite::mountNamespace).distinct().count() == 1 && mountBpf()) {
            return BPF;
        }
        throw missing("no BPF file system is mounted: run 'mount -t bpf bpf "
            + BPF + "' outside of 'ip netns exec', or give another by --steering-directory");
    }

    private static SteeringException missing(String what) {
        return new SteeringUnavailableException("first-subflow steering: " + what);
    }

    /**
     * This process and those that started it, as far as their files can be read. Under {@code ip netns exec} a new /sys
     * hides the file systems that are needed; whoever started that command still sees them.
     */
    private static List<String> processes() {
        List<String> found = new ArrayList<>(List.of("self"));
        Optional<ProcessHandle> ancestor = ProcessHandle.current().parent();
        while (ancestor.isPresent()) {
            String process = String.valueOf(ancestor.get().pid());
            if (!mountNamespace(process).isEmpty()) {
                found.add(process);
            }
            ancestor = ancestor.get().parent();
        }
        return found;
    }

    /** Its name; empty if this process may not know. */
    private static String mountNamespace(String process) {
        try {
            return Files.readSymbolicLink(Path.of(PROCESS, process, "ns", "mnt")).toString();
        } catch (IOException e) {
            return "";
        }
    }

    private static Path seenBy(String process, Path path) {
        return process.equals("self") ? path : Path.of(PROCESS, process, "root", path.toString());
    }

    private static boolean mountBpf() {
        return Posix.mount("bpf", BPF.toString(), "bpf", 0, "mode=0700") == 0
            || Native.getLastError() == Errno.EBUSY;
    }

    private static Path cgroup(SteeringSettings settings) throws SteeringException {
        if (settings.cgroup().isPresent()) {
            Path directory = settings.cgroup().get();
            if (Posix.fileSystem(directory) != Posix.CGROUP2_FILE_SYSTEM) {
                throw missing(directory + " is no directory of a version 2"
                    + " cgroup file system: give another by --steering-cgroup");
            }
            return directory;
        }
        for (String process : processes()) {
            for (Path mount : cgroupMounts(process)) {
                Path path = seenBy(process, mount);
                if (Posix.fileSystem(path) == Posix.CGROUP2_FILE_SYSTEM) {
                    return path;
                }
            }
        }
        throw missing("no cgroup file system of version 2 is mounted: run 'mount"
            + " -t cgroup2 cgroup2 DIRECTORY' and give --steering-cgroup DIRECTORY");
    }

    private static List<Path> cgroupMounts(String process) {
        try (var lines = Files.lines(Path.of(PROCESS, process, "mountinfo"))) {
            return cgroupMounts(lines.toList());
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Of the lines of /proc/PID/mountinfo: number, parent, device, root, mount point, options ... - type source ... */
    static List<Path> cgroupMounts(List<String> mountinfo) {
        return mountinfo.stream().filter(line -> line.contains(" - cgroup2 ")).map(line -> line.split(" ")[4])
            .map(Path::of).toList();
    }
}
