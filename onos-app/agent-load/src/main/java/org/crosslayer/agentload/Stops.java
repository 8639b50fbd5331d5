// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agentload;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a JVM has stopped all its threads, mostly to collect garbage, as its own log says. Times are those of
 * {@link System#nanoTime}, which all processes of a Linux machine share.
 */
final class Stops {
    private static final Pattern LINE = Pattern.compile("^\\[(\\d+)ns\\].* Total: +(\\d+) ns");

    private final Path log;
    private long read;

    /** A stop of all threads. */
    record Stop(long begin, long end) {
        boolean touches(long from, long to) {
            return begin < to && from < end;
        }

        long nanos() {
            return end - begin;
        }
    }

    private Stops(Path log) {
        this.log = log;
    }

    /** Has a JVM write down its stops from now on. */
    static Stops of(long pid, Path log) throws IOException, InterruptedException {
        Files.deleteIfExists(log);
        ProcessUse.jcmd(pid, "VM.log", "output=" + log, "what=safepoint=info", "decorators=tn");
        return new Stops(log);
    }

    /** Stops since the last call, in their order. */
    List<Stop> taken() throws IOException {
        List<Stop> stops = new ArrayList<>();
        if (Files.exists(log)) {
            byte[] all = Files.readAllBytes(log);
            String more = new String(all, (int) read, (int) (all.length - read), StandardCharsets.UTF_8);
            read = all.length;
            more.lines().forEach(line -> parse(line, stops));
        }
        return stops;
    }

    static void parse(String line, List<Stop> stops) {
        Matcher matcher = LINE.matcher(line);
        if (matcher.find()) {
            long end = Long.parseLong(matcher.group(1));
            stops.add(new Stop(end - Long.parseLong(matcher.group(2)), end));
        }
    }
}
