// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.Status;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.crosslayer.agent.connections.Samples;
import org.crosslayer.control.tls.TlsMaterial;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS files that change while the agent runs; real TLS 1.3. */
class TlsRotationTest {
    @TempDir
    private Path directory;

    private LinkFixture agent;
    private TestAuthority authority;
    private TlsFiles files;
    private TlsGate gate;

    @BeforeEach
    void startTls() throws Exception {
        agent = new LinkFixture();
        authority = new TestAuthority(directory.resolve("authority"));
        files = authority.issue("agent");
        gate = new TlsGate(authority.issue("controller"), agent.controller.address());
        agent.table.apply(Samples.created(), 1);
        agent.table.apply(Samples.established(), 2);
    }

    @AfterEach
    void close() throws Exception {
        agent.close();
        gate.close();
    }

    private void start() throws IOException {
        agent.start(PlanLog.none(), Channels.of(Optional.of(files), Duration.ofMillis(20)), gate.address());
    }

    private BigInteger serial() throws IOException {
        return TlsMaterial.read(files.trust(), files.certificate(), files.key()).certificate().getSerialNumber();
    }

    private BigInteger shown() throws InterruptedException {
        return gate.shown.poll(10, TimeUnit.SECONDS);
    }

    private static void breakOff(FakeController.Stream stream) {
        stream.out.onError(Status.UNAVAILABLE.withDescription("restart").asRuntimeException());
    }

    @Test
    void shouldShowANewCertificateToTheNextConnectionAndKeepTheSession() throws Exception {
        start();
        FakeController.Stream stream = agent.controller.attached();
        assertThat(shown()).isEqualTo(serial());
        authority.issue("agent");
        await().until(() -> agent.logged("TLS files read anew: certificate " + files.certificate()) == 1);
        assertThat(stream.ended).isEmpty();
        assertThat(agent.controller.streams).isEmpty();
        breakOff(stream);
        agent.controller.attached();
        assertThat(shown()).isEqualTo(serial());
        assertThat(agent.kernel.others).as("nothing was done to subflows").isEmpty();
    }

    @Test
    void shouldGoOnWithTheFilesReadBeforeWhileNewOnesAreHalfWritten() throws Exception {
        start();
        FakeController.Stream stream = agent.controller.attached();
        BigInteger before = shown();
        byte[] whole = Files.readAllBytes(files.certificate());
        Files.write(files.certificate(), Arrays.copyOf(whole, whole.length / 2));
        await().until(() -> agent.logged("TLS files have changed, but") == 1);
        breakOff(stream);
        stream = agent.controller.attached();
        assertThat(shown()).isEqualTo(before);
        authority.issue("agent");
        await().until(() -> agent.logged("TLS files read anew") == 1);
        breakOff(stream);
        agent.controller.attached();
        assertThat(shown()).isEqualTo(serial()).isNotEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"::1", "0:0:0:0:0:0:0:1", "0::0:1"})
    void shouldAttachWhereThereIsIpv6Only(String written) throws Exception {
        try (TlsGate overIpv6 = new TlsGate(authority.issue("controller"), "::1", agent.controller.address())) {
            agent.start(PlanLog.none(), Channels.of(Optional.of(files)),
                new ControllerAddress(written, overIpv6.address().port()));
            agent.controller.attached();
            assertThat(overIpv6.shown.poll(10, TimeUnit.SECONDS)).isEqualTo(serial());
        }
    }

    @Test
    void shouldNotPairAKeyWithAnothersCertificate() throws Exception {
        start();
        agent.controller.attached();
        Files.copy(authority.issue("other").key(), files.key(),
            StandardCopyOption.REPLACE_EXISTING);
        await().until(() -> agent.logged(files.key() + " is not the key of " + files.certificate()) == 1);
    }

    @Test
    void shouldEndTheSessionOfAControllerWhoseCertificateIsRevoked() throws Exception {
        start();
        FakeController.Stream stream = agent.controller.attached();
        authority.revoke("controller");
        assertThat(stream.ended.poll(10, TimeUnit.SECONDS)).isNotNull();
        await().until(() -> agent.logged(
            "detached: UNAUTHENTICATED: the certificate of CN=controller was revoked") == 1);
        await().until(() -> agent.logged("no controller at " + gate.address()) == 1);
        assertThat(agent.log).anyMatch(line -> line.contains("no controller at")
            && line.contains("the certificate of CN=controller was revoked"));
        assertThat(agent.controller.streams).isEmpty();
        assertThat(agent.kernel.others).as("nothing was done to subflows").isEmpty();
        assertThat(agent.table.<Boolean>locked(() -> agent.table.connection(Samples.TOKEN) != null)).isTrue();
    }

    @Test
    void shouldEndTheSessionOfAControllerWhoseAuthorityIsTakenOut() throws Exception {
        start();
        FakeController.Stream stream = agent.controller.attached();
        Files.copy(new TestAuthority(directory.resolve("another")).issue("unused").trust(), files.trust(),
            StandardCopyOption.REPLACE_EXISTING);
        assertThat(stream.ended.poll(10, TimeUnit.SECONDS)).isNotNull();
        await().until(() -> agent.logged("detached: UNAUTHENTICATED: the certificate of CN=controller is not trusted"
            + " any more: CN=authority is not among the authorities") == 1);
        assertThat(agent.kernel.others).as("nothing was done to subflows").isEmpty();
    }

    @Test
    void shouldSayInOneLineThatACertificateHasExpired() throws Exception {
        gate.close();
        gate = new TlsGate(authority.issueExpired("controller"), agent.controller.address());
        start();
        await().until(() -> agent.logged("the certificate of CN=controller has expired at ") == 1);
        assertThat(agent.controller.streams).isEmpty();
        authority.issueExpired("agent");
        await().until(() -> agent.logged("the certificate of this agent has expired at ") == 1);
    }

    @Test
    void shouldNotTrustAnotherAuthority() throws Exception {
        TlsFiles own = new TestAuthority(directory.resolve("another")).issue("agent");
        files = new TlsFiles(own.trust(), own.certificate(), own.key());
        start();
        await().until(() -> agent.logged("no controller at " + gate.address()) == 1);
        assertThat(agent.controller.streams).isEmpty();
    }
}
