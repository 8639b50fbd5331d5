// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.connections;

/**
 * When a connection is worth reporting: as soon as it has carried so many bytes or has lived so long. A limit of 0 is
 * no limit to wait for; with both 0 a connection is eligible at once.
 *
 * @param afterBytes bytes of both directions together, unsigned
 * @param afterMillis age, 0..2^32-1
 */
public record ReportingRule(long afterBytes, long afterMillis) {
    /** Eligible as soon as it is established. */
    public static final ReportingRule AT_ONCE = new ReportingRule(0, 0);

    public boolean isAtOnce() {
        return afterBytes == 0 && afterMillis == 0;
    }

    public boolean waitsForBytes() {
        return afterBytes != 0;
    }

    boolean oldEnough(long ageNanos) {
        return afterMillis != 0 && ageNanos / 1_000_000 >= afterMillis;
    }

    boolean largeEnough(long bytes) {
        return afterBytes != 0 && Long.compareUnsigned(bytes, afterBytes) >= 0;
    }
}
