// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cli;

import java.util.Locale;

/** Rates and times as people read them. */
final class Rates {
    private static final double KILO = 1e3;
    private static final double MEGA = 1e6;
    private static final double GIGA = 1e9;

    private Rates() {
    }

    /** Bits per second in the unit that fits. */
    static String text(long bps) {
        double size = Math.abs((double) bps);
        if (size >= GIGA) {
            return String.format(Locale.ROOT, "%.2f Gbit/s", bps / GIGA);
        }
        return size >= MEGA ? String.format(Locale.ROOT, "%.1f Mbit/s", bps / MEGA)
            : String.format(Locale.ROOT, "%.0f kbit/s", bps / KILO);
    }

    static String millis(int micros) {
        return String.format(Locale.ROOT, "%.1f ms", micros / KILO);
    }
}
