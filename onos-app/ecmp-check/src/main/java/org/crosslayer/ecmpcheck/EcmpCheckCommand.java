// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.ecmpcheck;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.crosslayer.ecmp.EcmpHash;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/**
 * {@code ./crosslayer ecmp-check}.
 */
public final class EcmpCheckCommand {

    private static final String NAME = "./crosslayer ecmp-check";
    private static final int MISMATCH = 1;
    private static final int BAD_INPUT = 2;
    private static final int SHOWN_MISMATCHES = 10;

    private final PrintStream out;
    private final PrintStream err;

    EcmpCheckCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /**
     * Runs the command and ends the process with its exit status.
     *
     * @param arguments options and the file
     */
    public static void main(String[] arguments) {
        System.exit(new EcmpCheckCommand(System.out, System.err).execute(arguments));
    }

    int execute(String... arguments) {
        Options options = new Options();
        try {
            new CommandLine(options).parseArgs(arguments);
            if (options.help) {
                out.print(usage());
                return 0;
            }
            return run(options);
        } catch (ParameterException e) {
            err.println(NAME + ": error: " + e.getMessage().lines().findFirst().orElse("") + " (see " + NAME
                    + " --help)");
        } catch (BadInputException e) {
            err.println(NAME + ": error: " + e.getMessage());
        }
        return BAD_INPUT;
    }

    private int run(Options options) throws BadInputException {
        EcmpHash hash = options.ecmp == null ? null : hash(options.ecmp);
        BucketTables tables = options.tables == null ? BucketTables.none() : BucketTables.read(options.tables);
        ObservedFile file = ObservedFile.read(options.file, hash, tables);
        if (!file.ignored().isEmpty()) {
            err.println("not looked at: " + String.join(", ", file.ignored()));
        }
        Report report = new Report(options.file.toString(), file.observations());
        out.print(report.text(options.all ? Integer.MAX_VALUE : SHOWN_MISMATCHES));
        if (options.json != null) {
            write(options.json, report.json());
        }
        if (report.perfect()) {
            return 0;
        }
        err.println("What to look for when rows do not match: onos-app/ECMP.md");
        return MISMATCH;
    }

    private static EcmpHash hash(String text) throws BadInputException {
        try {
            return EcmpJson.parse(text);
        } catch (BadInputException e) {
            throw new BadInputException("--ecmp: " + e.getMessage());
        }
    }

    private static void write(Path path, String text) throws BadInputException {
        try {
            Files.writeString(path, text);
        } catch (IOException e) {
            throw new BadInputException("--json: " + path + " cannot be written");
        }
    }

    private static String usage() {
        try (InputStream text = EcmpCheckCommand.class.getResourceAsStream("usage.txt")) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What picocli reads the command line into; usage.txt explains it. */
    @Command(name = NAME)
    static final class Options {
        @Option(names = {"-h", "--help"}, help = true)
        private boolean help;
        @Option(names = "--ecmp")
        private String ecmp;
        @Option(names = "--tables")
        private Path tables;
        @Option(names = "--json")
        private Path json;
        @Option(names = "--all")
        private boolean all;
        @Parameters(paramLabel = "FILE")
        private Path file;
    }
}
