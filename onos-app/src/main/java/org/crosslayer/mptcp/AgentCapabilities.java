// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp;

import java.util.EnumSet;
import java.util.Set;

/** What an agent can do. What it cannot do is not asked of it. */
public final class AgentCapabilities {

    /** One ability. */
    public enum Ability {
        /** Opens and closes subflows. */
        SUBFLOWS,
        /** Announces and withdraws addresses. */
        ANNOUNCE,
        /** Changes the backup flag of subflows. */
        SET_BACKUP,
        /** Reports counters of subflows. */
        TELEMETRY,
        /** Does all that for IPv6 as well. */
        IPV6
    }

    private final Set<Ability> abilities;
    private final int maxSubflows;

    /**
     * Makes capabilities.
     *
     * @param abilities   what the agent can do
     * @param maxSubflows most subflows that it will have open on one connection, the initial one included
     */
    public AgentCapabilities(Set<Ability> abilities, int maxSubflows) {
        this.abilities = abilities.isEmpty() ? EnumSet.noneOf(Ability.class) : EnumSet.copyOf(abilities);
        this.maxSubflows = maxSubflows;
    }

    /**
     * Whether the agent has an ability.
     *
     * @param ability ability
     * @return true if it has
     */
    public boolean has(Ability ability) {
        return abilities.contains(ability);
    }

    /**
     * Most subflows that the agent will have open on one connection, the initial one included.
     *
     * @return 1 to 255
     */
    public int maxSubflows() {
        return maxSubflows;
    }

    @Override
    public String toString() {
        return abilities + " maxSubflows=" + maxSubflows;
    }
}
