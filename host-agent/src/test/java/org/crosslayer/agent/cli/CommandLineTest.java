// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.crosslayer.agent.config.Setting;
import org.crosslayer.agent.connections.Samples;
import org.crosslayer.agent.mptcp.KernelSupport;
import org.crosslayer.agent.mptcp.KernelSupport.Requirement;
import org.crosslayer.agent.mptcp.MptcpEvent;
import org.crosslayer.agent.mptcp.SubflowReset;
import org.crosslayer.agent.netlink.Errno;
import org.crosslayer.agent.netlink.NetlinkException;
import org.crosslayer.agent.sockdiag.SocketState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandLineTest {
    private final FakeKernel kernel = new FakeKernel();
    private final Map<String, String> environment = new HashMap<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine line = AgentCommand.commandLine(new AgentCommand(kernel, environment::get));
        return line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(args);
    }

    private void connect() {
        kernel.sockets.add(Samples.socket(Samples.TOKEN, Samples.INITIAL, 5_000_000,
            Samples.subflowSocket(Samples.TOKEN, Samples.INITIAL, 0, SocketState.ESTABLISHED),
            Samples.subflowSocket(Samples.TOKEN, Samples.SECOND, 3, SocketState.ESTABLISHED)));
    }

    private void assertOneLine(String expected) {
        assertThat(err.toString()).startsWith("crosslayer-agent: ").contains(expected).endsWith("\n")
            .doesNotContain("Exception").doesNotContain("\tat ");
        assertThat(err.toString().lines().filter(line -> !line.contains("--help'"))).hasSize(1);
        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "| a verb is missing: the verbs are run, list, events,",
        "frobnicate | there is no verb 'frobnicate': ",
        "lis | there is no verb 'lis': is 'list' meant?",
        "steering sett 10.0.0.0/8 | there is no verb 'sett': is 'set' meant?",
        "list --xml | there is no option '--xml'",
        "run --controler 10.0.0.1:9494 | there is no option '--controler': is '--controller'",
        "list 1 2 | '2' is one word too many",
        "events --count many | Invalid value for option '--count': 'many' is not a number",
        "list zebra | token 'zebra' is not 1 to 8 hexadecimal digits",
        "open | Missing required parameter: 'TOKEN'",
        "open 1 --source-port 70000 | source port 70000 is not within 0 to 65535",
        "open 1 --source-port x | Invalid value for option '--source-port'",
        "open 1 --local localhost | 'localhost' has no IPv4 or IPv6 address",
        "open 1 --remote 10.0.0.1 | is not ADDRESS:PORT",
        "open 1 --remote 10.0.0.1:0 | the port of --remote is missing",
        "open 1 --remote-id 256 | remote id 256 is not within 0 to 255",
        "close 1 | Missing required parameter: 'SOURCE-PORT'",
        "run | nothing to do: give --controller",
        "run --controller here | --controller: 'here' is not HOST:PORT",
        "run --simulate 2 --controller h:1 | stand-alone mode takes no controller",
        "run --controller 192.0.2.1:1 --plaintext | clear text is allowed to a controller on this host only",
    })
    void shouldSayInOneLineWhatIsWrongWithTheCommand(String arguments, String expected) {
        assertThat(run(arguments == null ? new String[0] : arguments.split(" "))).isEqualTo(ExitCode.USAGE);
        assertOneLine(expected);
    }

    @Test
    void shouldTakeSettingsFromTheEnvironment() {
        environment.put("CROSSLAYER_SIMULATE", "nine");
        assertThat(run("run")).isEqualTo(ExitCode.USAGE);
        assertOneLine("environment variable CROSSLAYER_SIMULATE: expected a whole number, found 'nine'");
        environment.put("CROSSLAYER_CONFIG", "/nowhere/agent.conf");
        assertThat(run("run")).isEqualTo(ExitCode.USAGE);
        assertOneLine("/nowhere/agent.conf is not there");
    }

    @Test
    void shouldHaveAFlagForEverySetting() {
        CommandLine line = AgentCommand.commandLine(new AgentCommand(kernel, environment::get));
        for (Setting setting : Setting.values()) {
            assertThat(line.getSubcommands().get("run").getCommandSpec().findOption(setting.flag()))
                .as(setting.flag()).isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "run", "list", "events", "open", "close", "backup"})
    void shouldHelp(String verb) {
        assertThat(verb.isEmpty() ? run("--help") : run(verb, "--help")).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).contains("Usage: crosslayer-agent " + verb);
    }

    @ParameterizedTest
    @CsvSource({"MPTCP,list", "NET_ADMIN,list", "MPTCP,events", "EVENTS,events", "COMMANDS,open 1",
        "NET_ADMIN,close 1 2", "MPTCP,backup 1 2",
        "USER_SPACE_PATH_MANAGER,run --simulate 2", "NET_ADMIN,run --simulate 2"})
    void shouldSayWhatTheKernelLacks(Requirement requirement, String arguments) {
        kernel.problems.add(new KernelSupport.Problem(requirement, "It lacks something: do this."));
        assertThat(run(arguments.split(" "))).isEqualTo(ExitCode.NOT_SUPPORTED);
        assertOneLine("It lacks something: do this.");
    }

    @Test
    void shouldListAsText() {
        connect();
        assertThat(run("list")).isZero();
        assertThat(out.toString()).isEqualTo("""
            3f2a9c01  client  10.0.1.2:40000 > 10.0.2.2:80  established  sent 5.0 MB  received 0 B
                id 0/0  10.0.1.2:40000 > 10.0.2.2:80  established  sent 1.0 kB  received 2.0 kB  rtt 1.500 ms  initial
                id 3/0  10.0.1.2:12000 > 10.0.2.2:80  established  sent 1.0 kB  received 2.0 kB  rtt 1.500 ms
            """);
    }

    @Test
    void shouldListAsJson() {
        connect();
        assertThat(run("list", "--json", "3f2a9c01")).isZero();
        JsonObject connection = JsonParser.parseString(out.toString()).getAsJsonObject().getAsJsonArray("connections")
            .get(0).getAsJsonObject();
        assertThat(connection.get("token").getAsString()).isEqualTo("3f2a9c01");
        assertThat(connection.get("server_side").getAsBoolean()).isFalse();
        JsonObject subflow = connection.getAsJsonArray("subflows").get(1).getAsJsonObject();
        assertThat(subflow.get("local_id").getAsInt()).isEqualTo(3);
        assertThat(subflow.get("local_port").getAsInt()).isEqualTo(12_000);
        assertThat(subflow.get("rtt_us").getAsInt()).isEqualTo(1500);
        assertThat(subflow.get("initial").getAsBoolean()).isFalse();
    }

    @Test
    void shouldSayThatThereIsNothing() {
        assertThat(run("list")).isZero();
        assertThat(out.toString()).isEqualTo("No MPTCP connections.\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"list abc", "open abc", "close abc 1", "backup abc 1"})
    void shouldSayThatATokenIsUnknown(String arguments) {
        assertThat(run(arguments.split(" "))).isEqualTo(ExitCode.NOT_FOUND);
        assertOneLine("No connection has token 00000abc (any more)");
    }

    @Test
    void shouldOpenFromTheFirstFreePortWithAnIdOfItsOwn() {
        connect();
        kernel.pathManager.portsInUse.add(13_000);
        kernel.events.add(new MptcpEvent.SubflowEstablished(Samples.TOKEN,
            Samples.details(Samples.tuple("10.0.1.2", 13_001, "10.0.2.2", 80), 190, 0)));
        assertThat(run("open", "3f2a9c01", "--source-port", "13000,13001", "--backup")).isZero();
        assertThat(out.toString()).isEqualTo("10.0.1.2:13001 > 10.0.2.2:80  id 190  established\n");
        assertThat(kernel.pathManager.created.get(0).backup()).isTrue();
    }

    @Test
    void shouldSayWhyASubflowDidNotComeUp() {
        connect();
        kernel.events.add(new MptcpEvent.SubflowClosed(Samples.TOKEN,
            Samples.details(Samples.tuple("10.0.1.2", 13_001, "10.0.2.2", 80), 191, Errno.ECONNREFUSED),
            Optional.of(new SubflowReset(3, 0))));
        assertThat(run("open", "3f2a9c01", "--source-port", "13001")).isEqualTo(ExitCode.FAILED);
        assertThat(out.toString()).contains("connection refused (ECONNREFUSED)", "administratively prohibited");
        kernel.pathManager.portsInUse.clear();
        assertThat(run("open", "3f2a9c01", "--source-port", "13001", "--json")).isEqualTo(ExitCode.FAILED);
        JsonObject json = JsonParser.parseString(out.toString()).getAsJsonObject();
        assertThat(json.get("state").getAsString()).isEqualTo("closed");
        assertThat(json.get("error").getAsString()).isEqualTo("ECONNREFUSED");
    }

    @Test
    void shouldSayWhyTheKernelRefused() {
        connect();
        kernel.pathManager.portsInUse.addAll(List.of(1, 2));
        assertThat(run("open", "3f2a9c01", "--source-port", "1,2")).isEqualTo(ExitCode.FAILED);
        assertOneLine("Source port 1, 2 is in use (EADDRINUSE): give another --source-port.");
        assertThat(run("open", "3f2a9c01", "--local", "fd00::1")).isEqualTo(ExitCode.FAILED);
        assertOneLine("A subflow has both ends of one address family: fd00::1 and 10.0.2.2 are not.");
        kernel.pathManager.refusal = new NetlinkException("open", Errno.ENOTCONN);
        assertThat(run("open", "3f2a9c01")).isEqualTo(ExitCode.FAILED);
        assertOneLine("Connection 3f2a9c01 is not fully established yet, or is closing (ENOTCONN)");
        kernel.pathManager.refusal = new NetlinkException("open", Errno.EINVAL, "invalid token", 3);
        assertThat(run("open", "3f2a9c01")).isEqualTo(ExitCode.NOT_FOUND);
        assertOneLine("Connection 3f2a9c01 has just been closed (EINVAL).");
        kernel.pathManager.refusal = new NetlinkException("open", Errno.EADDRNOTAVAIL);
        assertThat(run("open", "3f2a9c01")).isEqualTo(ExitCode.FAILED);
        assertOneLine("address not available on this host (EADDRNOTAVAIL)");
    }

    @Test
    void shouldCloseAndChangePriorityBySourcePort() {
        connect();
        assertThat(run("close", "3f2a9c01", "12000")).isZero();
        assertThat(run("backup", "3f2a9c01", "12000")).isZero();
        assertThat(run("backup", "3f2a9c01", "12000", "--off", "--json")).isZero();
        assertThat(JsonParser.parseString(out.toString()).getAsJsonObject().get("backup").getAsBoolean()).isFalse();
        assertThat(kernel.pathManager.others).containsExactly("close " + Samples.SECOND,
            "backup " + Samples.SECOND + " true", "backup " + Samples.SECOND + " false");
        assertThat(run("close", "3f2a9c01", "5")).isEqualTo(ExitCode.NOT_FOUND);
        assertOneLine("Connection 3f2a9c01 has no subflow from source port 5");
        kernel.pathManager.refusal = new NetlinkException("close subflow", Errno.ESRCH);
        assertThat(run("close", "3f2a9c01", "12000")).isEqualTo(ExitCode.FAILED);
        assertOneLine("close subflow: not found (ESRCH)");
    }

    @Test
    void shouldPrintEvents() {
        kernel.events.addAll(List.of(Samples.created(), Samples.established(),
            Samples.subflowEstablished(Samples.SECOND, 1), Samples.subflowClosed(Samples.SECOND, 1, 110),
            new MptcpEvent.Announced(Samples.TOKEN, 4, Samples.endpoint("fd00::1", 80)),
            new MptcpEvent.Removed(Samples.TOKEN, 4), new MptcpEvent.ListenerCreated(Samples.endpoint("10.0.0.1", 9)),
            new MptcpEvent.ListenerClosed(Samples.endpoint("10.0.0.1", 9)), new MptcpEvent.Unknown(99),
            new MptcpEvent.Closed(Samples.TOKEN)));
        assertThat(run("events", "--count", "10")).isZero();
        assertThat(out.toString().lines()).hasSize(10);
        assertThat(out.toString()).contains("established          3f2a9c01  10.0.1.2:40000 > 10.0.2.2:80  client")
            .contains("subflow_closed       3f2a9c01  10.0.1.2:12000 > 10.0.2.2:80  id 1/0  timed out (ETIMEDOUT)");
        assertThat(run("events", "--count", "10", "--json")).isZero();
        List<JsonObject> lines = out.toString().lines().map(line -> JsonParser.parseString(line).getAsJsonObject())
            .toList();
        assertThat(lines).extracting(line -> line.get("event").getAsString()).containsExactly("created",
            "established", "subflow_established", "subflow_closed", "announced", "removed", "listener_created",
            "listener_closed", "unknown", "closed");
        assertThat(lines.get(3).get("error").getAsString()).isEqualTo("ETIMEDOUT");
    }

    @Test
    void shouldSayWhyEventsEnded() {
        kernel.endOfEvents = "read from the kernel: socket is closed (EBADF)";
        assertThat(run("events")).isEqualTo(ExitCode.FAILED);
        assertOneLine("socket is closed (EBADF)");
    }

    @Test
    void shouldSayOfEachVerbWhatItDoesInOneSentence() {
        List<CommandLine> left = new ArrayList<>(List.of(AgentCommand.commandLine(new AgentCommand(kernel,
            environment::get))));
        while (!left.isEmpty()) {
            CommandLine command = left.remove(0);
            left.addAll(command.getSubcommands().values());
            if (!(command.getCommand() instanceof CommandLine.HelpCommand)) {
                // Lists of verbs show just this part.
                assertThat(command.getCommandSpec().usageMessage().description()[0])
                    .as(command.getCommandSpec().qualifiedName()).endsWith(".");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "doctor --probe 10.0.0.1 | --probe: '10.0.0.1' is not ADDRESS:PORT, such as 10.0.2.2:5001 or [fd00::2]:5001",
        "doctor --probe no-such-host.invalid:1 | --probe: the name in 'no-such-host.invalid:1' is not known",
    })
    void shouldSayBeforeAnyCheckThatTheDestinationOfProbesIsWrong(String arguments, String expected) {
        assertThat(run(arguments.split(" "))).isEqualTo(ExitCode.USAGE);
        assertOneLine(expected);
    }
}
