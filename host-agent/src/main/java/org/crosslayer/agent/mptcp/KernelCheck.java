// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.mptcp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.crosslayer.agent.genetlink.GenericFamily;
import org.crosslayer.agent.genetlink.GenericNetlink;
import org.crosslayer.agent.mptcp.KernelSupport.Problem;
import org.crosslayer.agent.mptcp.KernelSupport.Requirement;
import org.crosslayer.agent.netlink.Errno;
import org.crosslayer.agent.netlink.NetlinkException;

/** Finds out what the kernel offers to an agent in the network namespace of the calling thread. */
public final class KernelCheck {
    private static final String USERSPACE = "userspace";
    private static final int CAP_NET_ADMIN = 12;

    /** Where the answers come from. */
    interface View {
        /** Content of a file of /proc without white space at its ends; null if it is not there. */
        String file(String path) throws IOException;

        GenericFamily family(String name) throws NetlinkException;
    }

    private final View view;
    private final List<Problem> problems = new ArrayList<>();

    private KernelCheck(View view) {
        this.view = view;
    }

    /**
     * Asks the running kernel.
     *
     * @throws IOException neither /proc nor netlink can be read
     */
    public static KernelSupport run() throws IOException {
        try (GenericNetlink netlink = GenericNetlink.open()) {
            return run(new View() {
                @Override
                public String file(String path) throws IOException {
                    Path file = Path.of("/proc", path);
                    return Files.exists(file) ? Files.readString(file).strip() : null;
                }

                @Override
                public GenericFamily family(String name) throws NetlinkException {
                    return netlink.family(name);
                }
            });
        }
    }

    static KernelSupport run(View view) throws IOException {
        KernelCheck check = new KernelCheck(view);
        String release = view.file("sys/kernel/osrelease");
        String enabled = view.file("sys/net/mptcp/enabled");
        String pathManager = "";
        if (enabled == null) {
            check.add(Requirement.MPTCP, "This kernel (" + release + ") has no MPTCP: a kernel with CONFIG_MPTCP=y is"
                + " needed, 5.19 or newer, as Debian 12 and Ubuntu 24.04 have.");
        } else {
            if (enabled.equals("0")) {
                check.add(Requirement.MPTCP_ENABLED,
                    "MPTCP is switched off: run 'sysctl -w net.mptcp.enabled=1'.");
            }
            check.family(release);
            pathManager = check.pathManager();
        }
        check.capability();
        return new KernelSupport(release == null ? "" : release, pathManager, check.problems);
    }

    private void family(String release) throws NetlinkException {
        GenericFamily family;
        try {
            family = view.family(PathManagerProtocol.FAMILY);
        } catch (NetlinkException e) {
            if (e.errno() != Errno.ENOENT) {
                throw e;
            }
            add(Requirement.COMMANDS, "This kernel (" + release + ") has no generic netlink family "
                + PathManagerProtocol.FAMILY + ": Linux 5.19 or newer is needed.");
            return;
        }
        if (!family.commands().contains(PathManagerProtocol.COMMAND_SUBFLOW_CREATE)) {
            add(Requirement.COMMANDS, "This kernel (" + release + ") has no user-space path manager commands:"
                + " Linux 5.19 or newer is needed.");
        }
        if (!family.groups().containsKey(PathManagerProtocol.GROUP_EVENTS)) {
            add(Requirement.EVENTS, "This kernel (" + release + ") reports no path manager events: Linux 5.19 or newer"
                + " is needed.");
        }
    }

    /** By {@code path_manager} since 6.15, by {@code pm_type} (0 or 1) before. */
    private String pathManager() throws IOException {
        String name = view.file("sys/net/mptcp/path_manager");
        if (name != null) {
            if (!name.equals(USERSPACE)) {
                add(Requirement.USER_SPACE_PATH_MANAGER, wrongPathManager(name, "path_manager=" + USERSPACE));
            }
            return name;
        }
        String type = view.file("sys/net/mptcp/pm_type");
        if (type == null) {
            add(Requirement.USER_SPACE_PATH_MANAGER, "This kernel has no choice of the MPTCP path manager (neither"
                + " net.mptcp.path_manager nor net.mptcp.pm_type): Linux 5.19 or newer is needed.");
            return "kernel";
        }
        String named = type.equals("1") ? USERSPACE : type.equals("0") ? "kernel" : "type " + type;
        if (!type.equals("1")) {
            add(Requirement.USER_SPACE_PATH_MANAGER, wrongPathManager(named, "pm_type=1"));
        }
        return named;
    }

    private static String wrongPathManager(String name, String setting) {
        return "The MPTCP path manager of new connections is '" + name + "', not '" + USERSPACE
            + "': run 'sysctl -w net.mptcp." + setting + "'; connections that exist already stay as they are.";
    }

    /** CapEff of the thread: the set that the kernel asks. */
    private void capability() throws IOException {
        String status = view.file("thread-self/status");
        String label = "CapEff:";
        int at = status == null ? -1 : status.indexOf(label);
        if (at >= 0) {
            int end = status.indexOf('\n', at);
            String digits = status.substring(at + label.length(), end < 0 ? status.length() : end).strip();
            if ((Long.parseUnsignedLong(digits, 16) >> CAP_NET_ADMIN & 1) != 0) {
                return;
            }
        }
        add(Requirement.NET_ADMIN, "CAP_NET_ADMIN is missing: run as root, or by systemd with"
            + " AmbientCapabilities=CAP_NET_ADMIN.");
    }

    private void add(Requirement requirement, String line) {
        problems.add(new Problem(requirement, line));
    }
}
