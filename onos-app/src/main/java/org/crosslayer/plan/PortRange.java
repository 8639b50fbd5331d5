// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

/**
 * A range of transport ports.
 */
public final class PortRange {

    private static final int MAX_PORT = 65_535;

    private final int first;
    private final int last;

    /**
     * A range that includes both its ends.
     *
     * @param first 1..last
     * @param last  first..65535
     */
    public PortRange(int first, int last) {
        if (first < 1 || last > MAX_PORT || first > last) {
            throw new IllegalArgumentException(first + "-" + last + " is not a range within 1-65535");
        }
        this.first = first;
        this.last = last;
    }

    /**
     * A range from its text form.
     *
     * @param text two decimal numbers joined by a hyphen, for example 12000-31999
     * @return the range
     * @throws IllegalArgumentException if the text is anything else
     */
    public static PortRange parse(String text) {
        if (!text.matches("\\d{1,5}-\\d{1,5}")) {
            throw new IllegalArgumentException("'" + text + "' is not a port range such as 12000-31999");
        }
        int hyphen = text.indexOf('-');
        return new PortRange(Integer.parseInt(text.substring(0, hyphen)), Integer.parseInt(text.substring(hyphen + 1)));
    }

    /**
     * Lowest port.
     *
     * @return 1..65535
     */
    public int first() {
        return first;
    }

    /**
     * Highest port.
     *
     * @return 1..65535
     */
    public int last() {
        return last;
    }

    /**
     * Number of ports.
     *
     * @return 1..65535
     */
    public int size() {
        return last - first + 1;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PortRange && first == ((PortRange) other).first && last == ((PortRange) other).last;
    }

    @Override
    public int hashCode() {
        return first << Short.SIZE ^ last;
    }

    @Override
    public String toString() {
        return first + "-" + last;
    }
}
