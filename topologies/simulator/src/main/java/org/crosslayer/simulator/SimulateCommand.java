// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.crosslayer.simulator.report.Plot;
import org.crosslayer.simulator.report.Progress;
import org.crosslayer.simulator.report.ResultFiles;
import org.crosslayer.simulator.report.Summary;
import org.crosslayer.simulator.run.Result;
import org.crosslayer.simulator.run.Scenario;
import org.crosslayer.simulator.scheme.SchemeChoice;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/**
 * `./crosslayer simulate`: runs all schemes on all seeds, prints the table and writes the files.
 */
public final class SimulateCommand {

    private static final String NAME = "./crosslayer simulate";
    private static final int FAILED = 1;
    private static final int MISTAKE = 2;

    private final PrintStream out;
    private final PrintStream err;

    SimulateCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /**
     * Runs the command and ends the process with its exit status.
     *
     * @param arguments options
     */
    public static void main(String[] arguments) {
        System.exit(new SimulateCommand(System.out, System.err).execute(arguments));
    }

    int execute(String... arguments) {
        Spec spec = new Spec();
        Scenario scenario;
        List<SchemeChoice> schemes;
        int seeds;
        try {
            new CommandLine(spec).parseArgs(arguments);
            if (spec.options.help) {
                out.print(usage());
                return 0;
            }
            scenario = spec.options.scenario();
            schemes = spec.options.schemes();
            seeds = spec.options.seeds();
        } catch (ParameterException | IllegalArgumentException e) {
            err.println(NAME + ": error: " + e.getMessage().lines().findFirst().orElse("") + " (see " + NAME
                    + " --help)");
            return MISTAKE;
        }
        try {
            checkWritable(spec.options);
            run(spec.options, scenario, schemes, seeds);
            return 0;
        } catch (IOException e) {
            err.println(NAME + ": error: cannot write the results: " + e.getMessage()
                    + (e instanceof AccessDeniedException ? ": permission denied" : ""));
            return FAILED;
        }
    }

    private void run(SimulateOptions options, Scenario scenario, List<SchemeChoice> schemes, int seeds)
            throws IOException {
        Progress progress = new Progress(err, System.console() != null);
        List<Result> results = new Simulation(scenario, schemes, progress).run(options.firstSeed, seeds);
        out.println();
        out.print(Summary.of(results));
        out.println();
        out.println("Means over " + seeds + (seeds == 1 ? " seed" : " seeds") + ", worst: the worst of all. Fractions "
                + "of the optimum, which is " + Summary.optimum(results));
        write(options, scenario, results, progress);
    }

    private static void write(SimulateOptions options, Scenario scenario, List<Result> results, Progress progress)
            throws IOException {
        String stem = FileNames.stem(scenario);
        Path rows = options.out.resolve(stem + ".csv");
        Path quantiles = options.out.resolve(stem + ".quantiles.csv");
        Path picture = options.out.resolve(stem + ".png");
        ResultFiles.csv(results, rows);
        ResultFiles.quantiles(results, quantiles);
        List<Path> written = new ArrayList<>(List.of(rows, quantiles));
        if (options.json != null) {
            ResultFiles.json(results, options.json);
            written.add(options.json);
        }
        String script = System.getProperty("crosslayer.plot");
        if (!options.noPlot && script != null) {
            String problem = Plot.draw(List.of(System.getProperty("crosslayer.python", "python3"), script), rows,
                    quantiles, picture);
            if (problem == null) {
                written.add(picture);
            } else {
                progress.say("no plot: " + problem);
            }
        }
        written.forEach(path -> progress.say("wrote " + path));
    }

    /** Finds out before the run, not after it. */
    private static void checkWritable(SimulateOptions options) throws IOException {
        Files.createDirectories(options.out);
        if (!Files.isWritable(options.out)) {
            throw new AccessDeniedException(options.out.toString());
        }
        if (options.json != null) {
            Files.newByteChannel(options.json, StandardOpenOption.CREATE, StandardOpenOption.APPEND).close();
        }
    }

    private static String usage() {
        try (InputStream text = SimulateCommand.class.getResourceAsStream("usage.txt")) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What picocli reads the command line into. */
    @Command(name = NAME)
    static final class Spec {
        @CommandLine.Mixin
        private SimulateOptions options = new SimulateOptions();
    }
}
