// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.view;

/** Something about the fabric or an agent that an operator should know. */
public final class ProblemView {

    /** What it is about. */
    public enum About {
        /** Devices, links and hosts. */
        FABRIC,
        /** What an agent says does not fit the fabric. */
        AGENT
    }

    public final About about;
    /** One line for people. */
    public final String problem;

    ProblemView(About about, String problem) {
        this.about = about;
        this.problem = problem;
    }
}
