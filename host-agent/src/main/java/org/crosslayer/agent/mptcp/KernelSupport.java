// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.mptcp;

import java.util.ArrayList;
import java.util.List;

/**
 * What the kernel offers to an agent in one network namespace.
 *
 * @param release of the kernel, as uname(2) gives it
 * @param pathManager name of the path manager of new connections: {@code kernel}, {@code userspace} or another;
 *     {@code ""} if there is none
 * @param problems what is missing, the most basic first; empty if all is there
 */
public record KernelSupport(String release, String pathManager, List<Problem> problems) {
    /** What can be missing. */
    public enum Requirement {
        /** Built with MPTCP. */
        MPTCP,
        /** {@code net.mptcp.enabled}. */
        MPTCP_ENABLED,
        /** Commands of the user-space path manager, 5.19 and newer. */
        COMMANDS,
        /** Events of the path manager. */
        EVENTS,
        /** The user-space path manager is the one of new connections. */
        USER_SPACE_PATH_MANAGER,
        /** Listings of MPTCP and TCP sockets: modules of some kernels. */
        DIAGNOSTICS,
        /** CAP_NET_ADMIN is effective. */
        NET_ADMIN
    }

    /**
     * Something that is missing.
     *
     * @param line what, and how to get it, for people
     */
    public record Problem(Requirement requirement, String line) {
    }

    public KernelSupport {
        problems = List.copyOf(problems);
    }

    /** The same with one more thing that is missing. */
    public KernelSupport lacking(Problem problem) {
        List<Problem> more = new ArrayList<>(problems);
        more.add(problem);
        return new KernelSupport(release, pathManager, more);
    }

    public boolean isComplete() {
        return problems.isEmpty();
    }

    public boolean lacks(Requirement requirement) {
        return problems.stream().anyMatch(problem -> problem.requirement() == requirement);
    }
}
