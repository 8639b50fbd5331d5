// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.simulator.run;

import org.crosslayer.simulator.network.Cabling;

/**
 * What is simulated, but for scheme and seed.
 *
 * @param topology         name of the network
 * @param cabling          the network
 * @param traffic          name of the traffic
 * @param load             of churn: offered load as a fraction of what the network can carry
 * @param failed           cables between routers that fail once all connections are placed
 * @param degraded         cables between routers that become slower then
 * @param degradedTo       fraction of their rate that these keep
 * @param openedByReceiver whether data flow towards the host that opens a connection
 * @param mostMoves        moves allowed for each connection (of churn: for each arrival)
 * @param quick            whether churn is watched for a short time only
 */
public record Scenario(String topology, Cabling cabling, String traffic, double load, int failed, int degraded,
                       double degradedTo, boolean openedByReceiver, int mostMoves, boolean quick) {

    /** Name of traffic that comes and goes, between any hosts. */
    public static final String CHURN = "churn";
    /** Name of traffic that comes and goes, between hosts that have nothing else to do. */
    public static final String CHURN_PERMUTATION = "churn-permutation";

    /**
     * Whether connections come and go.
     *
     * @return false if they stay
     */
    public boolean churning() {
        return traffic.equals(CHURN) || traffic.equals(CHURN_PERMUTATION);
    }

    boolean faulty() {
        return failed + degraded > 0;
    }
}
