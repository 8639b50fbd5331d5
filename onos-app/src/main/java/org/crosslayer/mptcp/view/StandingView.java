// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.crosslayer.mptcp.AgentCapabilities;
import org.crosslayer.mptcp.standing.StandingOverview;
import org.crosslayer.mptcp.standing.StandingStatus;
import org.crosslayer.plan.DataDirection;
import org.crosslayer.standing.StandingPath;
import org.crosslayer.standing.StandingPlan;

/** The standing plans of one agent. */
public final class StandingView {

    /** A destination that was looked at, with its plan if there is one. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public static final class Plan {
        public final int id;
        public final String local;
        public final String remote;
        public final int remotePort;
        public final StandingOverview.State state;
        /** Null without a plan, like all that belongs to it. */
        public final DataDirection direction;
        public final Integer maxSubflows;
        public final Integer initialFirstPort;
        public final Integer initialPorts;
        public final Integer steeredPorts;
        public final List<Path> paths;
        /** What came of it; null until the agent has told. */
        public final Counters counters;
        /** What became of the pool for first subflows; null until the agent has told. */
        public final Pool pool;
        public final List<String> reasons;

        private Plan(StandingOverview.Line line) {
            StandingPlan plan = line.plan().orElse(null);
            this.id = line.id();
            this.local = line.destination().local().toString();
            this.remote = line.destination().remote().toString();
            this.remotePort = line.destination().remotePort();
            this.state = line.state();
            this.direction = plan == null ? null : plan.direction();
            this.maxSubflows = plan == null ? null : (Integer) plan.maxSubflows();
            this.initialFirstPort = plan == null ? null : (Integer) plan.initialFirstPort();
            this.initialPorts = plan == null ? null : (Integer) plan.initialPaths().length;
            this.steeredPorts = plan == null ? null : (Integer) plan.steered().size();
            this.paths = plan == null ? null : plan.paths().stream().map(Path::new).collect(Collectors.toList());
            this.counters = line.counters().map(Counters::new).orElse(null);
            this.pool = line.pool().map(Pool::new).orElse(null);
            this.reasons = line.reasons();
        }
    }

    /** A path of a plan with its pool of source ports. */
    public static final class Path {
        public final String outboundPath;
        public final String inboundPath;
        public final List<Integer> sourcePorts;

        private Path(StandingPath path) {
            this.outboundPath = path.forward().label();
            this.inboundPath = path.reverse().label();
            this.sourcePorts = List.copyOf(path.ports());
        }
    }

    /** What came of a plan. */
    public static final class Counters {
        public final long hits;
        public final long opened;
        public final long refused;
        public final long busyPorts;
        public final long exhausted;
        public final long taken;
        public final long ended;
        /** Refusals by the kernel's error number; 0 counts all others. */
        public final Map<Integer, Long> refusedByErrno;

        private Counters(StandingStatus.Entry entry) {
            this.hits = entry.hits();
            this.opened = entry.opened();
            this.refused = entry.refused();
            this.busyPorts = entry.busyPorts();
            this.exhausted = entry.exhausted();
            this.taken = entry.taken();
            this.ended = entry.ended();
            Map<Integer, Long> refusals = new TreeMap<>();
            entry.refusedBy().forEach((errno, count) -> refusals.put(errno, count.longValue()));
            this.refusedByErrno = Collections.unmodifiableMap(refusals);
        }
    }

    /** What became of a pool of source ports for first subflows. */
    public static final class Pool {
        public final long steered;
        public final long busyPorts;
        public final long exhausted;
        /** Why the agent refused it; empty if it has not. */
        public final String refusal;

        private Pool(StandingStatus.Entry entry) {
            this.steered = entry.hits();
            this.busyPorts = entry.busyPorts();
            this.exhausted = entry.exhausted();
            this.refusal = entry.refusal().orElse("");
        }
    }

    public final String agent;
    public final AgentCapabilities.StandingExecutor executor;
    public final boolean attached;
    public final long generation;
    public final long confirmed;
    public final int ageSeconds;
    public final List<Plan> plans;

    /**
     * A view.
     *
     * @param overview of one agent
     */
    public StandingView(StandingOverview overview) {
        this.agent = overview.agent().id();
        this.executor = overview.executor();
        this.attached = overview.attached();
        this.generation = overview.generation();
        this.confirmed = overview.confirmed();
        this.ageSeconds = overview.ageSeconds();
        this.plans = overview.lines().stream().map(Plan::new).collect(Collectors.toUnmodifiableList());
    }
}
