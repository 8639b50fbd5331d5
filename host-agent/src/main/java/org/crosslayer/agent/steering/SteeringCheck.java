// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.steering;

import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What steering needs, apart from the file systems: program, library, kernel, privileges. */
final class SteeringCheck {
    private static final Path KERNEL_TYPES = Path.of("/sys/kernel/btf/vmlinux");
    private static final int CAP_NET_ADMIN = 12;
    private static final int CAP_SYS_ADMIN = 21;
    private static final int CAP_PERFMON = 38;
    private static final int CAP_BPF = 39;

    private SteeringCheck() {
    }

    /** Goes on if all is there, else tells what is missing. */
    static void run() throws SteeringException {
        if (SteeringProgram.class.getResource(SteeringProgram.OBJECT) == null) {
            throw missing("this agent was built without it (clang or the headers of libbpf were missing)");
        }
        library();
        if (!Files.exists(KERNEL_TYPES)) {
            throw missing("this kernel has no " + KERNEL_TYPES + ": one with CONFIG_DEBUG_INFO_BTF=y is needed");
        }
        try {
            if (!isPrivileged(Files.readString(Path.of("/proc/thread-self/status")))) {
                throw missing("CAP_BPF, CAP_PERFMON and CAP_NET_ADMIN are needed: run as root, or by systemd with"
                    + " AmbientCapabilities=CAP_BPF CAP_PERFMON CAP_NET_ADMIN");
            }
        } catch (SteeringException e) {
            throw e;
        } catch (IOException e) {
            throw missing("cannot read /proc: " + e.getMessage());
        }
    }

    static void library() throws SteeringException {
        try {
            NativeLibrary.getInstance(LibBpf.FILE);
        } catch (UnsatisfiedLinkError e) {
            throw missing(LibBpf.FILE + " is not there: install libbpf 1 (Debian, Ubuntu: apt install libbpf1)");
        }
    }

    /** By the effective capabilities in /proc/PID/status. */
    static boolean isPrivileged(String status) {
        long effective = status.lines().filter(line -> line.startsWith("CapEff:"))
            .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16)).findFirst().orElse(0);
        boolean admin = has(effective, CAP_SYS_ADMIN);
        return has(effective, CAP_NET_ADMIN) && (admin || has(effective, CAP_BPF) && has(effective, CAP_PERFMON));
    }

    private static boolean has(long capabilities, int number) {
        return (capabilities >> number & 1) != 0;
    }

    private static SteeringUnavailableException missing(String what) {
        return new SteeringUnavailableException("first-subflow steering: " + what);
    }
}
