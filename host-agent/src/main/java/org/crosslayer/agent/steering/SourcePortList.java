// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.steering;

import java.util.ArrayList;
import java.util.List;

/** Source ports as text: {@code 20000-20015,20032}, in the order in which they are taken. */
public final class SourcePortList {
    private SourcePortList() {
    }

    /** Reads ports and ranges FIRST-LAST, separated by commas. */
    public static List<Integer> parse(String text) {
        List<Integer> ports = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            String[] ends = part.trim().split("-", -1);
            try {
                int first = Integer.parseInt(ends[0]);
                int last = Integer.parseInt(ends[ends.length - 1]);
                if (ends.length > 2 || first > last || first < SourcePortPool.FIRST_PORT || last > 0xffff) {
                    throw new NumberFormatException();
                }
                for (int port = first; port <= last; port++) {
                    ports.add(port);
                }
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("'" + part.trim() + "' is not a source port or a range FIRST-LAST"
                    + " within " + SourcePortPool.FIRST_PORT + "-65535");
            }
        }
        return ports;
    }

    /** The shortest text that is read as these ports. */
    public static String format(List<Integer> ports) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < ports.size(); i++) {
            int first = ports.get(i);
            while (i + 1 < ports.size() && ports.get(i + 1) == ports.get(i) + 1) {
                i++;
            }
            text.append(text.length() == 0 ? "" : ",").append(first);
            if (ports.get(i) != first) {
                text.append('-').append(ports.get(i));
            }
        }
        return text.toString();
    }
}
