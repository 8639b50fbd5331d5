// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agentload;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Asks for the metrics and for lists again and again, and measures what each question costs. */
final class Questions {
    private static final int LEAST_TIMES = 10;
    private static final long LEAST_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final int FIRST_TIMES = 3;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MILLIS_PER_SECOND = 1e3;

    private final Web web;
    private final long onos;

    /** What one question costs. */
    record Cost(String name, int bytes, Histogram nanos, double onosCpuMillis) {
    }

    Questions(Web web, long onos) {
        this.web = web;
        this.onos = onos;
    }

    /** Path by name, below the application's root. */
    static Map<String, String> all(int connectionEnds) {
        Map<String, String> paths = new LinkedHashMap<>();
        paths.put("metrics", "metrics");
        paths.put("connections, the first 100", "v1/connections");
        paths.put("the first 100, brief", "v1/connections?brief=true");
        paths.put("the last 100", "v1/connections?offset=" + Math.max(0, connectionEnds - 100));
        paths.put("those of one agent", "v1/connections?agent=agent-17");
        paths.put("search for a text", "v1/connections?q=agent-17");
        paths.put("the 100 fastest", "v1/connections?sort=-sendRateBps");
        paths.put("those off their plan", "v1/connections?origin=off_plan");
        paths.put("10,000, brief", "v1/connections?brief=true&limit=10000");
        paths.put("subflows, the first 100", "v1/subflows");
        paths.put("agents, the first 100", "v1/agents");
        paths.put("fabric in numbers", "v1/fabric");
        return paths;
    }

    /** Asks one question again and again; what ONOS does beside it is taken off its processor time. */
    Cost ask(String name, String path, double onosCoresOtherwise) throws IOException, InterruptedException {
        int bytes = 0;
        for (int time = 0; time < FIRST_TIMES; time++) {
            bytes = web.get(Web.APPLICATION + path).length;
        }
        Histogram nanos = new Histogram(3);
        double cpu = ProcessUse.cpuSeconds(onos);
        long begin = System.nanoTime();
        long now = begin;
        while (nanos.getTotalCount() < LEAST_TIMES || now - begin < LEAST_NANOS) {
            web.get(Web.APPLICATION + path);
            long end = System.nanoTime();
            nanos.recordValue(end - now);
            now = end;
        }
        double own = ProcessUse.cpuSeconds(onos) - cpu - onosCoresOtherwise * ((now - begin) / NANOS_PER_SECOND);
        return new Cost(name, bytes, nanos, Math.max(0, own) * MILLIS_PER_SECOND / nanos.getTotalCount());
    }
}
