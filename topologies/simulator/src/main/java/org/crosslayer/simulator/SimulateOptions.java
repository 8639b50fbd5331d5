// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.simulator;

import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.crosslayer.simulator.network.Cabling;
import org.crosslayer.simulator.network.Topologies;
import org.crosslayer.simulator.run.Scenario;
import org.crosslayer.simulator.scheme.SchemeChoice;
import org.crosslayer.simulator.traffic.Patterns;
import org.crosslayer.simulator.traffic.TrafficPattern;
import picocli.CommandLine.Option;

/**
 * The options of the command line; usage.txt explains them.
 */
final class SimulateOptions {

    private static final String QUICK_TOPOLOGY = "fat-tree:4";
    private static final String USUAL_TOPOLOGY = "fat-tree:8";
    private static final int USUAL_SEEDS = 3;
    private static final int MOST_MOVES = 1_000;
    private static final Pattern DEGRADE = Pattern.compile("(\\d{1,6}):(0?\\.\\d{1,9})");

    @Option(names = {"-h", "--help"})
    boolean help;
    @Option(names = "--topology")
    String topology;
    @Option(names = "--traffic")
    String traffic = "permutation";
    @Option(names = "--load")
    Double load;
    @Option(names = "--fail")
    int fail;
    @Option(names = "--degrade")
    String degrade;
    @Option(names = "--direction")
    String direction = "outbound";
    @Option(names = "--schemes", split = ",")
    List<String> schemes = SchemeChoice.USUAL;
    @Option(names = "--moves")
    int moves = USUAL_SEEDS;
    @Option(names = "--seeds")
    Integer seeds;
    @Option(names = "--first-seed")
    long firstSeed = 1;
    @Option(names = "--quick")
    boolean quick;
    @Option(names = "--json")
    Path json;
    @Option(names = "--out")
    Path out = Path.of(System.getProperty("crosslayer.results", "results"), "simulate");
    @Option(names = "--no-plot")
    boolean noPlot;

    /** What is to be simulated; an IllegalArgumentException carries a message for the user. */
    Scenario scenario() {
        String name = topology != null ? topology : quick ? QUICK_TOPOLOGY : USUAL_TOPOLOGY;
        Cabling cabling = Topologies.cabling(name);
        boolean churn = traffic.equals(Scenario.CHURN) || traffic.equals(Scenario.CHURN_PERMUTATION);
        if (!churn) {
            trafficPattern().draw(cabling.hostCount(), new SplittableRandom(0));
        }
        require(churn || load == null, "--load is for --traffic churn");
        require(load == null || load > 0 && load <= 2, "--load " + load + ": expected a number above 0, at most 2");
        require(!churn || fail == 0 && degrade == null,
                "--fail and --degrade are for traffic that stays, not for churn");
        require(fail >= 0, "--fail " + fail + ": expected a whole number of at least 0");
        require(direction.equals("outbound") || direction.equals("inbound"),
                "--direction '" + direction + "': expected outbound or inbound");
        require(moves >= 0 && moves <= MOST_MOVES, "--moves " + moves + ": expected a whole number from 0 to "
                + MOST_MOVES);
        Matcher degraded = DEGRADE.matcher(degrade == null ? "0:.5" : degrade);
        require(degraded.matches() && Double.parseDouble(degraded.group(2)) > 0,
                "--degrade '" + degrade + "': expected N:FRACTION, such as 2:0.1, the fraction between 0 and 1");
        int slower = Integer.parseInt(degraded.group(1));
        require((long) fail + slower <= cabling.cableCount(), name + " has " + cabling.cableCount()
                + " links between routers: " + (fail + (long) slower) + " cannot fail or be degraded");
        return new Scenario(name, cabling, traffic, load == null ? 0.5 : load, fail, slower,
                Double.parseDouble(degraded.group(2)), direction.equals("inbound"), moves, quick);
    }

    List<SchemeChoice> schemes() {
        return schemes.stream().map(SchemeChoice::named).toList();
    }

    int seeds() {
        require(seeds == null || seeds >= 1, "--seeds " + seeds + ": expected a whole number of at least 1");
        return seeds != null ? seeds : quick ? 1 : USUAL_SEEDS;
    }

    private TrafficPattern trafficPattern() {
        try {
            return Patterns.named(traffic);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage()
                    + ": expected permutation, random, hot-spot, many-to-one, given:LIST, churn or "
                    + "churn-permutation", e);
        }
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
