// SPDX-License-Identifier: Apache-2.0
import java.io.File;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.codegen.docgen.manpage.ManPageGenerator;

/** Writes the agent's man pages (as AsciiDoc) and its bash completion: Documents COMMAND_CLASS OUTPUT_DIRECTORY. */
final class Documents {
    private Documents() {
    }

    public static void main(String[] args) throws Exception {
        Path output = Path.of(args[1]);
        CommandLine command = new CommandLine(Class.forName(args[0]), Documents::create);
        Files.writeString(output.resolve("completion"), AutoComplete.bash(command.getCommandName(), command));
        List<CommandSpec> specs = new ArrayList<>();
        for (CommandLine each : withVerbs(command)) {
            specs.add(each.getCommandSpec());
        }
        File source = output.resolve("source").toFile();
        int status = ManPageGenerator.generateManPage(source, null, new boolean[0], false,
            specs.toArray(new CommandSpec[0]));
        System.exit(status);
    }

    /** An instance for its description alone: without the kernel that the program itself is made with. */
    private static <T> T create(Class<T> type) throws Exception {
        Constructor<?> constructor = type.getDeclaredConstructors()[0];
        constructor.setAccessible(true);
        return type.cast(constructor.newInstance(new Object[constructor.getParameterCount()]));
    }

    /** The program and all verbs below it that help shows; `help` itself needs no page. */
    private static List<CommandLine> withVerbs(CommandLine command) {
        List<CommandLine> all = new ArrayList<>(List.of(command));
        for (CommandLine verb : command.getSubcommands().values()) {
            if (!verb.getCommandSpec().usageMessage().hidden() && !verb.getCommandName().equals("help")) {
                all.addAll(withVerbs(verb));
            }
        }
        return all;
    }
}
