// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.crosslayer.agent.mptcp.NetworkNamespace;
import org.crosslayer.agent.mptcp.Peer;
import org.crosslayer.agent.mptcp.Root;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** First-subflow steering by the distribution, as users run it, on the running kernel. */
class SteeringAgentIT {
    private static final String POOL = "10.9.0.2 mptcp tcp source-ports 20000-20009";

    private NetworkNamespace here;
    private NetworkNamespace there;
    private Peer client;
    private Peer server;
    private Path directory;

    @BeforeEach
    void open() throws Exception {
        Root.require();
        directory = Files.createTempDirectory("crosslayer-bpf");
        run("mount", "-t", "bpf", "bpf", directory.toString());
        NetworkNamespace[] pair = NetworkNamespace.pair();
        here = pair[0];
        there = pair[1];
        here.sysctl("net.ipv4.ip_local_port_range=50000 59999");
        client = new Peer(here);
        server = new Peer(there);
    }

    @AfterEach
    void close() throws Exception {
        if (here != null) {
            verb("off");
            client.close();
            server.close();
            here.close();
            there.close();
            run("umount", directory.toString());
            Files.delete(directory);
        }
    }

    private static void run(String... command) throws Exception {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).as(String.join(" ", command)).isZero();
    }

    private AgentProcess.Result verb(String name, String... arguments) throws Exception {
        return verb(List.of(), name, arguments);
    }

    private AgentProcess.Result verb(List<String> prefix, String name, String... arguments) throws Exception {
        String[] all = new String[arguments.length + 4];
        all[0] = "steering";
        all[1] = name;
        all[2] = "--steering-directory";
        all[3] = directory.toString();
        System.arraycopy(arguments, 0, all, 4, arguments.length);
        return AgentProcess.verb(here, prefix, all);
    }

    private AgentProcess agent(String... arguments) throws Exception {
        String[] all = new String[arguments.length + 4];
        all[0] = "--simulate";
        all[1] = "1";
        all[2] = "--steering-directory";
        all[3] = directory.toString();
        System.arraycopy(arguments, 0, all, 4, arguments.length);
        return AgentProcess.run(here, all);
    }

    private int sourcePort() {
        return client.connect("10.9.0.2", server.listen("10.9.0.2", 0)).port();
    }

    @Test
    void shouldSteerByHandWithoutAnAgent() throws Exception {
        AgentProcess.Result set = verb("set", "10.9.0.0/24", "--source-ports", "20000-20009", "--lifetime", "3600");
        assertThat(set.exitCode()).as(set.err()).isZero();
        assertThat(set.out()).matches(
            "manual        1     10.9.0.0/24  mptcp  source ports 20000-20009  expires in 3[56]\\d\\d s\n");
        assertThat(sourcePort()).isEqualTo(20_000);
        JsonObject stats = JsonParser.parseString(verb("stats", "--json").out()).getAsJsonObject();
        assertThat(stats.getAsJsonObject("totals").get("steered").getAsInt()).isEqualTo(1);
        assertThat(verb("remove", "1").exitCode()).isZero();
        assertThat(verb("list").out()).isEqualTo("No pools.\n");
        assertThat(sourcePort()).isGreaterThanOrEqualTo(50_000);
    }

    @Test
    void shouldGoOnWhileTheAgentIsDownAndBeTakenOver() throws Exception {
        try (AgentProcess first = agent("--source-port-pool", POOL)) {
            first.awaitLog("steering first subflows by 1 configured pools");
            assertThat(sourcePort()).isEqualTo(20_000);
            first.kill();
        }
        assertThat(sourcePort()).as("without an agent").isEqualTo(20_001);
        try (AgentProcess second = agent("--source-port-pool", POOL)) {
            second.awaitLog("steering first subflows by 1 configured pools");
            assertThat(sourcePort()).as("place and counters are kept").isEqualTo(20_002);
            assertThat(verb("stats").out()).contains("configuration 1     10.9.0.2/32  steered 3");
            assertThat(second.terminate()).isZero();
        }
        try (AgentProcess third = agent()) {
            third.awaitLog("following");
            assertThat(verb("list").out()).as("a configuration without pools").isEqualTo("No pools.\n");
        }
    }

    @Test
    void shouldSayInOneLineWhatIsMissing() throws Exception {
        AgentProcess.Result result = verb(List.of("setpriv", "--bounding-set", "-sys_admin,-bpf", "--inh-caps",
            "-sys_admin,-bpf"), "set", "10.9.0.0/24", "--source-ports", "20000");
        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err()).hasLineCount(1).contains("CAP_BPF, CAP_PERFMON and CAP_NET_ADMIN are needed");
        try (AgentProcess agent = AgentProcess.run(here, "--simulate", "1", "--source-port-pool", POOL,
                "--steering-directory", "/nowhere")) {
            agent.awaitLog("/nowhere is no directory of a BPF file system");
            assertThat(sourcePort()).as("the agent runs, the kernel chooses").isGreaterThanOrEqualTo(50_000);
        }
    }
}
