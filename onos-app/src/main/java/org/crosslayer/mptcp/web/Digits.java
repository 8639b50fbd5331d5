// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.web;

/** Rounding of what is only looked at, so that noise is not told as news. */
final class Digits {
    private static final long THREE = 1000;
    private static final int TEN = 10;

    private Digits() {
    }

    /** A number with its first three digits; negative ones, which mean something else, as they are. */
    static long three(long number) {
        long unit = 1;
        while (number / unit >= THREE) {
            unit *= TEN;
        }
        return unit == 1 ? number : (number + unit / 2) / unit * unit;
    }
}
