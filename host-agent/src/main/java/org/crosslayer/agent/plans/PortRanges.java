// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.plans;

import java.util.ArrayList;
import java.util.List;

/** Lists of ports as people write them: {@code 20000-20099,20200}. The order counts. */
public final class PortRanges {
    private static final int LAST_PORT = 0xffff;
    private static final int MAX_PORTS = 0x10000;

    private PortRanges() {
    }

    /**
     * Reads a list.
     *
     * @throws IllegalArgumentException with one clear line
     */
    public static List<Integer> parse(String text) {
        List<Integer> ports = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            int dash = part.indexOf('-');
            int first = port(dash < 0 ? part : part.substring(0, dash), text);
            int last = dash < 0 ? first : port(part.substring(dash + 1), text);
            if (last < first) {
                throw new IllegalArgumentException("'" + part.trim() + "' of '" + text + "' is not FIRST-LAST");
            }
            for (int port = first; port <= last && ports.size() < MAX_PORTS; port++) {
                ports.add(port);
            }
        }
        return ports;
    }

    private static int port(String digits, String whole) {
        String trimmed = digits.trim();
        if (trimmed.matches("[0-9]{1,5}")) {
            int port = Integer.parseInt(trimmed);
            if (port >= 1 && port <= LAST_PORT) {
                return port;
            }
        }
        throw new IllegalArgumentException("'" + whole + "' is no list of ports such as 20000-20099,20200: '" + trimmed
            + "' is not a port of 1 to " + LAST_PORT);
    }

    static String text(char[] ports) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < ports.length;) {
            int end = i;
            while (end + 1 < ports.length && ports[end + 1] == ports[end] + 1) {
                end++;
            }
            text.append(text.length() == 0 ? "" : ",").append((int) ports[i]);
            if (end > i) {
                text.append('-').append((int) ports[end]);
            }
            i = end + 1;
        }
        return text.toString();
    }
}
