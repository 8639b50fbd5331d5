// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.config;

import org.crosslayer.plan.PlannerPolicy;
import org.crosslayer.standing.StandingPolicy;
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
            standing();
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
        return PolicyParser.policy(StrictJson.root(node, PolicyParser.members()));
    }

    /**
     * The configured policy for standing plans.
     *
     * @return off if there is none
     * @throws InvalidFieldException if the configuration is not valid
     */
    public StandingPolicy standing() {
        return StrictJson.root(node, PolicyParser.members()).optional("standing").map(StandingParser::policy)
            .orElse(StandingPolicy.OFF);
    }
}
