// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp;

import java.util.EnumSet;
import java.util.Locale;
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

    /** Who carries out standing plans. */
    public enum StandingExecutor {
        /** Nobody. */
        NONE,
        /** The agent's process. */
        AGENT,
        /** The kernel: they go on while the agent is down. */
        KERNEL
    }

    private final Set<Ability> abilities;
    private final int maxSubflows;
    private final StandingExecutor standingExecutor;
    private final int maxStandingPlans;
    private final int maxSourcePortPools;

    /**
     * Makes capabilities.
     *
     * @param abilities   what the agent can do
     * @param maxSubflows most subflows that it will have open on one connection, the initial one included
     */
    public AgentCapabilities(Set<Ability> abilities, int maxSubflows) {
        this(abilities, maxSubflows, StandingExecutor.NONE, 0, 0);
    }

    private AgentCapabilities(Set<Ability> abilities, int maxSubflows, StandingExecutor executor, int plans,
                              int pools) {
        this.abilities = abilities.isEmpty() ? EnumSet.noneOf(Ability.class) : EnumSet.copyOf(abilities);
        this.maxSubflows = maxSubflows;
        this.standingExecutor = executor;
        this.maxStandingPlans = plans;
        this.maxSourcePortPools = pools;
    }

    /**
     * The same with standing plans.
     *
     * @param executor who carries them out
     * @param plans    most standing plans at a time
     * @param pools    most pools of source ports for first subflows at a time
     * @return capabilities
     */
    public AgentCapabilities withStandingPlans(StandingExecutor executor, int plans, int pools) {
        return new AgentCapabilities(abilities, maxSubflows, executor, plans, pools);
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

    /**
     * Who carries out standing plans.
     *
     * @return executor as of the attach
     */
    public StandingExecutor standingExecutor() {
        return standingExecutor;
    }

    /**
     * Most standing plans that the agent holds at a time.
     *
     * @return 0 if it holds none
     */
    public int maxStandingPlans() {
        return maxStandingPlans;
    }

    /**
     * Most pools of source ports for first subflows that the agent holds at a time.
     *
     * @return 0 if those ports are the kernel's choice
     */
    public int maxSourcePortPools() {
        return maxSourcePortPools;
    }

    @Override
    public String toString() {
        return abilities + " maxSubflows=" + maxSubflows + (standingExecutor == StandingExecutor.NONE ? ""
            : " standing plans: " + maxStandingPlans + " by the "
                + standingExecutor.name().toLowerCase(Locale.ROOT));
    }
}
