// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agentload;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.crosslayer.simulator.network.Cabling;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** `./crosslayer benchmark agents`. */
public final class LoadCommand {
    private static final int FAILED = 1;
    private static final int MISTAKE = 2;
    private static final String NAME = "./crosslayer benchmark agents";

    private LoadCommand() {
    }

    /**
     * Runs the command and ends the process with its exit status.
     *
     * @param words options
     */
    public static void main(String[] words) {
        System.exit(run(words));
    }

    static int run(String... words) {
        Options options = new Options();
        try {
            CommandLine line = new CommandLine(options);
            line.parseArgs(words);
            if (options.help) {
                line.usage(System.out);
                return 0;
            }
            options.check();
            Path home = Path.of(System.getProperty("crosslayer.home", "."));
            LoadRun run = new LoadRun(options, home);
            Cabling cabling = run.cabling();
            Files.createDirectories(options.out);
            run.run(cabling, archive(home.resolve("onos-app/target")));
            System.out.println(run.results().table());
            run.results().write(options.out);
            draw(options.out);
            return 0;
        } catch (ParameterException | IllegalArgumentException e) {
            System.err.println(NAME + ": error: " + e.getMessage() + " (see " + NAME + " --help)");
            return MISTAKE;
        } catch (Exception e) {
            System.err.println(NAME + ": error: " + (e.getMessage() == null ? e : e.getMessage()));
            return FAILED;
        }
    }

    private static Path archive(Path folder) throws IOException {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.oar")) {
            return found.iterator().next();
        }
    }

    private static void draw(Path folder) throws IOException, InterruptedException {
        String script = System.getProperty("crosslayer.plot");
        if (script != null) {
            List<String> command = List.of(System.getProperty("crosslayer.python", "python3"), script,
                folder.resolve("agents.csv").toString(), folder.resolve("agents.png").toString());
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes()).strip();
            if (process.waitFor() != 0) {
                System.err.println(NAME + ": no plot: " + said.substring(said.lastIndexOf('\n') + 1));
            }
        }
        System.err.println("wrote " + folder + "/agents.csv, course.csv and agents.png");
    }
}
