// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agentload;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What the command line asks for. */
@Command(name = "./crosslayer benchmark agents", sortOptions = false, usageHelpWidth = 120,
    description = {"Plays agents against the application in a real ONOS core: every agent has a stream of its own over"
        + " mutual TLS and a certificate of its own. Connections come and go between random hosts and are reported from"
        + " both ends; plans are answered as a real agent does. Prints a table and writes CSV files and a plot.", "",
        "Agents, ONOS and its application share this machine's cores: more cores would give more."})
final class Options {
    private static final int MOST_AGENTS = 100_000;
    private static final List<String> COLLECTORS = List.of("G1", "Parallel", "Z", "Shenandoah");

    @Option(names = "--agents", paramLabel = "N", defaultValue = "10000",
        description = "agents, each with an address of its own (default ${DEFAULT-VALUE})")
    int agents;
    @Option(names = "--topology", paramLabel = "NAME", defaultValue = "leaf-spine:250x8:20",
        description = "the network, as in ./crosslayer simulate (default ${DEFAULT-VALUE}: 5,000 hosts, so two agents"
            + " each: ONOS takes long to learn of many hosts)")
    String topology;
    @Option(names = "--rate", paramLabel = "R", split = ",", defaultValue = "5000,10000,20000,40000",
        description = "reports a second, one value for each measurement: events, outcomes and readings; readings"
            + " (telemetry) fill it up to R (default ${DEFAULT-VALUE}; 0: no telemetry)")
    int[] rates;
    @Option(names = "--arrivals", paramLabel = "A", defaultValue = "200",
        description = "connections that come in a second, and after their time go (default ${DEFAULT-VALUE})")
    double arrivals;
    @Option(names = "--life", paramLabel = "S", defaultValue = "10",
        description = "seconds that connections last on average (default ${DEFAULT-VALUE})")
    double life;
    @Option(names = "--subflows", paramLabel = "N", defaultValue = "4",
        description = "subflows that the policy asks for, the initial one included (default ${DEFAULT-VALUE})")
    int subflows;
    @Option(names = "--seconds", paramLabel = "S", defaultValue = "30",
        description = "how long each measurement takes, after a warm-up of twice --life at first and 5 s later"
            + " (default ${DEFAULT-VALUE})")
    int seconds;
    @Option(names = "--parallel", paramLabel = "N", defaultValue = "64",
        description = "agents that attach at a time (default ${DEFAULT-VALUE})")
    int parallel;
    @Option(names = "--heap", paramLabel = "SIZE", defaultValue = "2g",
        description = "Java heap of ONOS, all of it from the start (default ${DEFAULT-VALUE})")
    String heap;
    @Option(names = "--collector", paramLabel = "NAME", defaultValue = "G1",
        description = "garbage collector of ONOS's JVM: G1, Parallel, Z or Shenandoah (default ${DEFAULT-VALUE})")
    String collector;
    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "of hosts and times drawn")
    long seed;
    @Option(names = "--rest", description = "at the first rate also ask for metrics and lists, and follow the stream"
        + " of changes: what that costs, and what it does to plans (rest.csv)")
    boolean rest;
    @Option(names = "--profile", description = "record ONOS with JFR while it is measured: onos.jfr")
    boolean profile;
    @Option(names = "--out", paramLabel = "DIR",
        description = "folder of what is written (default results/agents)")
    Path out = Path.of(System.getProperty("crosslayer.results", "results"), "agents");
    @Option(names = {"-h", "--help"}, usageHelp = true, description = "this text")
    boolean help;

    /** Throws an IllegalArgumentException with a message for the user. */
    void check() {
        range("--agents", agents, 2, MOST_AGENTS);
        for (int rate : rates) {
            range("--rate", rate, 0, 10_000_000);
        }
        range("--arrivals", arrivals, 0, 1_000_000);
        range("--life", life, 0.1, 3600);
        range("--subflows", subflows, 1, 16);
        range("--seconds", seconds, 1, 3600);
        range("--parallel", parallel, 1, 4096);
        if (!COLLECTORS.contains(collector)) {
            throw new IllegalArgumentException("--collector is " + collector + ", expected one of " + COLLECTORS);
        }
    }

    private static void range(String name, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(String.format("%s is %s, expected %s to %s", name, number(value),
                number(least), number(most)));
        }
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.format("%.0f", value) : String.valueOf(value);
    }
}
