// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.view;

/** What all links carry, in the order of {@link TopologyView#links}. */
public final class TrafficView {
    /** Of the topology whose links are meant. */
    public final long revision;
    /** Bits per second; -1 if not known. */
    public final long[] trafficBps;
    /** Load that plans expect. */
    public final long[] plannedBps;

    TrafficView(long revision, long[] trafficBps, long[] plannedBps) {
        this.revision = revision;
        this.trafficBps = trafficBps;
        this.plannedBps = plannedBps;
    }
}
