// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Dictionary;
import java.util.Hashtable;
import javax.net.ssl.SSLException;
import org.crosslayer.control.v1.AgentMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onosproject.cfg.ComponentConfigAdapter;
import org.osgi.service.component.ComponentContext;

class AgentServerTest {
    private static TestCertificate node;
    private static TestCertificate host;
    private static TestCertificate neighbour;
    private static TestCertificate stranger;

    private final Dictionary<String, Object> properties = new Hashtable<>();
    private final AgentServer server = new AgentServer();
    private TestController controller;

    @BeforeAll
    static void makeCertificates(@TempDir Path folder) throws Exception {
        node = TestCertificate.make(folder, "localhost");
        host = TestCertificate.make(folder, "client");
        neighbour = TestCertificate.make(folder, "neighbour", "10.0.3.2");
        stranger = TestCertificate.make(folder, "stranger");
    }

    @BeforeEach
    void start() throws Exception {
        controller = new TestController();
        server.agents = controller.agents;
        server.configService = new ComponentConfigAdapter();
        properties.put("port", 0);
    }

    @AfterEach
    void stop() {
        server.deactivate();
        controller.close();
    }

    @Test
    void shouldStayClosedUntilItIsToldHowToListen() throws Exception {
        server.activate(context());
        assertThat(server.boundPort()).isEqualTo(-1);

        plaintext();
        server.modified(context());

        attach(server.boundPort());
    }

    @Test
    void shouldNotRestartWithoutAChange() throws Exception {
        plaintext();
        server.activate(context());
        int before = server.boundPort();

        server.modified(context());

        assertThat(server.boundPort()).isEqualTo(before);
    }

    @Test
    void shouldKeepItsStateWhenAPropertyIsWrong() throws Exception {
        plaintext();
        server.activate(context());
        int before = server.boundPort();
        try (TestAgent agent = TestAgent.plaintext(before, "client").attach()) {
            properties.put("port", "many");
            server.modified(context());
            properties.put("port", 0);
            properties.put("listenAddress", "0.0.0.0");
            server.modified(context());

            assertThat(server.boundPort()).isEqualTo(before);
            assertThat(agent.ended()).isFalse();
        }
    }

    @Test
    void shouldGoBackWhenTheNewPortIsTaken() throws Exception {
        plaintext();
        server.activate(context());
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            properties.put("port", taken.getLocalPort());
            server.modified(context());

            assertThat(server.boundPort()).isNotIn(-1, taken.getLocalPort());
            attach(server.boundPort());
        }
    }

    @Test
    void shouldTellAgentsThatItMoves() throws Exception {
        plaintext();
        server.activate(context());
        try (TestAgent agent = TestAgent.plaintext(server.boundPort(), "client").attach()) {
            await().until(() -> controller.attached("client"));
            properties.put("listenAddress", "127.0.0.2");
            server.modified(context());

            assertThat(agent.end().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        }
    }

    @Test
    void shouldLeaveNoThreadBehind() throws Exception {
        plaintext();
        server.activate(context());
        attach(server.boundPort());
        int own = endpointThreads();
        assertThat(own).isPositive();

        server.deactivate();
        controller.close();

        await().until(() -> endpointThreads() == 0);
    }

    @Test
    void shouldTalkMutualTls() throws Exception {
        tls(node.certificate(), node.key(), host.certificate());
        server.activate(context());

        try (TestAgent agent = new TestAgent(tlsChannel(host, "TLSv1.3"), "client")) {
            agent.attach();
            await().until(() -> controller.attached("client"));
        }
    }

    @Test
    void shouldShowANewCertificateWithoutARestart(@TempDir Path folder) throws Exception {
        Path certificate = Files.copy(node.certificate().toPath(), folder.resolve("node.crt"));
        Path key = Files.copy(node.key().toPath(), folder.resolve("node.key"));
        TestCertificate renewed = TestCertificate.make(folder, "localhost");
        tls(certificate.toFile(), key.toFile(), host.certificate());
        server.activate(context());
        try (TestAgent agent = new TestAgent(tlsChannel(host, "TLSv1.3"), "client").attach()) {
            await().until(() -> controller.attached("client"));
            // In between the key is not that of the certificate: what was read before counts.
            Files.copy(renewed.key().toPath(), key, StandardCopyOption.REPLACE_EXISTING);
            try (TestAgent meanwhile = new TestAgent(tlsChannel(host, "TLSv1.3"), "meanwhile").attach()) {
                await().until(() -> controller.attached("meanwhile"));
            }
            Files.copy(renewed.certificate().toPath(), certificate, StandardCopyOption.REPLACE_EXISTING);
            await().untilAsserted(() -> {
                try (TestAgent later = new TestAgent(tlsChannel(host, "TLSv1.3", renewed), "later").attach()) {
                    await().atMost(Duration.ofSeconds(2)).until(() -> controller.attached("later"));
                }
            });
            assertThat(agent.ended()).isFalse();
        }
    }

    @Test
    void shouldLetAnAgentSpeakOnlyForTheAddressesOfItsCertificate() throws Exception {
        tls(node.certificate(), node.key(), both());
        server.activate(context());

        try (TestAgent agent = new TestAgent(tlsChannel(neighbour, "TLSv1.3"), "neighbour")) {
            agent.send(AgentMessage.newBuilder().setHello(agent.hello()));
            assertThat(agent.end().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
            assertThat(agent.end().getDescription()).startsWith("hello.addresses[0]: 10.0.1.2 is not among");
        }
        try (TestAgent agent = new TestAgent(tlsChannel(neighbour, "TLSv1.3"), "neighbour")) {
            agent.send(AgentMessage.newBuilder().setHello(agent.hello().clearAddresses()));
            agent.snapshot(false, TestAgent.connection(1, 40001));
            agent.established(TestAgent.connection(2, 40002));
            agent.halfClose();
            assertThat(agent.end().getCode()).isEqualTo(Status.Code.OK);
            assertThat(controller.connections.connections()).isEmpty();
        }
    }

    @Test
    void shouldNotLetOneAgentTakeTheNameOfAnother() throws Exception {
        tls(node.certificate(), node.key(), both());
        server.activate(context());

        try (TestAgent agent = new TestAgent(tlsChannel(host, "TLSv1.3"), "client").attach();
                TestAgent thief = new TestAgent(tlsChannel(neighbour, "TLSv1.3"), "client")) {
            await().until(() -> controller.attached("client"));
            thief.send(AgentMessage.newBuilder().setHello(thief.hello().clearAddresses()));
            assertThat(thief.end().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
            assertThat(thief.end().getDescription()).startsWith("hello.agent_id: client is attached from 127.0.0.1:");
            assertThat(agent.ended()).isFalse();
            try (TestAgent again = new TestAgent(tlsChannel(host, "TLSv1.3"), "client").attach()) {
                assertThat(agent.end().getCode()).isEqualTo(Status.Code.ABORTED);
                assertThat(again.ended()).isFalse();
            }
        }
    }

    @Test
    void shouldRefuseStrangersOldTlsAndClearText() throws Exception {
        tls(node.certificate(), node.key(), host.certificate());
        server.activate(context());

        expectUnavailable(tlsChannel(stranger, "TLSv1.3"));
        expectUnavailable(tlsChannel(null, "TLSv1.3"));
        expectUnavailable(tlsChannel(host, "TLSv1.2"));
        expectUnavailable(NettyChannelBuilder.forAddress("127.0.0.1", server.boundPort()).usePlaintext().build());
        assertThat(controller.attached("client")).isFalse();
    }

    @Test
    void shouldKeepItsStateWhenATlsFileIsNoPem(@TempDir Path folder) throws Exception {
        plaintext();
        server.activate(context());
        int before = server.boundPort();
        Path noPem = Files.writeString(folder.resolve("no.pem"), "no PEM");

        properties.remove("plaintext");
        tls(noPem.toFile(), node.key(), host.certificate());
        server.modified(context());

        assertThat(server.boundPort()).isEqualTo(before);
    }

    private static File both() throws IOException {
        return Files.writeString(node.certificate().toPath().resolveSibling("both.crt"),
            Files.readString(host.certificate().toPath()) + Files.readString(neighbour.certificate().toPath()))
            .toFile();
    }

    private void expectUnavailable(ManagedChannel channel) throws Exception {
        try (TestAgent agent = new TestAgent(channel, "client")) {
            agent.halfClose();
            assertThat(agent.end().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        }
    }

    private ManagedChannel tlsChannel(TestCertificate identity, String version) throws SSLException {
        return tlsChannel(identity, version, node);
    }

    private ManagedChannel tlsChannel(TestCertificate identity, String version, TestCertificate trusted)
            throws SSLException {
        SslContextBuilder ssl = GrpcSslContexts.forClient().trustManager(trusted.certificate()).protocols(version);
        if (identity != null) {
            ssl.keyManager(identity.certificate(), identity.key());
        }
        return NettyChannelBuilder.forAddress("localhost", server.boundPort()).sslContext(ssl.build()).build();
    }

    private void attach(int port) throws Exception {
        try (TestAgent agent = TestAgent.plaintext(port, "client")) {
            agent.attach();
        }
    }

    private static int endpointThreads() {
        return (int) Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().startsWith("crosslayer-grpc")).count();
    }

    private void plaintext() {
        properties.put("listenAddress", "127.0.0.1");
        properties.put("plaintext", true);
    }

    private void tls(File certificate, File key, File trust) {
        properties.put("listenAddress", "127.0.0.1");
        properties.put("tlsCertificate", certificate.getPath());
        properties.put("tlsKey", key.getPath());
        properties.put("tlsTrust", trust.getPath());
    }

    private ComponentContext context() {
        return (ComponentContext) Proxy.newProxyInstance(getClass().getClassLoader(),
            new Class<?>[] {ComponentContext.class},
            (proxy, method, arguments) -> method.getName().equals("getProperties") ? properties : null);
    }
}
