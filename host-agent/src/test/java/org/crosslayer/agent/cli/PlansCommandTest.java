// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.crosslayer.agent.module.CrosslayerModule;
import org.crosslayer.agent.module.FakeModule;
import org.crosslayer.agent.plans.StandingPlan;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The verb {@code plans}. */
class PlansCommandTest {
    private static final String PLANS = """
        plans = [{
          id = 7, remote = "10.0.2.0/24", local = "10.0.1.2", port = 5001
          paths = [{ source-ports = "20000-20299" }, { source-ports = "21000-21299", backup = true }]
        }]
        """;

    private final FakeKernel kernel = new FakeKernel();
    private final FakeModule module = new FakeModule();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;
    private Path file;

    @BeforeEach
    void write() throws Exception {
        file = Files.writeString(directory.resolve("plans.conf"), PLANS);
    }

    private int run(String... arguments) throws Exception {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        kernel.module = module.find();
        CommandLine line = AgentCommand.commandLine(new AgentCommand(kernel, name -> null));
        return line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true)).execute(arguments);
    }

    private int show(String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("plans", "--run-directory", directory.toString()));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(new String[0]));
    }

    @Test
    void shouldPutPlansIntoTheKernelAndShowThem() throws Exception {
        assertThat(show()).isZero();
        assertThat(out.toString()).isEqualTo("No standing plans.\n");
        assertThat(run("plans", "set", file.toString())).as(err.toString()).isZero();
        assertThat(out.toString()).isEqualTo("1 plans in force\n");
        assertThat(show()).isZero();
        assertThat(out.toString()).isEqualTo("""
            1 standing plan, carried out by the kernel, without an end
            plan 7  10.0.1.2/32 > 10.0.2.0/24 port 5001  priority 0  at most 2 subflows
                path 1  source ports 20000-20299
                path 2  source ports 21000-21299  backup
                hits 0  opened 0  refused 0  busy ports 0  exhausted 0  taken 0
            """);
        assertThat(show("-j")).isZero();
        JsonObject json = JsonParser.parseString(out.toString()).getAsJsonObject();
        assertThat(json.get("executor").getAsString()).isEqualTo("kernel");
        assertThat(json.getAsJsonArray("plans").get(0).getAsJsonObject().get("port").getAsInt()).isEqualTo(5001);
        assertThat(run("plans", "flush")).isZero();
        assertThat(module.table).isEmpty();
    }

    @Test
    void shouldShowWhoseTheyAreAndForHowLong() throws Exception {
        run("plans", "set", file.toString());
        StandingPlan plan = module.table.get(7).plan();
        try (CrosslayerModule client = module.find().orElseThrow()) {
            client.replace(List.of(plan), 598_500, 17, List.of());
        }
        show();
        assertThat(out.toString()).startsWith(
            "1 standing plan, carried out by the kernel, of a controller's orders 17, 598 s left\n");
    }

    @Test
    void shouldRescanAndShowStatistics() throws Exception {
        assertThat(run("plans", "rescan")).isZero();
        assertThat(module.rescans).isEqualTo(1);
        assertThat(run("plans", "stats")).isZero();
        assertThat(out.toString()).startsWith("listening\n").contains("hits 3  misses 1099511627776",
            "refused by EINVAL: 5", "address ids 192 to 255; joins of peers are refused while nobody listens");
        assertThat(run("plans", "stats", "--json")).isZero();
        JsonObject json = JsonParser.parseString(out.toString()).getAsJsonObject();
        assertThat(json.getAsJsonObject("refused_by").get("EINVAL").getAsInt()).isEqualTo(5);
        assertThat(json.getAsJsonObject("settings").get("first_address_id").getAsInt()).isEqualTo(192);
    }

    @Test
    void shouldSayThatTheModuleIsNotLoaded() throws Exception {
        module.loaded = false;
        assertThat(show()).isZero();
        assertThat(out.toString()).isEqualTo("No standing plans, and the kernel module is not loaded.\n");
        assertThat(run("plans", "flush")).isEqualTo(ExitCode.NOT_SUPPORTED);
        assertThat(err.toString()).startsWith("crosslayer-agent: The kernel module mptcp_crosslayer is not loaded")
            .hasLineCount(1);
    }

    @Test
    void shouldSayInOneLineWhatIsWrongWithAFile() throws Exception {
        Files.writeString(file, PLANS.replace("20000-20299", "20000-2029"));
        assertThat(run("plans", "set", file.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).isEqualTo("crosslayer-agent: " + file + ":3: plans[0].paths[0].source-ports:"
            + " '20000-2029' of '20000-2029' is not FIRST-LAST\n");
        assertThat(run("plans", "set", "/none")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).isEqualTo("crosslayer-agent: plan file /none is not there or cannot be read\n");
    }
}
