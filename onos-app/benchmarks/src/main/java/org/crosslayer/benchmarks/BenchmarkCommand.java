// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * `./crosslayer benchmark`: runs benchmarks in a JVM of their own, on one thread, prints a table and writes it.
 */
public final class BenchmarkCommand {

    private static final int FAILED = 1;
    private static final int MISTAKE = 2;
    private static final TimeValue QUICK = TimeValue.milliseconds(500);
    private static final TimeValue FULL = TimeValue.seconds(2);

    private BenchmarkCommand() {
    }

    /**
     * Runs the command and ends the process with its exit status.
     *
     * @param words groups of benchmarks and options
     */
    public static void main(String[] words) {
        System.exit(run(words));
    }

    private static int run(String... words) {
        try {
            Arguments arguments = Arguments.parse(words);
            Files.createDirectories(arguments.out());
            List<Measurement> measured = new ArrayList<>();
            for (Group group : arguments.groups()) {
                System.err.println("benchmark " + group + (arguments.quick() ? ", quick" : "") + " ...");
                for (RunResult result : new Runner(options(group, arguments.quick()).build()).run()) {
                    measured.add(new Measurement(result));
                }
            }
            measured.forEach(System.out::println);
            write(arguments.out(), measured);
            return 0;
        } catch (IllegalArgumentException e) {
            System.err.println("./crosslayer benchmark: error: " + e.getMessage()
                    + " (see ./crosslayer benchmark --help)");
            return MISTAKE;
        } catch (IOException e) {
            System.err.println("./crosslayer benchmark: error: cannot write the results: " + e.getMessage());
        } catch (RunnerException e) {
            System.err.println("./crosslayer benchmark: error: " + e.getMessage());
        }
        return FAILED;
    }

    private static ChainedOptionsBuilder options(Group group, boolean quick) {
        ChainedOptionsBuilder options = new OptionsBuilder().include(group.pattern()).forks(1).threads(1)
                .shouldFailOnError(true).addProfiler(GCProfiler.class)
                .jvmArgsAppend("-Xms" + group.heap(), "-Xmx" + group.heap(), "-XX:+UseSerialGC");
        if (group.singleShot()) {
            return options.warmupIterations(quick ? 2 : 5).measurementIterations(quick ? 3 : 10);
        }
        TimeValue time = quick ? QUICK : FULL;
        return options.warmupIterations(quick ? 3 : 5).warmupTime(time)
                .measurementIterations(quick ? 3 : 5).measurementTime(time);
    }

    private static void write(Path folder, List<Measurement> measured) throws IOException {
        List<String> lines = new ArrayList<>(List.of(Measurement.CSV_HEADER));
        measured.forEach(measurement -> lines.add(measurement.csv()));
        Path csv = folder.resolve("benchmark.csv");
        Path json = folder.resolve("benchmark.json");
        Files.write(csv, lines);
        Files.writeString(json, measured.stream().map(Measurement::json)
                .collect(Collectors.joining(",\n  ", "[\n  ", "\n]\n")));
        System.err.println("wrote " + csv + " and " + json);
    }
}
