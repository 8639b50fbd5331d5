// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.function.UnaryOperator;
import org.crosslayer.agent.Version;
import org.crosslayer.agent.files.FileFault;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The program: its verbs, and how errors end it. */
@Command(name = AgentCommand.NAME, mixinStandardHelpOptions = true,
    versionProvider = AgentCommand.VersionProvider.class,
    description = {"Follows the MPTCP connections of this host and opens, closes and re-prioritises their subflows.",
        "As a daemon for a controller (run), or by hand (the other verbs, which need no daemon)."},
    subcommands = {RunCommand.class, ListCommand.class, EventsCommand.class, OpenCommand.class, CloseCommand.class,
        BackupCommand.class, PlansCommand.class, SteeringCommand.class, DoctorCommand.class, HelpCommand.class},
    synopsisSubcommandLabel = "VERB",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:the kernel refused, or something failed",
        "2:wrong flags or configuration", "3:the kernel lacks what is needed, or CAP_NET_ADMIN is missing",
        "4:no such connection or subflow"},
    footer = {"", "All verbs work on the network namespace that they are run in:",
        "  ip netns exec NAME crosslayer-agent list"})
public final class AgentCommand implements Runnable {
    static final String NAME = "crosslayer-agent";

    private final Kernel kernel;
    private final UnaryOperator<String> environment;

    @Spec
    private CommandSpec spec;

    AgentCommand(Kernel kernel, UnaryOperator<String> environment) {
        this.kernel = kernel;
        this.environment = environment;
    }

    /** Runs the program and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(execute(args));
    }

    /** Runs the program and gives its exit code. */
    public static int execute(String... args) {
        return commandLine(new AgentCommand(new RunningKernel(), System::getenv)).execute(args);
    }

    static CommandLine commandLine(AgentCommand command) {
        return new CommandLine(command)
            .setUsageHelpAutoWidth(true)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setParameterExceptionHandler(AgentCommand::onWrongUsage)
            .setExecutionExceptionHandler(AgentCommand::onFailure);
    }

    private static int onWrongUsage(CommandLine.ParameterException e, String[] args) {
        CommandLine at = e.getCommandLine();
        tell(at, Usage.text(e));
        tell(at, "try '" + at.getCommandSpec().qualifiedName() + " --help'");
        return ExitCode.USAGE;
    }

    private static int onFailure(Exception e, CommandLine at, CommandLine.ParseResult parsed) throws Exception {
        if (e instanceof CliException failure) {
            e.getMessage().lines().forEach(line -> tell(at, line));
            return failure.exitCode();
        }
        if (e instanceof IOException fault) {
            tell(at, FileFault.text(fault));
            return ExitCode.FAILED;
        }
        throw e;
    }

    private static void tell(CommandLine at, String line) {
        PrintWriter err = at.getErr();
        err.println(NAME + ": " + line);
        err.flush();
    }

    Kernel kernel() {
        return kernel;
    }

    UnaryOperator<String> environment() {
        return environment;
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a verb is missing: "
            + Usage.verbs(spec.commandLine()));
    }

    /** Tells the version. */
    static final class VersionProvider implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {NAME + " " + Version.text()};
        }
    }
}
