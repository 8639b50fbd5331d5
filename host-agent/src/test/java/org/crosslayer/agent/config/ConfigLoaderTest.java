// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.crosslayer.agent.controller.ControllerAddress;
import org.crosslayer.agent.subflows.SourcePorts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigLoaderTest {
    @TempDir
    private Path directory;

    private Optional<Path> file(String content) throws IOException {
        return Optional.of(Files.writeString(directory.resolve("agent.conf"), content));
    }

    private AgentConfig load(String content) throws IOException, ConfigException {
        return ConfigLoader.load(Map.of(), Map.of(), file(content));
    }

    @Test
    void shouldReadAFile() throws Exception {
        AgentConfig config = load("""
            # the lab
            controller = ["127.0.0.1:9494", "[::1]:9495"]
            agent-id = h1
            plaintext = true
            address = ["10.0.1.2", "fd00::2"]
            max-subflows = 8
            plan-log = /tmp/plans.json
            """);
        assertThat(config.controllers()).containsExactly(new ControllerAddress("127.0.0.1", 9494),
            new ControllerAddress("::1", 9495));
        assertThat(config.agentId()).isEqualTo("h1");
        assertThat(config.tls()).isEmpty();
        assertThat(config.addresses()).hasSize(2);
        assertThat(config.maxSubflows()).isEqualTo(8);
        assertThat(config.planLog()).contains(Path.of("/tmp/plans.json"));
        assertThat(config.logLevel()).isEqualTo("info");
    }

    private AgentConfig named(String host) throws IOException, ConfigException {
        Path name = Files.writeString(directory.resolve("hostname"), host);
        return ConfigLoader.load(new ConfigSources(Map.of(Setting.SIMULATE, "2"), Map.of(), Optional.empty()), name);
    }

    @Test
    void shouldTakeTheKernelsNameOfTheHost() throws Exception {
        assertThat(named("leaf1-host7.example\n").agentId()).isEqualTo("leaf1-host7.example");
        assertThatThrownBy(() -> named("(none)\n")).isInstanceOf(ConfigException.class).hasMessage("the name of this"
            + " host cannot be that of an agent: '(none)' is not 1 to 253 characters of A-Z a-z 0-9 . _ -:"
            + " give --agent-id ID");
        assertThatThrownBy(() -> ConfigLoader.load(new ConfigSources(Map.of(Setting.SIMULATE, "2"), Map.of(),
            Optional.empty()), directory.resolve("absent"))).isInstanceOf(ConfigException.class)
            .hasMessageContaining("cannot be read").hasMessageContaining("give --agent-id ID");
    }

    @Test
    void shouldPutFlagsBeforeEnvironmentBeforeFile() throws Exception {
        AgentConfig config = ConfigLoader.load(Map.of(Setting.AGENT_ID, "flag"),
            Map.of("CROSSLAYER_AGENT_ID", "env", "CROSSLAYER_MAX_SUBFLOWS", "9", "CROSSLAYER_ADDRESS",
                "10.0.0.1, 10.0.0.2"),
            file("agent-id = file, max-subflows = 7, max-connections = 5, simulate = 4, source-ports = \"1-9\""));
        assertThat(config.agentId()).isEqualTo("flag");
        assertThat(config.maxSubflows()).isEqualTo(9);
        assertThat(config.maxConnections()).isEqualTo(5);
        assertThat(config.addresses()).hasSize(2);
        assertThat(config.simulate()).isEqualTo(4);
        assertThat(config.sourcePorts()).isEqualTo(new SourcePorts(1, 9));
    }

    @Test
    void shouldAnswerMetricsToThisHostUnlessAnAddressIsGiven() throws Exception {
        assertThat(load("simulate = 2").metrics()).isEmpty();
        assertThat(load("simulate = 2, metrics = \"9495\"").metrics()).hasValueSatisfying(
            address -> assertThat(address.getAddress().isLoopbackAddress()).isTrue());
        assertThat(load("simulate = 2, metrics = \"10.0.1.2:9495\"").metrics())
            .contains(new InetSocketAddress("10.0.1.2", 9495));
        assertThat(load("simulate = 2, metrics = \"[fd00::1]:9495\"").metrics())
            .contains(new InetSocketAddress("fd00::1", 9495));
    }

    @Test
    void shouldNameTheHostByItselfWithoutAnId() throws Exception {
        assertThat(load("simulate = 2").agentId()).matches("[A-Za-z0-9._-]+");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "simulate = 2\\nsimulte = 3 | agent.conf:2: unknown key 'simulte'",
        "simulate = [2] | agent.conf:1: simulate: expected a whole number, found [2]",
        "simulate = many | agent.conf:1: simulate: expected a whole number, found 'many'",
        "simulate = 2.5 | agent.conf:1: simulate: expected a whole number, found 2.5",
        "simulate = 256 | agent.conf:1: simulate: 256 is not within 0 to 255",
        "simulate = 2\\nplaintext = 3 | agent.conf:2: plaintext: expected true or false, found 3",
        "controller = 7 | agent.conf:1: controller: expected a list of texts, found 7",
        "controller = [\"here\"] | agent.conf:1: controller: 'here' is not HOST:PORT",
        "controller = [\"h:0\"] | agent.conf:1: controller: 'h:0' is not HOST:PORT",
        "simulate = 2\\n{ | agent.conf:2: ",
        "simulate = ${nowhere} | agent.conf:1: ",
        "simulate = 2\\naddress = [\"localhost\"] | agent.conf:2: address: 'localhost' is not an IPv4 or IPv6 address",
        "simulate = 2\\naddress = [\"127.0.0.1\"] | agent.conf:2: address: 127.0.0.1 is loopback",
        "simulate = 2\\nagent-id = \"a b\" | agent.conf:2: agent-id: 'a b' is not",
        "simulate = 2\\nlog-level = loud | agent.conf:2: log-level: 'loud' is not error",
        "simulate = 2\\nsource-ports = \"9-1\" | agent.conf:2: source-ports: source ports 9-1 are not",
        "simulate = 2\\nmetrics = \"70000\" | agent.conf:2: metrics: '70000' is not PORT, ADDRESS:PORT or",
        "simulate = 2\\nmetrics = \"localhost:1\" | agent.conf:2: metrics: 'localhost:1' is not PORT, ADDRESS:PORT or",
        "simulate = 2\\nmetrics = \"::1:1\" | agent.conf:2: metrics: '::1:1' is not PORT, ADDRESS:PORT or",
        "simulate = 2, controller = [\"h:1\"] | stand-alone mode takes no controller",
        "agent-id = x | nothing to do: give --controller",
        "controller = [\"h:1\"] | mutual TLS: --tls-trust FILE is missing",
        "controller = [\"h:1\"], tls-trust = a, tls-key = b | mutual TLS: --tls-certificate FILE is missing",
        "controller = [\"192.0.2.1:1\"], plaintext = true | clear text is allowed to a controller on this host only",
        "controller = [\"127.0.0.1:1\"], plaintext = true, tls-key = b | clear text and TLS files exclude each other",
    })
    void shouldSayInOneLineWhatIsWrongAndWhere(String content, String expected) {
        assertThatThrownBy(() -> load(content.replace("\\n", "\n"))).isInstanceOf(ConfigException.class)
            .hasMessageContaining(expected).message().doesNotContain("\n");
    }

    @Test
    void shouldNameTheFlagOrVariable() {
        assertThatThrownBy(() -> ConfigLoader.load(Map.of(Setting.SIMULATE, "x"), Map.of(), Optional.empty()))
            .hasMessage("--simulate: expected a whole number, found 'x'");
        assertThatThrownBy(() -> ConfigLoader.load(Map.of(), Map.of("CROSSLAYER_CONTROLLER", "a:1,b"),
            Optional.empty())).hasMessageStartingWith("environment variable CROSSLAYER_CONTROLLER: 'b' is not");
        assertThatThrownBy(() -> ConfigLoader.load(Map.of(), Map.of(), Optional.of(directory.resolve("none"))))
            .hasMessageContaining("none is not there");
    }

    @Test
    void shouldTakeTlsFiles() throws Exception {
        AgentConfig config = ConfigLoader.load(Map.of(Setting.CONTROLLER, List.of("onos:9494")), Map.of(),
            file("tls-trust = ca.pem, tls-certificate = a.pem, tls-key = a.key"));
        assertThat(config.tls().orElseThrow().key()).isEqualTo(Path.of("a.key"));
    }

    @Test
    void shouldAcceptTheFileOfTheDistribution() throws Exception {
        assertThat(ConfigLoader.load(Map.of(Setting.SIMULATE, "3"), Map.of(),
            Optional.of(Path.of("src/main/dist/etc/crosslayer-agent.conf"))).simulate()).isEqualTo(3);
    }

    @Test
    void shouldShowEverySettingInTheFileOfTheDistribution() throws Exception {
        String content = Files.readString(Path.of("src/main/dist/etc/crosslayer-agent.conf"));
        for (Setting setting : Setting.values()) {
            assertThat(content).containsPattern("(?m)^#" + setting.key() + " = ");
        }
    }
}
