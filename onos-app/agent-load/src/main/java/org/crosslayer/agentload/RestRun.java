// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agentload;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What people and programs ask beside the agents: what each question costs, and what questions and listeners do to
 * the plans. The load of agents goes on.
 */
final class RestRun {
    private static final int[] LISTENERS = {1, 16};
    private static final int SECONDS = 5;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MEDIAN = 50;
    private static final int BYTES_PER_KIB = 1024;

    private final Web web;
    private final long onos;
    private final Measurement measurement;
    private final Results results;

    RestRun(OnosNode onos, Measurement measurement, Results results) {
        this.web = onos.web();
        this.onos = onos.pid();
        this.measurement = measurement;
        this.results = results;
    }

    /**
     * Measures everything.
     *
     * @param traffic that is played
     * @param reports a second that are asked for
     */
    void run(Traffic traffic, int reports) throws IOException, InterruptedException {
        Questions questions = new Questions(web, onos);
        double cores = cores();
        for (Map.Entry<String, String> question : Questions.all(2 * traffic.alive()).entrySet()) {
            enter(questions.ask(question.getKey(), question.getValue(), cores));
        }
        LoadRun.say("metrics and the first connections are asked for every second");
        results.load(reports, "questions");
        try (EverySecond asked = new EverySecond()) {
            measurement.run(false);
            results.put("connections", traffic.alive());
        }
        for (int count : LISTENERS) {
            listen(count, reports);
            results.put("connections", traffic.alive());
        }
    }

    private double cores() throws IOException, InterruptedException {
        double before = ProcessUse.cpuSeconds(onos);
        TimeUnit.SECONDS.sleep(SECONDS);
        return (ProcessUse.cpuSeconds(onos) - before) / SECONDS;
    }

    private void enter(Questions.Cost cost) {
        results.question(String.format(Locale.ROOT, "%s,%d,%d,%.1f,%.1f,%.1f", cost.name().replace(",", ";"),
            cost.bytes(), cost.nanos().getTotalCount(), cost.nanos().getValueAtPercentile(MEDIAN) / NANOS_PER_MILLI,
            cost.nanos().getMaxValue() / NANOS_PER_MILLI, cost.onosCpuMillis()));
    }

    private void listen(int count, int reports) throws IOException, InterruptedException {
        LoadRun.say(count + " listeners follow the stream of changes");
        results.load(reports, count + " listeners");
        try (Listeners listeners = new Listeners(web, count)) {
            TimeUnit.SECONDS.sleep(SECONDS);
            long messages = listeners.messages();
            long bytes = listeners.bytes();
            long begin = System.nanoTime();
            measurement.run(false);
            double took = (System.nanoTime() - begin) / NANOS_PER_SECOND;
            results.put("listeners", listeners.alive());
            results.put("messages_per_listener_per_s", (listeners.messages() - messages) / took / count);
            results.put("kib_per_listener_per_s", (listeners.bytes() - bytes) / took / count / BYTES_PER_KIB);
        }
    }

    /** Somebody who asks for the metrics and the first connections every second. */
    private final class EverySecond implements AutoCloseable {
        private final AtomicBoolean stopped = new AtomicBoolean();
        private final Thread thread = new Thread(this::ask, "questions");

        EverySecond() {
            thread.setDaemon(true);
            thread.start();
        }

        private void ask() {
            try {
                while (!stopped.get()) {
                    web.get(Web.APPLICATION + "metrics");
                    web.get(Web.APPLICATION + "v1/connections");
                    TimeUnit.SECONDS.sleep(1);
                }
            } catch (IOException e) {
                LoadRun.say("questions ended: " + e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {
            stopped.set(true);
        }
    }
}
