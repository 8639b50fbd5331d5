// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.crosslayer.agent.steering.Origin;
import org.crosslayer.agent.steering.RemotePrefix;
import org.crosslayer.agent.steering.SourcePortPool;
import org.crosslayer.agent.steering.SteeredProtocol;
import org.crosslayer.agent.steering.SteeringException;
import org.crosslayer.agent.steering.SteeringUnavailableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class SteeringCommandTest {
    private final FakeKernel kernel = new FakeKernel();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine line = AgentCommand.commandLine(new AgentCommand(kernel, name -> null));
        return line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err))
            .execute(("steering " + arguments).trim().split(" "));
    }

    private void assertOneLine(String expected) {
        assertThat(err.toString()).startsWith("crosslayer-agent: ").contains(expected).doesNotContain("Exception");
        assertThat(err.toString().lines().filter(line -> !line.contains("--help'"))).hasSize(1);
        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "| a verb is missing",
        "set | Missing required",
        "set 10.0.0.0/8 | Missing required option: '--source-ports=PORTS'",
        "set ten --source-ports 2000 | 'ten' is not ADDRESS or ADDRESS/LENGTH",
        "set 10.0.0.0/8 --source-ports 80 | '80' is not a source port or a range",
        "set 10.0.0.0/8 --source-ports 3000-2000 | '3000-2000' is not a source port or a range",
        "set 10.0.0.0/8 --source-ports 2000-2001,2001 | source port 2001 is there twice",
        "set 10.0.0.0/8 --source-ports 2000-9000 | 7001 source ports are not within 1 to 4096",
        "set 10.0.0.0/8 --source-ports 2000 --remote-port 65536 | destination port 65536 is not within",
        "set 10.0.0.0/8 --source-ports 2000 --protocol udp | '--protocol'",
        "set 10.0.0.0/8 --source-ports 2000 --lifetime -1 | is negative",
        "remove | Missing required parameter: 'ID'",
        "remove one | 'one' is not a number",
    })
    void shouldSayInOneLineWhatIsWrong(String arguments, String expected) {
        assertThat(run(arguments == null ? "" : arguments)).isEqualTo(ExitCode.USAGE);
        assertOneLine(expected);
    }

    @Test
    void shouldSetListAndRemove() {
        assertThat(run("list")).isZero();
        assertThat(out.toString()).isEqualTo("No pools.\n");
        assertThat(run("set 10.0.0.0/8 --source-ports 2000-2003,2010 --protocol tcp,mptcp")).isZero();
        assertThat(run("set fd00::1 --source-ports 2001 --remote-port 443")).isZero();
        assertThat(run("set 10.0.0.0/8 --source-ports 2005")).as("in the place of the first").isZero();
        assertThat(run("list")).isZero();
        assertThat(out.toString()).isEqualTo("""
            manual        1     10.0.0.0/8  mptcp  source ports 2005
            manual        2     fd00::1/128 port 443  mptcp  source ports 2001
            """);
        assertThat(run("remove 2")).isZero();
        assertThat(out.toString()).isEqualTo("Removed 1 pool.\n");
        assertThat(run("remove 2")).isEqualTo(ExitCode.NOT_FOUND);
        assertOneLine("No pool with id 2 was set by hand");
        assertThat(run("off")).isZero();
        assertThat(out.toString()).isEqualTo("Steering is off.\n");
        assertThat(run("off")).isZero();
        assertThat(out.toString()).isEqualTo("Steering was off already.\n");
    }

    @Test
    void shouldLeaveThePoolsOfOthersAlone() throws Exception {
        kernel.pools.update(Origin.CONTROLLER, earlier -> List.of(new SourcePortPool(7, RemotePrefix.parse("::/0"), 0,
            Set.of(SteeredProtocol.TCP), List.of(2000), Duration.ZERO)));
        assertThat(run("remove 7")).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(run("set ::/0 --source-ports 3000 --protocol tcp --json")).isZero();
        JsonObject set = JsonParser.parseString(out.toString()).getAsJsonObject();
        assertThat(set.get("id").getAsLong()).isEqualTo(1);
        assertThat(set.get("origin").getAsString()).isEqualTo("manual");
        assertThat(run("list --json")).isZero();
        JsonObject listed = JsonParser.parseString(out.toString()).getAsJsonObject().getAsJsonArray("pools").get(1)
            .getAsJsonObject();
        assertThat(listed.get("origin").getAsString()).isEqualTo("controller");
        assertThat(listed.get("remote").getAsString()).isEqualTo("::/0");
        assertThat(listed.getAsJsonArray("protocols")).hasToString("[\"tcp\"]");
        assertThat(listed.get("expires_in_s").isJsonNull()).isTrue();
    }

    @Test
    void shouldShowCounters() {
        assertThat(run("stats")).isZero();
        assertThat(out.toString()).isEqualTo("No pools.\n");
        run("set 10.0.0.0/8 --source-ports 2000");
        assertThat(run("stats")).isZero();
        assertThat(out.toString()).isEqualTo("""
            all           steered 5  busy 2  exhausted 1  missed 7  bound 0  expired 3  failed 0
            manual        1     10.0.0.0/8  steered 5  busy 2  exhausted 1
            """);
        assertThat(run("stats --json")).isZero();
        JsonObject json = JsonParser.parseString(out.toString()).getAsJsonObject();
        assertThat(json.getAsJsonObject("totals").get("missed").getAsInt()).isEqualTo(7);
        assertThat(json.getAsJsonArray("pools").get(0).getAsJsonObject().get("busy").getAsInt()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "stats", "set 10.0.0.0/8 --source-ports 2000"})
    void shouldSayWhatIsMissing(String arguments) {
        kernel.pools.refusal = new SteeringUnavailableException("first-subflow steering: it lacks this: do that");
        assertThat(run(arguments)).isEqualTo(ExitCode.NOT_SUPPORTED);
        assertOneLine("it lacks this: do that");
        kernel.pools.refusal = new SteeringException("first-subflow steering: refused (EPERM)");
        assertThat(run(arguments)).isEqualTo(ExitCode.FAILED);
        assertOneLine("refused (EPERM)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "set", "remove", "stats", "off"})
    void shouldHelp(String verb) {
        assertThat(run(verb + " --help")).isZero();
        assertThat(out.toString()).contains("Usage: crosslayer-agent steering " + verb);
    }
}
