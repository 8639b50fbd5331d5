// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.doctor;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.crosslayer.agent.mptcp.KernelSupport;
import org.crosslayer.agent.mptcp.KernelSupport.Requirement;
import org.crosslayer.agent.mptcp.LocalAddress;
import org.crosslayer.agent.mptcp.PathManager;
import org.crosslayer.agent.netlink.NetlinkException;

/** Kernel, sysctls, path manager, privileges, and what the kernel has counted of joins and fallbacks. */
public final class KernelDoctor {
    private static final String KERNEL = "kernel";
    private static final String SYSCTL = "sysctl";
    private static final String PATH_MANAGER = "path-manager";
    private static final String JOINS = "joins";
    private static final String PEERS = "peers";
    private static final long FALLBACK_SHARE = 10;

    private final HostFiles files;
    private final Findings findings;

    public KernelDoctor(HostFiles files, Findings findings) {
        this.files = files;
        this.findings = findings;
    }

    /** What the agent itself asks at its start. */
    public void support(KernelSupport support) {
        if (!support.lacks(Requirement.MPTCP)) {
            findings.ok(KERNEL, "Linux " + support.release() + " has MPTCP" + (support.lacks(Requirement.COMMANDS)
                ? "" : " and the commands of the user-space path manager"));
        }
        for (KernelSupport.Problem problem : support.problems()) {
            findings.fail(problem.requirement() == Requirement.NET_ADMIN ? "privileges" : KERNEL, problem.line(), "");
        }
        if (!support.lacks(Requirement.NET_ADMIN)) {
            findings.ok("privileges", "CAP_NET_ADMIN is effective here");
        }
        if (support.pathManager().equals("userspace")) {
            findings.ok(PATH_MANAGER, "new connections are under the user-space path manager");
        }
    }

    /** Switches beyond those that the agent cannot do without. */
    public void sysctls() {
        if (sysctl("net/mptcp/enabled").isEmpty()) {
            return;
        }
        if (sysctl("net/mptcp/allow_join_initial_addr_port").filter("0"::equals).isPresent()) {
            findings.warn(SYSCTL, "net.mptcp.allow_join_initial_addr_port is 0, so that peers open no subflows to this"
                + " host", "run 'sysctl -w net.mptcp.allow_join_initial_addr_port=1'");
        } else {
            findings.ok(SYSCTL, "peers may join at the address that they know (allow_join_initial_addr_port)");
        }
        sysctl("net/mptcp/checksum_enabled").filter("1"::equals).ifPresent(on -> findings.warn(SYSCTL,
            "net.mptcp.checksum_enabled is 1: every byte is summed up by the processor",
            "set it to 0 unless something on the way changes payloads"));
    }

    private Optional<String> sysctl(String name) {
        return files.text("/proc/sys/" + name);
    }

    /** What the in-kernel path manager has, which counts for its own connections alone. */
    public void inKernel(PathManager pathManager, boolean userSpace) {
        try {
            List<LocalAddress> endpoints = pathManager.endpoints();
            PathManager.Limits limits = pathManager.limits();
            String text = endpoints.size() + " endpoints of the in-kernel path manager (limits: "
                + limits.subflows() + " subflows, " + limits.acceptedAddresses() + " announced addresses)";
            if (userSpace || endpoints.isEmpty()) {
                findings.ok(PATH_MANAGER, text + ", which the user-space path manager does not look at");
            } else {
                findings.warn(PATH_MANAGER, text + " act on connections that the agent cannot touch",
                    "choose the user-space path manager");
            }
        } catch (NetlinkException e) {
            findings.unknown(PATH_MANAGER, "limits and endpoints: " + e.getMessage(), "");
        }
    }

    /** What came of joins and of connections' first SYN, since boot or since the network namespace was made. */
    public void counters() {
        Map<String, Long> counters = mptcpCounters(files.text("/proc/net/netstat").orElse(""));
        if (counters.isEmpty()) {
            findings.unknown(JOINS, "the kernel's counters cannot be read (/proc/net/netstat)", "");
            return;
        }
        long rejected = counters.getOrDefault("MPJoinRejected", 0L);
        long accepted = counters.getOrDefault("MPJoinAckRx", 0L);
        if (rejected > 0) {
            findings.warn(JOINS, rejected + " joins of peers were refused, " + accepted + " accepted",
                "an agent, or the kernel module with accept-joins, has to be there as long as connections last");
        } else {
            findings.ok(JOINS, accepted + " joins of peers were accepted, none refused");
        }
        long asked = counters.getOrDefault("MPCapableSYNTX", 0L);
        long fallen = counters.getOrDefault("MPCapableFallbackSYNACK", 0L);
        if (fallen * FALLBACK_SHARE >= Math.max(1, asked)) {
            findings.warn(PEERS, fallen + " of " + asked + " connections that this host opened are plain TCP",
                "their peers have no MPTCP, or something on the way takes the option out");
        } else {
            findings.ok(PEERS, asked - fallen + " of " + asked + " connections that this host opened were answered as"
                + " MPTCP");
        }
    }

    /** The line of names and the line of values that begin with {@code MPTcpExt:}. */
    static Map<String, Long> mptcpCounters(String netstat) {
        List<String[]> lines = netstat.lines().filter(line -> line.startsWith("MPTcpExt:"))
            .map(line -> line.split("\\s+")).toList();
        Map<String, Long> counters = new HashMap<>();
        if (lines.size() == 2) {
            for (int i = 1; i < Math.min(lines.get(0).length, lines.get(1).length); i++) {
                counters.put(lines.get(0)[i], Long.parseUnsignedLong(lines.get(1)[i]));
            }
        }
        return counters;
    }
}
