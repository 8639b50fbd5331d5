// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Locale;
import org.crosslayer.mptcp.planning.PathOutcome;
import org.osgi.service.component.annotations.Component;

/** Counts what the planning does. Safe from any thread. */
@Component(immediate = true, service = PlanningMeter.class)
public class PlanningMeter {
    /** Seconds: a plan takes tens of microseconds. */
    private static final double[] DECISION_BOUNDS = {0.00005, 0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02,
        0.05, 0.1, 0.5};
    private static final double NANOS = 1e9;

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Histogram decisions = Histogram.builder().name(Names.DECISION_SECONDS)
        .help("Time from a report of a new connection to its plan, without the network").classicOnly()
        .classicUpperBounds(DECISION_BOUNDS).register(registry);
    private final Counter snapshots = counter(Names.SNAPSHOTS, "Snapshots of agents: all connections of one");
    private final Counter readings = counter(Names.READINGS, "Readings of connections that agents have sent");
    private final Counter outcomes = Counter.builder().name(Names.OUTCOMES).labelNames("result")
        .help("Answers of agents to planned subflows and commands; ports_in_use: every candidate was taken")
        .register(registry);
    private final Counter sessions = counter(Names.SESSIONS, "Streams of agents that have attached");
    private final Counter lost = counter(Names.SESSIONS_LOST, "Streams of agents that have ended");

    /** A meter at zero. */
    public PlanningMeter() {
        for (PathOutcome.Result result : PathOutcome.Result.values()) {
            outcomes.initLabelValues(label(result));
        }
    }

    private Counter counter(String name, String help) {
        return Counter.builder().name(name).help(help).register(registry);
    }

    private static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /**
     * A reported connection was planned.
     *
     * @param nanos how long that took
     */
    public void decided(long nanos) {
        decisions.observe(nanos / NANOS);
    }

    /** An agent has told all its connections. */
    public void snapshot() {
        snapshots.inc();
    }

    /** There is a new reading of a connection. */
    public void reading() {
        readings.inc();
    }

    /**
     * An agent has answered.
     *
     * @param result what it means
     */
    public void answered(PathOutcome.Result result) {
        outcomes.labelValues(label(result)).inc();
    }

    void attached() {
        sessions.inc();
    }

    void detached() {
        lost.inc();
    }

    PrometheusRegistry registry() {
        return registry;
    }
}
