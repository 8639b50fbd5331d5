// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.steering;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Pools of the configuration: {@code PREFIX [port PORT] [mptcp] [tcp] source-ports PORTS...}, words separated by
 * blanks, PORTS a source port or a range FIRST-LAST.
 */
public final class PoolText {
    private static final String FORM = "PREFIX [port PORT] [mptcp] [tcp] source-ports PORT|FIRST-LAST...";

    private PoolText() {
    }

    /** Reads one; without mptcp and tcp it is for MPTCP. */
    public static SourcePortPool parse(long id, String text) {
        List<String> words = new ArrayList<>(List.of(text.trim().split("\\s+")));
        int ports = words.indexOf("source-ports");
        if (ports < 1 || ports == words.size() - 1) {
            throw new IllegalArgumentException("'" + text + "' is not " + FORM);
        }
        RemotePrefix remote = RemotePrefix.parse(words.get(0));
        int remotePort = 0;
        Set<SteeredProtocol> protocols = EnumSet.noneOf(SteeredProtocol.class);
        for (int i = 1; i < ports; i++) {
            switch (words.get(i)) {
                case "port" -> remotePort = port(++i < ports ? words.get(i) : "");
                case "mptcp" -> protocols.add(SteeredProtocol.MPTCP);
                case "tcp" -> protocols.add(SteeredProtocol.TCP);
                default -> throw new IllegalArgumentException("'" + words.get(i) + "' of '" + text
                    + "' is unexpected: the form is " + FORM);
            }
        }
        return new SourcePortPool(id, remote, remotePort,
            protocols.isEmpty() ? Set.of(SteeredProtocol.MPTCP) : protocols,
            SourcePortList.parse(String.join(",", words.subList(ports + 1, words.size()))), Duration.ZERO);
    }

    private static int port(String text) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 1 && port <= 0xffff) {
                return port;
            }
        } catch (NumberFormatException e) {
            // answered below, in the same words
        }
        throw new IllegalArgumentException("destination port '" + text + "' is not within 1 to 65535");
    }
}
