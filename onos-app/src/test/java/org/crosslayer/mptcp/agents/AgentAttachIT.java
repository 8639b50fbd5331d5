// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import org.crosslayer.mptcp.AgentId;
import org.crosslayer.mptcp.AgentService;
import org.crosslayer.mptcp.MptcpConnectionService;
import org.crosslayer.mptcp.it.OnosCore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.onosproject.cfg.ComponentConfigService;

/** The endpoint inside the bundle, where gRPC, its natives and its threads are the bundle's own. */
@ExtendWith(OnosCore.class)
class AgentAttachIT {
    private static final String COMPONENT = "org.crosslayer.mptcp.agents.AgentServer";

    private ComponentConfigService config;

    @AfterEach
    void resetProperties() {
        for (String name : List.of("plaintext", "listenAddress", "port", "tlsCertificate", "tlsKey", "tlsTrust")) {
            config.unsetProperty(COMPONENT, name);
        }
    }

    @Test
    void shouldServeAgentsInClearTextOnLoopback(OnosCore.Running onos) throws Exception {
        int port = freePort();
        set(onos, "listenAddress", "127.0.0.1");
        set(onos, "port", String.valueOf(port));
        set(onos, "plaintext", "true");
        awaitListening(port);

        try (TestAgent agent = TestAgent.plaintext(port, "client")) {
            agent.attach(TestAgent.connection(1, 40001).setServerSide(true));
            await().atMost(OnosCore.DEADLINE).until(() -> onos.service(AgentService.class)
                .agent(AgentId.agentId("client")).isPresent());
            await().atMost(OnosCore.DEADLINE).until(() -> onos.service(MptcpConnectionService.class)
                .connections(AgentId.agentId("client")).size() == 1);

            set(onos, "port", String.valueOf(freePort()));

            assertThat(agent.end().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        }
    }

    @Test
    void shouldServeAgentsByMutualTls(OnosCore.Running onos, @TempDir Path folder) throws Exception {
        TestCertificate node = TestCertificate.make(folder, "localhost");
        TestCertificate host = TestCertificate.make(folder, "client");
        int port = freePort();
        set(onos, "port", String.valueOf(port));
        set(onos, "tlsCertificate", node.certificate().getPath());
        set(onos, "tlsKey", node.key().getPath());
        set(onos, "tlsTrust", host.certificate().getPath());
        awaitListening(port);

        ManagedChannel channel = NettyChannelBuilder.forAddress("localhost", port).sslContext(
            GrpcSslContexts.forClient().trustManager(node.certificate())
                .keyManager(host.certificate(), host.key()).protocols("TLSv1.3").build()).build();
        try (TestAgent agent = new TestAgent(channel, "client")) {
            agent.attach();
            await().atMost(OnosCore.DEADLINE).until(() -> onos.service(AgentService.class)
                .agent(AgentId.agentId("client")).isPresent());
        }
    }

    private void set(OnosCore.Running onos, String name, String value) {
        config = onos.service(ComponentConfigService.class);
        config.setProperty(COMPONENT, name, value);
    }

    private static void awaitListening(int port) {
        await().atMost(OnosCore.DEADLINE).ignoreExceptions().until(() -> {
            try (Socket socket = new Socket("127.0.0.1", port)) {
                return socket.isConnected();
            }
        });
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }
}
