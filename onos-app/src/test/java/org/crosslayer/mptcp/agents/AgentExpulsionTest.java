// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.crosslayer.mptcp.agents.TestAgent.connection;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import org.crosslayer.mptcp.AgentId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Agents that are attached while their certificates cease to count; real TLS 1.3. */
class AgentExpulsionTest {
    @TempDir
    private static Path folder;
    private static TestCertificate node;
    private static TestCertificate host;
    private static TestCertificate other;
    private static Path trust;

    private TestController controller;
    private TestAgent agent;
    private TestAgent bystander;

    @BeforeAll
    static void makeCertificates() throws Exception {
        node = TestCertificate.make(folder, "localhost");
        host = TestCertificate.make(folder, "client");
        other = TestCertificate.make(folder, "bystander");
        trust = folder.resolve("trust.pem");
    }

    @BeforeEach
    void attach() throws Exception {
        trust(text(host), text(other));
        controller = new TestController(EndpointSettings.of("127.0.0.1", 0, node.certificate().getPath(),
            node.key().getPath(), trust.toString(), false));
        agent = new TestAgent(channel(host), "client").attach(connection(7, 40_000));
        bystander = new TestAgent(channel(other), "bystander").attach();
        await().until(() -> controller.attached("client") && controller.attached("bystander"));
        controller.agents.expel(controller.tls, new Date());
        assertThat(agent.ended() || bystander.ended()).isFalse();
    }

    @AfterEach
    void close() {
        agent.close();
        bystander.close();
        controller.close();
    }

    private static String text(TestCertificate certificate) throws Exception {
        return Files.readString(certificate.certificate().toPath());
    }

    private static void trust(String... parts) throws Exception {
        Files.writeString(trust, String.join("", parts));
    }

    private ManagedChannel channel(TestCertificate identity) throws Exception {
        return NettyChannelBuilder.forAddress("localhost", controller.port()).sslContext(GrpcSslContexts.forClient()
            .trustManager(node.certificate()).keyManager(identity.certificate(), identity.key()).build()).build();
    }

    private void assertExpelled(String why) throws Exception {
        assertThat(agent.end().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
        assertThat(agent.end().getDescription()).startsWith(why);
        assertThat(controller.attached("client")).isFalse();
        assertThat(controller.connections.connections(AgentId.agentId("client"))).as("kept for its return").hasSize(1);
    }

    @Test
    void shouldEndTheSessionOfAnAgentWhoseCertificateIsRevoked() throws Exception {
        trust(text(host), host.revocation(), text(other));

        controller.agents.expel(controller.tls, new Date());

        assertExpelled("the certificate of CN=client was revoked (serial ");
        assertThat(bystander.ended()).isFalse();
        try (TestAgent again = new TestAgent(channel(host), "client")) {
            again.halfClose();
            assertThat(again.end().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        }
    }

    @Test
    void shouldEndTheSessionOfAnAgentWhoseAuthorityIsTakenOut() throws Exception {
        trust(text(other));

        controller.agents.expel(controller.tls, new Date());

        assertExpelled("the certificate of CN=client is not trusted any more: CN=client is not among the authorities");
        assertThat(bystander.ended()).isFalse();
        controller.agents.expel(controller.tls, new Date());
        assertThat(bystander.ended()).isFalse();
    }

    @Test
    void shouldEndTheSessionOfAnAgentWhoseCertificateExpires() throws Exception {
        controller.agents.expel(controller.tls, Date.from(Instant.now().plus(3, ChronoUnit.DAYS)));

        assertExpelled("the certificate of CN=client has expired at ");
    }

    @Test
    void shouldNotEndSessionsBecauseOfAFileThatIsHalfWritten() throws Exception {
        trust(text(host).substring(0, 100));

        controller.agents.expel(controller.tls, new Date());

        assertThat(agent.ended() || bystander.ended()).isFalse();
    }
}
