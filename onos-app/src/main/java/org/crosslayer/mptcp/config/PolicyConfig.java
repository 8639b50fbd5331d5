// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.config;

import java.util.Map;

import org.crosslayer.plan.DataDirection;
import org.crosslayer.plan.PlannerPolicy;
import org.crosslayer.plan.PortRange;
import org.onosproject.core.ApplicationId;
import org.onosproject.net.config.Config;
import org.onosproject.net.config.InvalidFieldException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Network configuration {@code apps/org.crosslayer.mptcp/policy}: how many subflows, from which ports, and what
 * agents report. The members are described in the application's README.
 */
public class PolicyConfig extends Config<ApplicationId> {

    /** Configuration key. */
    static final String KEY = "policy";

    private static final Logger LOG = LoggerFactory.getLogger(PolicyConfig.class);

    private static final int SHORTEST_INTERVAL_MILLIS = 100;
    private static final int LONGEST_INTERVAL_MILLIS = 3_600_000;

    private static final int MOST_MOVES = 1_000_000;
    /** "auto" is none of them: the direction is found out. */
    private static final Map<String, DataDirection> DIRECTIONS = Map.of("outbound", DataDirection.OUTBOUND,
            "inbound", DataDirection.INBOUND, "both", DataDirection.BOTH);

    /**
     * Checks the whole configuration.
     *
     * @return true
     * @throws InvalidFieldException with the place and the reason, which ONOS hands on to whoever configures; the
     *                               configuration in force stays
     */
    @Override
    public boolean isValid() {
        try {
            policy();
            return true;
        } catch (InvalidFieldException e) {
            // Where the configuration was stored before the application started, ONOS tells nobody else.
            LOG.warn("Refused {}: {}", KEY, e.getMessage());
            throw e;
        }
    }

    /**
     * The configured policy.
     *
     * @return policy
     * @throws InvalidFieldException if the configuration is not valid
     */
    public PlannerPolicy policy() {
        StrictJson root = StrictJson.root(node, "maxSubflows", "minSubflows", "candidatePorts", "sourcePorts",
                "openAfterBytes", "openAfterMillis", "telemetryIntervalMillis", "gainThreshold", "maxMovesPerSecond",
                "demoteInitial", "dataDirection");
        PlannerPolicy.Builder builder = new PlannerPolicy.Builder();
        int most = root.optional("maxSubflows").map(json -> (int) json.number(1, PlannerPolicy.SUBFLOW_LIMIT))
                .orElse(PlannerPolicy.DEFAULT.maxSubflows());
        builder.maxSubflows(most);
        root.optional("minSubflows").ifPresent(json -> builder.minSubflows((int) json.number(1, most)));
        root.optional("candidatePorts").ifPresent(json ->
                builder.candidatePorts((int) json.number(1, PlannerPolicy.CANDIDATE_LIMIT)));
        root.optional("sourcePorts").ifPresent(json -> builder.sourcePorts(
                json.parsed(PortRange::parse, "a range of ports such as 12000-31999")));
        root.optional("openAfterBytes").ifPresent(json ->
                builder.openAfterBytes(json.number(0, Long.MAX_VALUE)));
        root.optional("openAfterMillis").ifPresent(json ->
                builder.openAfterMillis((int) json.number(0, Integer.MAX_VALUE)));
        root.optional("telemetryIntervalMillis").ifPresent(json -> {
            int interval = (int) json.number(0, LONGEST_INTERVAL_MILLIS);
            if (interval != 0 && interval < SHORTEST_INTERVAL_MILLIS) {
                throw json.invalid("expected 0 or " + SHORTEST_INTERVAL_MILLIS + ".." + LONGEST_INTERVAL_MILLIS
                        + ", found " + interval);
            }
            builder.telemetryIntervalMillis(interval);
        });
        replanning(root, builder);
        return builder.build();
    }

    private static void replanning(StrictJson root, PlannerPolicy.Builder builder) {
        root.optional("gainThreshold").ifPresent(json -> builder.gainThreshold(json.fraction()));
        root.optional("maxMovesPerSecond").ifPresent(json ->
                builder.maxMovesPerSecond((int) json.number(0, MOST_MOVES)));
        root.optional("demoteInitial").ifPresent(json -> builder.demoteInitial(json.flag()));
        root.optional("dataDirection").ifPresent(json -> builder.dataDirection(
                DIRECTIONS.get(json.text("auto|outbound|inbound|both", "auto, outbound, inbound or both"))));
    }
}
