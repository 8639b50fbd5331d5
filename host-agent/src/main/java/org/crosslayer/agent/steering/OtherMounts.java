// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.steering;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * File systems as other processes see them. Under {@code ip netns exec} a new /sys hides cgroups and BPF file systems,
 * which processes outside still see.
 */
final class OtherMounts {
    private static final String PROCESSES = "/proc";
    private static final String THIS = "self";

    private OtherMounts() {
    }

    /** One process of each other namespace of mounts, as far as this one may look, the oldest first. */
    static List<String> processes() {
        Set<String> seen = new HashSet<>(Set.of(namespace(THIS)));
        List<String> found = new ArrayList<>();
        for (long process : byAge()) {
            String namespace = namespace(String.valueOf(process));
            if (!namespace.isEmpty() && seen.add(namespace)) {
                found.add(String.valueOf(process));
            }
        }
        return found;
    }

    /** Whether this process has the mounts of the machine itself, or of the container that it is in. */
    static boolean isOutermost() {
        for (long process : byAge()) {
            String namespace = namespace(String.valueOf(process));
            if (!namespace.isEmpty()) {
                return namespace.equals(namespace(THIS));
            }
        }
        return false;
    }

    private static long[] byAge() {
        return ProcessHandle.allProcesses().mapToLong(ProcessHandle::pid).sorted().toArray();
    }

    /** The name of a process's namespace of mounts; empty if this one may not know. */
    private static String namespace(String process) {
        try {
            return Files.readSymbolicLink(Path.of(PROCESSES, process, "ns", "mnt")).toString();
        } catch (IOException e) {
            return "";
        }
    }

    static Path seenBy(String process, Path path) {
        return Path.of(PROCESSES, process, "root", path.toString());
    }
}
