// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.crosslayer.control.v1.Command;
import org.crosslayer.control.v1.ControllerMessage;
import org.crosslayer.control.v1.SendingLimit;
import org.crosslayer.control.v1.SubflowPlan;
import org.crosslayer.ecmp.Address;
import org.crosslayer.ecmp.FiveTuple;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.PathTracer;
import org.crosslayer.mptcp.AgentId;
import org.crosslayer.mptcp.ConnectionKey;
import org.crosslayer.mptcp.ConnectionStatistics;
import org.crosslayer.mptcp.ConnectionToken;
import org.crosslayer.mptcp.FabricService;
import org.crosslayer.mptcp.MptcpConnectionService;
import org.crosslayer.mptcp.config.ConfigFixtures;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.onlab.packet.IpAddress;

/** Links that go and load that shifts, through a real ONOS, to what the agents are told. */
@ExtendWith(OnosCore.class)
class ReplanIT {
    private static final IpAddress ONE = IpAddress.valueOf("10.0.1.2");
    private static final IpAddress ONES_SERVER = IpAddress.valueOf("10.0.2.2");
    private static final IpAddress OTHER = IpAddress.valueOf("10.0.3.2");
    private static final IpAddress OTHERS_SERVER = IpAddress.valueOf("10.0.4.2");
    private static final int SERVER_PORT = 80;

    @TempDir
    private Path directory;

    private AgentEndpoint endpoint;
    private NetworkConfig config;

    @BeforeEach
    void describeNetwork(OnosCore.Running onos) throws Exception {
        endpoint = new AgentEndpoint(onos, directory, ONE, OTHER);
        config = new NetworkConfig(onos);
        config.apply("routedFabric", NetworkConfig.threePaths());
        await().atMost(OnosCore.DEADLINE).until(() -> outbound(onos, ONE, 40_000, ONES_SERVER) != null
            && onos.service(FabricService.class).fabric().linkCount() == 14);
    }

    @AfterEach
    void forgetNetwork() {
        endpoint.close();
        config.remove();
    }

    @Test
    void subflowThatALinksEndHasPutOntoAnothersPathIsReplaced(OnosCore.Running onos) throws Exception {
        config.apply("policy", ConfigFixtures.json("{'maxSubflows': 2}"));
        await().atMost(OnosCore.DEADLINE).until(() -> onos.service(FabricService.class).policy().maxSubflows() == 2);
        try (PlayedAgent agent = endpoint.agent("one", ONE)) {
            agent.attach();
            List<SubflowPlan> plans = new ArrayList<>();
            for (int token = 1; token <= 12; token++) {
                agent.reportEstablished(token, 40_000 + token, ONES_SERVER, SERVER_PORT);
                plans.add(nextPlan(agent));
                agent.open(plans.get(token - 1));
                agent.establish(plans.get(token - 1), ONES_SERVER, SERVER_PORT);
            }
            await().atMost(OnosCore.DEADLINE).until(() -> onos.service(MptcpConnectionService.class).connections()
                .stream().allMatch(connection -> connection.subflows().size() == 2));

            JsonNode without = NetworkConfig.threePaths();
            ((ArrayNode) without.get("links")).remove(2);
            config.apply("routedFabric", without);

            SubflowPlan replacement = nextPlan(agent);
            SubflowPlan first = plans.get(replacement.getToken() - 1);
            assertThat(replacement.getPathsCount()).isEqualTo(1);
            assertThat(replacement.getPaths(0).getOutboundPath()).doesNotContain("r1/3");
            agent.open(replacement);
            assertThat(commandsAmong(agent)).as("before the new subflow is established").isEmpty();
            agent.establish(replacement, ONES_SERVER, SERVER_PORT);
            Command close = nextCommand(agent, replacement.getToken());
            assertThat(close.getClose().getTuple().getLocalPort())
                .isEqualTo(first.getPaths(0).getCandidateSourcePorts(0));
            agent.obey(close);
        }
    }

    @Test
    void connectionThatWakesUpIsGivenRoom(OnosCore.Running onos) throws Exception {
        config.apply("policy", ConfigFixtures.json("{'maxSubflows': 3, 'demoteInitial': true, "
            + "'dataDirection': 'outbound', 'telemetryIntervalMillis': 100}"));
        await().atMost(OnosCore.DEADLINE).until(() -> onos.service(FabricService.class).policy().demoteInitial());
        try (PlayedAgent one = endpoint.agent("sleeper", ONE); PlayedAgent other = endpoint.agent("busy", OTHER)) {
            one.attach();
            other.attach();
            int ones = port(onos, ONE, ONES_SERVER);
            one.reportEstablished(1, ones, ONES_SERVER, SERVER_PORT);
            measure(onos, one, "sleeper", ones, ONES_SERVER, SendingLimit.SENDING_LIMIT_IDLE, 0);
            int others = port(onos, OTHER, OTHERS_SERVER);
            other.reportEstablished(1, others, OTHERS_SERVER, SERVER_PORT);
            measure(onos, other, "busy", others, OTHERS_SERVER, SendingLimit.SENDING_LIMIT_NETWORK, 2_000_000);
            assertThat(one.poll(0)).as("there is room beside an idle connection").isNull();
            assertThat(other.poll(0)).as("there is room beside an idle connection").isNull();

            measure(onos, one, "sleeper", ones, ONES_SERVER, SendingLimit.SENDING_LIMIT_NETWORK, 1_000_000);

            PlayedAgent[] moved = new PlayedAgent[1];
            ControllerMessage[] message = new ControllerMessage[1];
            await().atMost(OnosCore.DEADLINE).until(() -> {
                moved[0] = (message[0] = one.poll(0)) != null ? one : other;
                return message[0] != null || (message[0] = other.poll(0)) != null;
            });
            SubflowPlan plan = message[0].getPlan();
            assertThat(plan.getPathsCount()).isEqualTo(1);
            assertThat(plan.getPaths(0).getOutboundPath()).doesNotStartWith("r1/1>");
            moved[0].open(plan);
            assertThat(commandsAmong(moved[0])).as("make before break").isEmpty();
            moved[0].establish(plan, moved[0] == one ? ONES_SERVER : OTHERS_SERVER, SERVER_PORT);
        }
    }

    /** Three readings a second apart, of the agent's clock; the last is in force when this returns. */
    private static void measure(OnosCore.Running onos, PlayedAgent agent, String id, int port, IpAddress server,
                                SendingLimit limit, long bytesPerSecond) {
        MptcpConnectionService service = onos.service(MptcpConnectionService.class);
        ConnectionKey key = ConnectionKey.connectionKey(AgentId.agentId(id), ConnectionToken.token(1));
        int before = service.statistics(key).map(ConnectionStatistics::readings).orElse(0);
        for (int i = 1; i <= 3; i++) {
            int reading = before + i;
            agent.measure(TimeUnit.SECONDS.toNanos(reading), 1, agent.tuple(port, server, SERVER_PORT),
                reading * bytesPerSecond, limit);
            await().atMost(OnosCore.DEADLINE).until(() -> service.statistics(key)
                .map(ConnectionStatistics::readings).orElse(0) == reading);
        }
    }

    private static SubflowPlan nextPlan(PlayedAgent agent) throws InterruptedException {
        ControllerMessage message = agent.next();
        while (!message.hasPlan()) {
            message = agent.next();
        }
        return message.getPlan();
    }

    private static Command nextCommand(PlayedAgent agent, int token) throws InterruptedException {
        while (true) {
            ControllerMessage message = agent.next();
            for (Command command : message.getCommands().getCommandsList()) {
                if (command.getToken() == token) {
                    return command;
                }
            }
        }
    }

    private static List<Command> commandsAmong(PlayedAgent agent) throws InterruptedException {
        List<Command> commands = new ArrayList<>();
        for (ControllerMessage message = agent.poll(50); message != null; message = agent.poll(0)) {
            commands.addAll(message.getCommands().getCommandsList());
        }
        return commands;
    }

    /** A source port that leads over the first link. */
    private static int port(OnosCore.Running onos, IpAddress from, IpAddress to) {
        return IntStream.range(41_000, 42_000).filter(port -> "r1/1".equals(outbound(onos, from, port, to)))
            .findFirst().orElseThrow();
    }

    /** The link that a flow takes first, or null if that is not known. */
    private static String outbound(OnosCore.Running onos, IpAddress from, int port, IpAddress to) {
        Fabric fabric = onos.service(FabricService.class).fabric();
        String label = new PathTracer(fabric).trace(FiveTuple.tcp(Address.parse(from.toString()), port,
            Address.parse(to.toString()), SERVER_PORT)).label();
        return label.isEmpty() ? null : label.split(">")[0];
    }
}
