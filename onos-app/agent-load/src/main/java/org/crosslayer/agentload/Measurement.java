// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agentload;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Measures a load for some seconds, and beside it what this program itself adds to the times that it measures. */
final class Measurement {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double TYPICAL = 99;
    private static final long OWN_PID = ProcessHandle.current().pid();

    private final Options options;
    private final Score score;
    private final Results results;
    private final long onos;
    private final Stops onosStops;
    private final Stops ownStops;

    Measurement(Options options, Score score, Results results, long onos) throws IOException, InterruptedException {
        this.options = options;
        this.score = score;
        this.results = results;
        this.onos = onos;
        Path folder = options.out.toAbsolutePath();
        this.onosStops = Stops.of(onos, folder.resolve("onos-stops.log"));
        this.ownStops = Stops.of(OWN_PID, folder.resolve("generator-stops.log"));
    }

    /** Measures the load that is played. */
    void run(boolean profile) throws IOException, InterruptedException {
        if (profile) {
            ProcessUse.jcmd(onos, "JFR.start", "name=load", "settings=profile");
        }
        forget();
        Histogram all = new Histogram(3);
        try (Stalls stalls = new Stalls()) {
            double onosBegin = ProcessUse.cpuSeconds(onos);
            double ownBegin = ProcessUse.cpuSeconds(OWN_PID);
            double onosBefore = onosBegin;
            double ownBefore = ownBegin;
            Score.Counts first = score.counts();
            Score.Counts before = first;
            long begin = System.nanoTime();
            for (int second = 1; second <= options.seconds; second++) {
                TimeUnit.NANOSECONDS.sleep(begin + (long) (second * NANOS_PER_SECOND) - System.nanoTime());
                Score.Counts now = score.counts();
                Histogram decisions = score.deciding();
                all.add(decisions);
                double onosNow = ProcessUse.cpuSeconds(onos);
                double ownNow = ProcessUse.cpuSeconds(OWN_PID);
                results.second(second, now.minus(before), decisions, onosNow - onosBefore, ownNow - ownBefore);
                before = now;
                onosBefore = onosNow;
                ownBefore = ownNow;
            }
            double took = (System.nanoTime() - begin) / NANOS_PER_SECOND;
            enter(before.minus(first), all, took);
            causes(took);
            results.put("echo", score.echoing());
            results.put("generator_stalled", stalls.taken());
            results.put("generator_late", score.reporting());
            results.put("onos_cores", (onosBefore - onosBegin) / took);
            results.put("generator_cores", (ownBefore - ownBegin) / took);
        }
        if (profile) {
            Path file = options.out.toAbsolutePath().resolve("onos.jfr");
            ProcessUse.jcmd(onos, "JFR.dump", "name=load", "filename=" + file);
            ProcessUse.jcmd(onos, "JFR.stop", "name=load");
        }
    }

    /** Leaves out what was before the measurement. */
    private void forget() throws IOException {
        score.deciding();
        score.echoing();
        score.reporting();
        score.late();
        onosStops.taken();
        ownStops.taken();
    }

    private void enter(Score.Counts counts, Histogram decisions, double took) {
        results.put("reports_per_s", counts.reports() / took);
        results.put("events_per_s", counts.events() / took);
        results.put("outcomes_per_s", counts.outcomes() / took);
        results.put("readings_per_s", counts.readings() / took);
        results.put("readings_not_wanted_per_s", counts.spared() / took);
        results.put("batches_held_back_per_s", counts.heldBack() / took);
        results.put("echoes_per_s", counts.echoes() / took);
        results.put("arrivals_per_s", counts.arrived() / took);
        results.put("plans_per_s", decisions.getTotalCount() / took);
        results.put("moves_per_s", counts.moved() / took);
        results.put("decision", decisions);
        LoadRun.say(String.format("%.0f reports/s, decision p99 %.2f ms", counts.reports() / took,
            decisions.getValueAtPercentile(TYPICAL) / NANOS_PER_MILLI));
    }

    /** Why plans were late: ONOS's JVM stood still meanwhile, this one did, or neither. */
    private void causes(double took) throws IOException {
        List<Stops.Stop> onosStopped = onosStops.taken();
        List<Stops.Stop> ownStopped = ownStops.taken();
        int byOnos = 0;
        int byOwn = 0;
        List<Score.Decision> late = score.late();
        for (Score.Decision decision : late) {
            if (touches(onosStopped, decision)) {
                byOnos++;
            } else if (touches(ownStopped, decision)) {
                byOwn++;
            }
        }
        results.put("late_plans", late.size());
        results.put("late_as_onos_jvm_stopped", byOnos);
        results.put("late_as_generator_jvm_stopped", byOwn);
        stops("onos", onosStopped, took);
        stops("generator", ownStopped, took);
    }

    /** Whether a stop of some length fell into the time that a plan took. */
    private static boolean touches(List<Stops.Stop> stops, Score.Decision decision) {
        return stops.stream().anyMatch(stop -> stop.nanos() > Score.LATE_NANOS / 2
            && stop.touches(decision.begin(), decision.end()));
    }

    private void stops(String who, List<Stops.Stop> stops, double took) {
        results.put(who + "_jvm_stopped_ms_per_s", stops.stream().mapToLong(Stops.Stop::nanos).sum()
            / NANOS_PER_MILLI / took);
        results.put(who + "_jvm_longest_stop_ms", stops.stream().mapToLong(Stops.Stop::nanos).max().orElse(0)
            / NANOS_PER_MILLI);
    }
}
