// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.it;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.crosslayer.mptcp.MptcpConnectionService;
import org.crosslayer.mptcp.agents.TestCertificate;
import org.onlab.packet.IpAddress;
import org.onosproject.cfg.ComponentConfigService;

/** The application's endpoint for agents, opened for one test; every agent has the same certificate. */
final class AgentEndpoint implements AutoCloseable {
    private static final String SERVER = "org.crosslayer.mptcp.agents.AgentServer";

    private static final String AGENTS = "org.crosslayer.mptcp.agents.AgentManager";
    private static final String GRACE = "detachGraceSeconds";

    private final OnosCore.Running onos;
    private final ComponentConfigService components;
    private final TestCertificate host;
    private final TestCertificate node;
    private final int port;
    private final Map<String, String> properties;

    AgentEndpoint(OnosCore.Running onos, Path directory, IpAddress... hosts) throws Exception {
        this.onos = onos;
        components = onos.service(ComponentConfigService.class);
        node = TestCertificate.make(directory, "localhost");
        host = TestCertificate.make(directory, PlayedAgent.ID,
                Stream.of(hosts).map(IpAddress::toString).collect(Collectors.joining(",IP:")));
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        properties = Map.of("listenAddress", "127.0.0.1", "port", String.valueOf(port),
                "tlsCertificate", node.certificate().toString(), "tlsKey", node.key().toString(),
                "tlsTrust", host.certificate().toString());
        await().atMost(OnosCore.DEADLINE).until(() -> components.getComponentNames().contains(SERVER));
        properties.forEach((name, value) -> components.setProperty(SERVER, name, value));
        // Agents of one test are forgotten before the next one begins.
        components.setProperty(AGENTS, GRACE, "0");
        await().atMost(OnosCore.DEADLINE).until(this::answers);
    }

    /** An agent that is not attached yet. */
    PlayedAgent agent(String id, IpAddress address) throws Exception {
        return new PlayedAgent(id, port, host, node, address);
    }

    /** Whether anybody could listen at the endpoint's port now, because nobody does. */
    boolean free() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    void awaitOpen() {
        await().atMost(OnosCore.DEADLINE).until(this::answers);
    }

    private boolean answers() {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        await().atMost(OnosCore.DEADLINE).until(() ->
                onos.service(MptcpConnectionService.class).connections().isEmpty());
        components.unsetProperty(AGENTS, GRACE);
        properties.keySet().forEach(name -> components.unsetProperty(SERVER, name));
    }
}
