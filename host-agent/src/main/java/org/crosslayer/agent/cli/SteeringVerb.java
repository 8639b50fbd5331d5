// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.cli;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.crosslayer.agent.steering.PoolTable;
import org.crosslayer.agent.steering.SteeringSettings;
import org.crosslayer.agent.steering.SteeringUnavailableException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** What the verbs of {@code steering} have in common. */
abstract class SteeringVerb implements Callable<Integer> {
    @ParentCommand
    private SteeringCommand parent;

    @Spec
    private CommandSpec spec;

    @Option(names = {"-j", "--json"}, description = "Print JSON.")
    private boolean json;

    @Option(names = "--steering-directory", paramLabel = "DIRECTORY",
        description = "BPF file system to work in (default: that of /sys/fs/bpf).")
    private Path directory;

    @Override
    public final Integer call() throws IOException {
        try {
            return work(parent.kernel().steering(
                new SteeringSettings(cgroup(), Optional.ofNullable(directory))));
        } catch (SteeringUnavailableException e) {
            throw new CliException(ExitCode.NOT_SUPPORTED, e.getMessage());
        }
    }

    abstract int work(PoolTable pools) throws IOException;

    Optional<Path> cgroup() {
        return Optional.empty();
    }

    /** The result as JSON or as text, whichever is wanted. */
    void print(JsonObject object, String text) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().serializeNulls().create()
                .toJson(object));
        } else {
            out.print(text);
        }
        out.flush();
    }

    ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
