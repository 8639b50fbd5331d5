// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.metrics;

/** Names of the metrics; dashboards and alerts use them. */
final class Names {
    private static final String PREFIX = "crosslayer_controller_";

    static final String DECISION_SECONDS = PREFIX + "decision_seconds";
    static final String SNAPSHOTS = PREFIX + "snapshots_total";
    static final String READINGS = PREFIX + "readings_total";
    static final String OUTCOMES = PREFIX + "outcomes_total";
    static final String SESSIONS = PREFIX + "sessions_total";
    static final String SESSIONS_LOST = PREFIX + "sessions_lost_total";
    static final String AGENTS = PREFIX + "agents";
    static final String CONNECTIONS = PREFIX + "connections";
    static final String SUBFLOWS = PREFIX + "subflows";
    static final String PLANNED = PREFIX + "planned_subflows";
    static final String ACCOUNTED = PREFIX + "accounted_connections";
    static final String UNANSWERED = PREFIX + "unanswered_plans";
    static final String MOVES = PREFIX + "moves_total";
    static final String LINKS = PREFIX + "fabric_links";
    static final String DEVICES = PREFIX + "fabric_devices";
    static final String HOSTS = PREFIX + "fabric_hosts";
    static final String PROBLEMS = PREFIX + "fabric_problems";
    static final String NODES = PREFIX + "cluster_nodes";
    static final String OWNED = PREFIX + "cluster_agents";
    static final String OTHERS = PREFIX + "cluster_others_load_bps";

    private Names() {
    }
}
