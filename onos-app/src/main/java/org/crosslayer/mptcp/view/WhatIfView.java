// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.stream.Collectors;
import org.crosslayer.mptcp.planning.WhatIf;
import org.crosslayer.plan.DataDirection;
import org.crosslayer.plan.Explanation;

/** What a TCP flow would meet: its paths, and the plan for a Multipath TCP connection that begins with it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class WhatIfView {
    /** The flow and its paths. */
    @JsonUnwrapped
    public final TraceView trace;
    /** The agent that speaks for the source; null if none is attached to this node. */
    public final String agent;
    /** Why nobody would be asked to open subflows; empty if the agent would be. */
    public final String obstacle;
    /** Whether the paths are known; otherwise source ports count on luck. */
    public final boolean modelled;
    /** What would be allowed: the rule for the destination, within what the agent can do. */
    public final PolicyView policy;
    /** The subflows that would be asked for. */
    public final List<PlannedView> planned;
    public final List<String> reasons;
    /** Which way the data is taken to go; null, like the next two, if no path is known. */
    public final DataDirection direction;
    public final Integer pathCount;
    /** The paths as they compare with these subflows in place. */
    public final List<ExplanationView.Path> paths;

    WhatIfView(TraceView trace, String agent, WhatIf answer) {
        this.trace = trace;
        this.agent = agent;
        this.obstacle = answer.obstacle().orElse("");
        this.modelled = answer.modelled();
        this.policy = PolicyView.ofConnection(answer.policy());
        this.planned = answer.paths().stream().map(PlannedView::new).collect(Collectors.toUnmodifiableList());
        this.reasons = answer.reasons();
        this.direction = answer.explanation().map(Explanation::direction).orElse(null);
        this.pathCount = answer.explanation().map(Explanation::pathCount).orElse(null);
        this.paths = answer.explanation().map(all -> ExplanationView.Path.all(answer.fabric(), all)).orElse(null);
    }
}
