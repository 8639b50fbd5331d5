// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent;

import static org.crosslayer.agent.metrics.MetricText.Type.COUNTER;
import static org.crosslayer.agent.metrics.MetricText.Type.GAUGE;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.crosslayer.agent.connections.ConnectionTable;
import org.crosslayer.agent.connections.KernelFollower;
import org.crosslayer.agent.connections.MptcpConnection;
import org.crosslayer.agent.connections.Subflow;
import org.crosslayer.agent.controller.ControllerAddress;
import org.crosslayer.agent.controller.LinkCounters;
import org.crosslayer.agent.metrics.MetricText;
import org.crosslayer.agent.standing.StandingPlans;
import org.crosslayer.agent.subflows.OpenCounters;
import org.crosslayer.agent.subflows.OpenResult;

/** The figures of a running agent, by families. Names are those of the README. */
final class AgentMetrics {
    private static final String PREFIX = "crosslayer_agent_";

    /**
     * Where the figures are; null for a part that the agent has not.
     *
     * @param certificateEnd of the agent's own certificate
     * @param simulated what came of the requests of stand-alone mode
     */
    record Sources(String kernelRelease, ConnectionTable table, KernelFollower follower,
                   List<ControllerAddress> controllers, LinkCounters link, Supplier<Optional<Instant>> certificateEnd,
                   StandingPlans standing, OpenCounters simulated) {
    }

    private final Sources sources;

    AgentMetrics(Sources sources) {
        this.sources = sources;
    }

    void write(MetricText text) {
        text.family(PREFIX + "build_info", GAUGE, "Version of the agent and release of the kernel.")
            .sample(1, "version", Version.text(), "kernel", sources.kernelRelease);
        connections(text);
        events(text);
        requests(text);
        if (sources.link != null) {
            controller(text);
        }
        if (sources.standing != null) {
            text.family(PREFIX + "standing_plans", GAUGE, "Standing plans in force, by who carries them out.")
                .sample(sources.standing.plansInForce(), "executor",
                    OpenCounters.lowerCase(sources.standing.executor()));
        }
    }

    /** How many there are, taken as one under the table's lock. */
    private static final class Counts {
        private int opening;
        private int established;
        private int reported;
        private int pending;
        private final int[] subflows = new int[SubflowOrigin.values().length];
        private int backup;

        void add(MptcpConnection connection) {
            if (connection.isEstablished()) {
                established++;
            } else {
                opening++;
            }
            reported += connection.isEligible() ? 1 : 0;
            pending += connection.subflowsAndPending() - connection.subflows().size();
            for (Subflow subflow : connection.subflows()) {
                subflows[SubflowOrigin.of(connection, subflow).ordinal()]++;
                backup += subflow.backup() ? 1 : 0;
            }
        }
    }

    private void connections(MetricText text) {
        Counts counts = sources.table.locked(() -> {
            Counts all = new Counts();
            sources.table.connections().forEach(all::add);
            return all;
        });
        text.family(PREFIX + "connections", GAUGE, "MPTCP connections that are followed, by state.")
            .sample(counts.established, "state", "established").sample(counts.opening, "state", "opening");
        text.gauge(PREFIX + "connections_limit", "Most connections that are followed (max-connections).",
            sources.table.maxConnections());
        text.gauge(PREFIX + "connections_reported", "Connections that the controller is told of.", counts.reported);
        text.family(PREFIX + "subflows", GAUGE, "Established subflows, by who has opened them.");
        for (SubflowOrigin origin : SubflowOrigin.values()) {
            text.sample(counts.subflows[origin.ordinal()], "opened_by", OpenCounters.lowerCase(origin));
        }
        text.gauge(PREFIX + "subflows_backup", "Established subflows that are for backup.", counts.backup);
        text.gauge(PREFIX + "subflows_pending", "Subflows that were asked for and whose fate is not known yet.",
            counts.pending);
    }

    private void events(MetricText text) {
        KernelFollower follower = sources.follower;
        text.counter(PREFIX + "kernel_events", "Events of the kernel's path manager.", follower.eventsSeen());
        text.counter(PREFIX + "kernel_event_losses", "Times that the kernel has dropped events.", follower.losses());
        text.counter(PREFIX + "kernel_event_repairs", "Times that all connections were read anew after a loss.",
            follower.repairs());
        text.gauge(PREFIX + "table_stale", "1 while events are lost and the connections could not be read anew.",
            follower.isStale() ? 1 : 0);
    }

    private void requests(MetricText text) {
        text.family(PREFIX + "subflow_requests", COUNTER, "Subflows asked of the kernel, by whom and by result.");
        requests(text, sources.link == null ? null : sources.link.requests(), "controller");
        requests(text, sources.standing == null ? null : sources.standing.requests(), "standing_plan");
        requests(text, sources.simulated, "simulation");
        text.family(PREFIX + "source_port_clashes", COUNTER, "Source ports that were in use when they were tried.");
        clashes(text, sources.link == null ? null : sources.link.requests(), "controller");
        clashes(text, sources.standing == null ? null : sources.standing.requests(), "standing_plan");
        clashes(text, sources.simulated, "simulation");
    }

    private static void requests(MetricText text, OpenCounters counters, String by) {
        if (counters != null) {
            for (OpenResult.Status status : OpenResult.Status.values()) {
                text.sample(counters.of(status), "by", by, "result", OpenCounters.lowerCase(status));
            }
        }
    }

    private static void clashes(MetricText text, OpenCounters counters, String by) {
        if (counters != null) {
            text.sample(counters.clashes(), "by", by);
        }
    }

    private void controller(MetricText text) {
        LinkCounters link = sources.link;
        Optional<ControllerAddress> attached = link.attachedTo();
        text.family(PREFIX + "controller_attached", GAUGE, "1 for the controller that the agent is attached to.");
        for (ControllerAddress controller : sources.controllers) {
            text.sample(attached.filter(controller::equals).isPresent() ? 1 : 0, "controller", controller.toString());
        }
        text.counter(PREFIX + "controller_attachments", "Streams that a controller has welcomed.", link.attachments());
        text.family(PREFIX + "plans", COUNTER, "Plans of controllers, by how much of them could be opened.")
            .sample(link.plansDone(), "result", "all").sample(link.plansPartlyDone(), "result", "some")
            .sample(link.plansFailed(), "result", "none");
        text.histogram(PREFIX + "plan_apply_seconds", "Time from the read of a connection's ESTABLISHED event to the"
            + " kernel's acknowledgement of its plan's last subflow.", link.applied());
        sources.certificateEnd.get().ifPresent(end -> text.gauge(PREFIX + "certificate_expiry_timestamp_seconds",
            "When the agent's certificate ends, in seconds since 1970.", end.getEpochSecond()));
    }
}
