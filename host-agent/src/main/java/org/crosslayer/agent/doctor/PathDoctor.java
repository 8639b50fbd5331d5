// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.crosslayer.agent.mptcp.Addresses;

/**
 * Whether source ports take the ways that they were planned for, as far as routers tell: those that are planned on one
 * path have to meet the same routers, and those on different paths different ones.
 */
public final class PathDoctor {
    private static final String ECMP = "ecmp";

    /** Finds the way of a source port. */
    public interface Probe {
        PathProbe.Way follow(int sourcePort) throws IOException;
    }

    private final Findings findings;

    public PathDoctor(Findings findings) {
        this.findings = findings;
    }

    /** @param planned the path that each source port is planned on, by its name; empty if nothing is known of it */
    public void check(Map<Integer, String> planned, Probe probe) {
        Map<Integer, List<Optional<InetAddress>>> ways = new HashMap<>();
        for (int port : planned.keySet()) {
            try {
                PathProbe.Way way = probe.follow(port);
                if (!way.problem().isEmpty()) {
                    findings.unknown(ECMP, "source port " + port + ": " + way.problem(), "");
                } else if (way.routers().stream().noneMatch(Optional::isPresent)) {
                    findings.unknown(ECMP, "source port " + port + ": no router on the way says who it is", "");
                } else {
                    findings.ok(ECMP, "source port " + port + ": " + text(way));
                    ways.put(port, way.routers());
                }
            } catch (IOException e) {
                findings.unknown(ECMP, "source port " + port + ": " + e.getMessage(),
                    "run as root: this needs CAP_NET_RAW and a route");
                return;
            }
        }
        compare(planned, ways);
    }

    private static String text(PathProbe.Way way) {
        return way.routers().stream().map(router -> router.map(Addresses::text).orElse("*"))
            .collect(Collectors.joining(" > ")) + (way.arrived() ? " > destination" : " > ...");
    }

    private void compare(Map<Integer, String> planned, Map<Integer, List<Optional<InetAddress>>> ways) {
        List<Integer> ports = ways.keySet().stream().filter(port -> !planned.get(port).isEmpty()).sorted().toList();
        if (ports.size() < 2) {
            findings.unknown(ECMP, "fewer than two source ports whose planned path and real way are both known",
                "have the agent write --plan-log FILE, and give it here too");
            return;
        }
        int wrong = 0;
        for (int i = 0; i < ports.size(); i++) {
            for (int j = i + 1; j < ports.size(); j++) {
                wrong += agree(planned, ways, ports.get(i), ports.get(j)) ? 0 : 1;
            }
        }
        if (wrong == 0) {
            findings.ok(ECMP, ports.size() + " source ports of "
                + ports.stream().map(planned::get).distinct().count() + " planned paths take as many different ways");
        }
    }

    private boolean agree(Map<Integer, String> planned, Map<Integer, List<Optional<InetAddress>>> ways, int one,
                          int other) {
        boolean samePlan = planned.get(one).equals(planned.get(other));
        boolean sameWay = !differ(ways.get(one), ways.get(other));
        if (samePlan != sameWay) {
            findings.fail(ECMP, "source ports " + one + " and " + other + " were planned on "
                + (samePlan ? "one path, " + planned.get(one) + ", and take different ways"
                    : planned.get(one) + " and " + planned.get(other) + ", and take the same way"),
                "compare with 'mptcp-trace' at the controller: hash, seed or links of a device are not as configured");
        }
        return samePlan == sameWay;
    }

    /** Two routers at the same distance are both known, and are not the same. */
    private static boolean differ(List<Optional<InetAddress>> one, List<Optional<InetAddress>> other) {
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            if (one.get(i).isPresent() && other.get(i).isPresent() && !one.get(i).equals(other.get(i))) {
                return true;
            }
        }
        return false;
    }
}
