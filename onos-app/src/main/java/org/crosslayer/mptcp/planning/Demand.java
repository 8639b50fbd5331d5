// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.planning;

import org.crosslayer.mptcp.ConnectionStatistics;
import org.crosslayer.mptcp.ConnectionStatistics.SendingLimit;
import org.crosslayer.plan.ConnectionView;
import org.crosslayer.plan.DataDirection;

/** Which way a connection carries its data and how much it would carry, seen from the host that opened it. */
final class Demand {
    /** Before anything is measured: both ways, as much as the hosts can. */
    static final Demand UNKNOWN = new Demand(DataDirection.BOTH, ConnectionView.UNLIMITED);

    /** A direction is the one that counts if it carries so many times as much as the other. */
    private static final int PREDOMINANCE = 4;
    /** Below this a connection is idle; it counts with this much. */
    private static final long LEAST_BPS = 10_000;
    /** Room for an application that is not held up by the network to send a little more, and what is no change. */
    private static final double MARGIN = 1.25;

    private final DataDirection direction;
    private final long bps;

    Demand(DataDirection direction, long bps) {
        this.direction = direction;
        this.bps = bps;
    }

    DataDirection direction() {
        return direction;
    }

    /** Bits per second, or {@link ConnectionView#UNLIMITED}. */
    long bps() {
        return bps;
    }

    /**
     * What two ends have measured. How much a host would send is known by its own agent only; where there is none,
     * whatever is not idle is taken for unlimited.
     *
     * @param before demand until now: an idle connection keeps its direction
     * @param opener measured by the host that opened the connection, or null
     * @param other  measured by the other host, or null
     */
    static Demand measured(Demand before, ConnectionStatistics opener, ConnectionStatistics other) {
        long out = opener != null ? opener.sendRateBps() : other.receiveRateBps();
        long in = opener != null ? opener.receiveRateBps() : other.sendRateBps();
        long wantedOut = wanted(out, opener);
        long wantedIn = wanted(in, other);
        DataDirection direction = direction(wantedOut, wantedIn, out, in, before.direction);
        switch (direction) {
            case OUTBOUND:
                return new Demand(direction, wantedOut);
            case INBOUND:
                return new Demand(direction, wantedIn);
            default:
                return new Demand(direction, Math.max(wantedOut, wantedIn));
        }
    }

    private static DataDirection direction(long wantedOut, long wantedIn, long out, long in, DataDirection before) {
        if (out < LEAST_BPS && in < LEAST_BPS) {
            // Nothing flows; but a side that the network holds up altogether would like to send.
            boolean heldUpOut = wantedOut == ConnectionView.UNLIMITED;
            boolean heldUpIn = wantedIn == ConnectionView.UNLIMITED;
            return heldUpOut == heldUpIn ? before : heldUpOut ? DataDirection.OUTBOUND : DataDirection.INBOUND;
        }
        if (out >= PREDOMINANCE * in) {
            return DataDirection.OUTBOUND;
        }
        return in >= PREDOMINANCE * out ? DataDirection.INBOUND : DataDirection.BOTH;
    }

    /** What a host would send, given the rate and what its agent says. */
    private static long wanted(long rate, ConnectionStatistics sender) {
        switch (sender == null ? SendingLimit.UNKNOWN : sender.sendingLimit()) {
            case NETWORK:
                return ConnectionView.UNLIMITED;
            case IDLE:
                return LEAST_BPS;
            case APPLICATION:
            case RECEIVER:
                return Math.max(LEAST_BPS, (long) (rate * MARGIN));
            default:
                return rate < LEAST_BPS ? LEAST_BPS : ConnectionView.UNLIMITED;
        }
    }

    /** Whether the difference is none that a plan should depend on. */
    boolean near(Demand other) {
        if (direction != other.direction) {
            return false;
        }
        if (bps == ConnectionView.UNLIMITED || other.bps == ConnectionView.UNLIMITED) {
            return bps == other.bps;
        }
        return bps <= other.bps * MARGIN && other.bps <= bps * MARGIN;
    }

    @Override
    public String toString() {
        return direction + " " + (bps == ConnectionView.UNLIMITED ? "unlimited" : bps + " bit/s");
    }
}
