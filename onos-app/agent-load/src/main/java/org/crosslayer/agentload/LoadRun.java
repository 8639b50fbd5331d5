// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agentload;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.crosslayer.simulator.network.Cabling;
import org.crosslayer.simulator.network.RoutedFabricDocument;
import org.crosslayer.simulator.network.Topologies;

/** One run, from the start of ONOS to its end. */
final class LoadRun {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final int GRACE_SECONDS = 2;
    private static final int WARM_UP_SECONDS = 20;
    private static final int SETTLE_SECONDS = 5;
    private static final long OWN_PID = ProcessHandle.current().pid();

    private final Options options;
    private final Path home;
    private final Results results = new Results();
    private final Score score = new Score();

    /**
     * Prepares a run.
     *
     * @param home root of the project, where application and core are built
     */
    LoadRun(Options options, Path home) {
        this.options = options;
        this.home = home;
    }

    Results results() {
        return results;
    }

    /** Throws an IllegalArgumentException for what the user can mend, before anything is started. */
    Cabling cabling() throws IOException {
        Cabling cabling = Topologies.cabling(options.topology);
        if (addresses(cabling) > RoutedFabricDocument.MOST_ADDRESSES) {
            throw new IllegalArgumentException("--topology " + options.topology + " has " + cabling.hostCount()
                + " hosts with room for " + RoutedFabricDocument.MOST_ADDRESSES + " agents each, --agents asks for "
                + options.agents);
        }
        if (ProcessUse.openFiles() < options.agents + 1000L) {
            throw new IllegalArgumentException("--agents " + options.agents + " needs as many open files, this shell"
                + " may have " + ProcessUse.openFiles() + ": raise the limit (ulimit -n)");
        }
        return cabling;
    }

    /** Addresses of each host, each with an agent of its own, such as network namespaces have. */
    private int addresses(Cabling cabling) {
        return (options.agents + cabling.hostCount() - 1) / cabling.hostCount();
    }

    void run(Cabling cabling, Path archive) throws Exception {
        Path root = options.out.toAbsolutePath().resolve("onos");
        results.put("agents", options.agents);
        results.put("topology", options.topology);
        say("starting ONOS");
        try (OnosNode onos = OnosNode.start(home.resolve("topologies/onos-core/bin/onos-core"), root,
                options.heap, options.collector)) {
            Authority authority = new Authority();
            onos.install(archive, authority, GRACE_SECONDS);
            RoutedFabricDocument network = new RoutedFabricDocument(cabling, addresses(cabling),
                new SplittableRandom(options.seed));
            say("telling ONOS of the network: " + cabling.routerCount() + " routers, " + cabling.hostCount()
                + " hosts");
            long begin = System.nanoTime();
            onos.configure(network.json(), String.format("{\"maxSubflows\": %d, \"minSubflows\": %d}",
                options.subflows, options.subflows), cabling.hostCount());
            results.put("network_known_s", seconds(begin));
            play(onos, fleet(authority, network, cabling.hostCount()));
        }
    }

    private Fleet fleet(Authority authority, RoutedFabricDocument network, int hosts) throws Exception {
        say("making " + options.agents + " certificates");
        long begin = System.nanoTime();
        List<String> addresses = new ArrayList<>();
        for (int index = 0; index < options.agents; index++) {
            // Spread over the network, so that fewer agents than hosts are not all in one rack.
            int host = options.agents < hosts ? (int) ((long) index * hosts / options.agents) : index % hosts;
            addresses.add(network.address(host, index / hosts));
        }
        Fleet fleet = new Fleet(authority, addresses, score);
        results.put("certificates_s", seconds(begin));
        return fleet;
    }

    private void play(OnosNode onos, Fleet fleet) throws Exception {
        try (fleet) {
            memory("before", onos.pid());
            say("attaching");
            attach(onos, fleet);
            memory("attached", onos.pid());
            Traffic traffic = new Traffic(fleet.agents(), options, score);
            Measurement measurement = new Measurement(options, score, results, onos.pid());
            Thread player = new Thread(traffic, "traffic");
            player.start();
            for (int index = 0; index < options.rates.length; index++) {
                say("playing: " + options.arrivals + " connections/s, " + options.rates[index] + " reports/s");
                traffic.rate(options.rates[index]);
                TimeUnit.SECONDS.sleep(index > 0 ? SETTLE_SECONDS : WARM_UP_SECONDS + traffic.secondsToFill());
                results.load(options.rates[index], "nothing");
                // Only where it is heaviest: recording costs some of what is measured.
                measurement.run(options.profile && index == options.rates.length - 1);
                results.put("connections", traffic.alive());
                if (options.rest && index == 0) {
                    new RestRun(onos, measurement, results).run(traffic, options.rates[0]);
                }
            }
            results.common();
            memory("loaded", onos.pid());
            say("all connections end, then all agents leave");
            traffic.stop();
            player.join();
            TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
            memory("emptied", onos.pid());
            fleet.agents().forEach(PlayedAgent::leave);
            TimeUnit.SECONDS.sleep(GRACE_SECONDS + SETTLE_SECONDS);
            memory("left", onos.pid());
        }
        score.losses().forEach((why, count) -> say(count + " streams lost: " + why));
        results.put("streams_lost", score.losses().values().stream().mapToLong(count -> count.sum()).sum());
    }

    private void attach(OnosNode onos, Fleet fleet) throws Exception {
        double onosBefore = ProcessUse.cpuSeconds(onos.pid());
        double ownBefore = ProcessUse.cpuSeconds(OWN_PID);
        long begin = System.nanoTime();
        fleet.attach(onos.agentPort(), options.parallel);
        double took = seconds(begin);
        Histogram each = score.attaching();
        results.put("attached", each.getTotalCount());
        results.put("attach_all_s", took);
        results.put("attach_per_s", each.getTotalCount() / took);
        results.put("attach", each);
        results.put("attach_onos_cpu_s", ProcessUse.cpuSeconds(onos.pid()) - onosBefore);
        results.put("attach_generator_cpu_s", ProcessUse.cpuSeconds(OWN_PID) - ownBefore);
    }

    private void memory(String when, long pid) throws IOException, InterruptedException {
        results.put("onos_heap_" + when + "_mib", ProcessUse.liveHeapMib(pid));
        results.put("onos_resident_" + when + "_mib", ProcessUse.residentMib(pid));
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / NANOS_PER_SECOND;
    }

    static void say(String text) {
        System.err.println("benchmark agents: " + text);
    }
}
