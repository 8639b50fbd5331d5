// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.crosslayer.agent.controller.ControllerAddress;
import org.crosslayer.agent.controller.TestAuthority;
import org.crosslayer.agent.controller.TestControllers;
import org.crosslayer.agent.controller.TlsFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControllerDoctorTest {
    private final Findings findings = new Findings();
    private final ControllerDoctor doctor = new ControllerDoctor(findings, Instant.now());

    @TempDir
    private Path directory;

    private Finding only() {
        assertThat(findings.all()).hasSize(1);
        return findings.all().get(0);
    }

    @Test
    void shouldFindAControllerWithoutAttaching() throws Exception {
        try (TestControllers.Plain controller = new TestControllers.Plain()) {
            doctor.check(List.of(controller.address()), Optional.empty());
            assertThat(only().toString()).isEqualTo("ok             controller    " + controller.address()
                + ": answers as a Crosslayer controller");
            assertThat(controller.hellos()).isZero();
        }
    }

    @Test
    void shouldFindOneBehindTlsAndTellWhenItsCertificateEnds() throws Exception {
        TestAuthority authority = new TestAuthority(directory.resolve("authority"));
        TlsFiles own = authority.issue("agent");
        try (TestControllers.Plain controller = new TestControllers.Plain();
                TestControllers.Tls gate = new TestControllers.Tls(authority.issue("controller"), controller)) {
            new ControllerDoctor(findings, Instant.now().plus(Duration.ofHours(1))).check(List.of(gate.address()),
                Optional.of(own));
            assertThat(findings.all().get(0).text()).endsWith(": answers as a Crosslayer controller");
            assertThat(findings.all().get(1).text()).contains(": its certificate ends at ");
        }
    }

    @Test
    void shouldTellWhyTlsFails() throws Exception {
        TestAuthority authority = new TestAuthority(directory.resolve("authority"));
        try (TestControllers.Plain controller = new TestControllers.Plain();
                TestControllers.Tls gate = new TestControllers.Tls(authority.issueExpired("controller"), controller)) {
            doctor.check(List.of(gate.address()), Optional.of(authority.issue("agent")));
            assertThat(only().state()).isEqualTo(Finding.State.FAILED);
            assertThat(only().text()).contains("the certificate of CN=controller has expired at");
        }
    }

    @Test
    void shouldTellThatNobodyListens() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        doctor.check(List.of(new ControllerAddress("127.0.0.1", port)), Optional.empty());
        assertThat(only().text()).startsWith("127.0.0.1:" + port + ": no TCP connection: ");
        assertThat(findings.isAnyFailed()).isTrue();
    }

    @Test
    void shouldTellThatANameIsNotKnown() {
        doctor.check(List.of(new ControllerAddress("no such host.invalid", 1)), Optional.empty());
        assertThat(only().text()).isEqualTo("no such host.invalid:1: the name no such host.invalid is not known");
    }
}
