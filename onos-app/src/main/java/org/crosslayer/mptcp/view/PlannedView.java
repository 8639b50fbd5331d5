// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.view;

import java.util.List;
import org.crosslayer.mptcp.PlannedSubflow;

/** A subflow that the agent was told to open. */
public final class PlannedView {
    public final PlannedSubflow.State state;
    /** Source port that was taken; 0 until it is known. */
    public final int sourcePort;
    public final String outboundPath;
    public final String inboundPath;
    public final boolean backup;
    /** Why it failed; empty if it has not. */
    public final String detail;
    /** Candidates, best first. */
    public final List<Integer> sourcePorts;

    PlannedView(PlannedSubflow planned) {
        this.state = planned.state();
        this.sourcePort = planned.sourcePort();
        this.outboundPath = planned.outboundPath();
        this.inboundPath = planned.inboundPath();
        this.backup = planned.backup();
        this.detail = planned.detail();
        this.sourcePorts = planned.sourcePorts();
    }
}
