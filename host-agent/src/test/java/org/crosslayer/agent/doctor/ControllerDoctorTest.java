// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.crosslayer.agent.connections.Samples;
import org.crosslayer.agent.controller.AgentIdentity;
import org.crosslayer.agent.controller.ControllerAddress;
import org.crosslayer.agent.controller.TestAuthority;
import org.crosslayer.agent.controller.TestControllers;
import org.crosslayer.agent.controller.TlsFiles;
import org.crosslayer.control.v1.AttachedAgent;
import org.crosslayer.control.v1.CheckResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControllerDoctorTest {
    private static final InetAddress OWN = Samples.address("10.0.1.2");
    private static final InetAddress OTHER = Samples.address("10.0.9.9");
    private static final long HOUR_MILLIS = 3_600_000;

    private final Findings findings = new Findings();
    private final ControllerDoctor doctor = doctor(Instant.now());

    @TempDir
    private Path directory;

    private ControllerDoctor doctor(Instant now) {
        return new ControllerDoctor(findings, now, AgentIdentity.starting("h1", "1.0", "6.18", 8), List.of(OWN));
    }

    private static CheckResult.Builder welcome(long aheadMillis) {
        return CheckResult.newBuilder().setProtocolVersion(1).setControllerId("onos-1")
            .setTimeMs(System.currentTimeMillis() + aheadMillis);
    }

    private static AttachedAgent.Builder attachedAt(InetAddress address) {
        return AttachedAgent.newBuilder().setRemote(address.getHostAddress() + ":40312")
            .addAddresses(ByteString.copyFrom(address.getAddress()));
    }

    private List<String> texts(Finding.State state) {
        return findings.all().stream().filter(finding -> finding.state() == state).map(Finding::text).toList();
    }

    private Finding only() {
        assertThat(findings.all()).hasSize(1);
        return findings.all().get(0);
    }

    @Test
    void shouldFindAControllerWithoutAttaching() throws Exception {
        try (TestControllers.Plain controller = new TestControllers.Plain()) {
            controller.answer(question -> welcome(0).build());
            doctor.check(List.of(controller.address()), Optional.empty(), false);
            assertThat(findings.all().get(0).toString()).isEqualTo("ok             controller    "
                + controller.address() + " (onos-1): would take this agent as 'h1'");
            assertThat(findings.all().get(1).text()).startsWith("that of " + controller.address() + " (onos-1) is ")
                .matches(".* s (ahead of|behind) this one, give or take .*");
            assertThat(findings.all()).hasSize(2).allMatch(finding -> finding.state() == Finding.State.OK);
            assertThat(controller.hellos()).isZero();
            assertThat(controller.wrong()).isEmpty();
        }
    }

    @Test
    void shouldSayThatAnOldControllerCannotBeAsked() throws Exception {
        try (TestControllers.Plain controller = new TestControllers.Plain()) {
            doctor.check(List.of(controller.address()), Optional.empty(), true);
            assertThat(texts(Finding.State.OK)).containsExactly(controller.address()
                + ": answers as a Crosslayer controller");
            assertThat(texts(Finding.State.UNKNOWN)).singleElement().asString().contains("of an older version");
            assertThat(findings.all()).hasSize(2);
            assertThat(controller.hellos()).isZero();
        }
    }

    @Test
    void shouldCompareClocks() throws Exception {
        try (TestControllers.Plain controller = new TestControllers.Plain()) {
            for (long ahead : new long[] {HOUR_MILLIS, -HOUR_MILLIS}) {
                controller.answer(question -> welcome(ahead).build());
                doctor.check(List.of(controller.address()), Optional.empty(), false);
            }
            assertThat(texts(Finding.State.WARNING)).hasSize(2);
            String hour = ".* is 3[56]\\d\\d\\.\\d{3} s ";
            assertThat(texts(Finding.State.WARNING).get(0)).matches(hour + "ahead of this one, .*");
            assertThat(texts(Finding.State.WARNING).get(1)).matches(hour + "behind this one, .*");
        }
    }

    @Test
    void shouldTellThisAgentFromAnotherOfItsName() throws Exception {
        try (TestControllers.Plain controller = new TestControllers.Plain()) {
            controller.answer(question -> welcome(0).setAttached(attachedAt(OWN)).build());
            doctor.check(List.of(controller.address()), Optional.empty(), true);
            assertThat(findings.all().get(0).toString()).isEqualTo("ok             controller    "
                + controller.address() + " (onos-1): agent 'h1' is attached, from 10.0.1.2:40312");
            assertThat(findings.isAnyFailed()).isFalse();

            controller.answer(question -> welcome(0).setAttached(attachedAt(OTHER)).build());
            doctor(Instant.now()).check(List.of(controller.address()), Optional.empty(), false);
            assertThat(texts(Finding.State.FAILED)).containsExactly(controller.address() + " (onos-1): another host's"
                + " agent is attached as 'h1', from 10.0.9.9:40312 (its addresses: 10.0.9.9): each would end the"
                + " other's stream");
        }
    }

    @Test
    void shouldTellThatTheRunningAgentIsAttachedNowhere() throws Exception {
        try (TestControllers.Plain one = new TestControllers.Plain();
                TestControllers.Plain two = new TestControllers.Plain()) {
            one.answer(question -> welcome(0).build());
            two.answer(question -> welcome(0).setAttached(attachedAt(OWN)).build());
            doctor.check(List.of(one.address()), Optional.empty(), true);
            assertThat(texts(Finding.State.WARNING)).containsExactly("the one that runs here is attached to no"
                + " controller");
            doctor(Instant.now()).check(List.of(one.address(), two.address()), Optional.empty(), true);
            assertThat(texts(Finding.State.WARNING)).hasSize(1);
        }
    }

    @Test
    void shouldTellWhyTheControllerDoesNotTakeThisAgent() throws Exception {
        try (TestControllers.Plain controller = new TestControllers.Plain()) {
            for (Status refusal : List.of(Status.PERMISSION_DENIED.withDescription("hello.addresses[0]: no"),
                    Status.UNIMPLEMENTED.withDescription("hello.protocol_version: is 1, this controller speaks 2"))) {
                controller.answer(question -> {
                    throw refusal.asRuntimeException();
                });
                doctor.check(List.of(controller.address()), Optional.empty(), true);
            }
            assertThat(texts(Finding.State.FAILED)).containsExactly(
                controller.address() + ": does not take this agent as 'h1': PERMISSION_DENIED: hello.addresses[0]: no",
                controller.address() + ": does not take this agent as 'h1': UNIMPLEMENTED: hello.protocol_version:"
                    + " is 1, this controller speaks 2");
        }
    }

    @Test
    void shouldNotTrustAnAnswerThatIsNoneOfTheProtocol() throws Exception {
        try (TestControllers.Plain controller = new TestControllers.Plain()) {
            controller.answer(question -> welcome(0).setControllerId("two\nlines").build());
            doctor.check(List.of(controller.address()), Optional.empty(), true);
            assertThat(only().text()).endsWith("refused: its answer is not what the protocol allows:"
                + " check_result.controller_id: has a control character at index 3");
        }
    }

    @Test
    void shouldFindOneBehindTlsAndTellWhenItsCertificateEnds() throws Exception {
        TestAuthority authority = new TestAuthority(directory.resolve("authority"));
        TlsFiles own = authority.issue("agent");
        try (TestControllers.Plain controller = new TestControllers.Plain();
                TestControllers.Tls gate = new TestControllers.Tls(authority.issue("controller"), controller)) {
            controller.answer(question -> welcome(0).build());
            doctor(Instant.now().plus(Duration.ofHours(1))).check(List.of(gate.address()), Optional.of(own), false);
            assertThat(texts(Finding.State.OK).get(0)).endsWith(": would take this agent as 'h1'");
            assertThat(texts(Finding.State.WARNING)).singleElement().asString()
                .contains(": its certificate ends at ");
        }
    }

    @Test
    void shouldTellWhyTlsFails() throws Exception {
        TestAuthority authority = new TestAuthority(directory.resolve("authority"));
        try (TestControllers.Plain controller = new TestControllers.Plain();
                TestControllers.Tls gate = new TestControllers.Tls(authority.issueExpired("controller"), controller)) {
            doctor.check(List.of(gate.address()), Optional.of(authority.issue("agent")), false);
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
        doctor.check(List.of(new ControllerAddress("127.0.0.1", port)), Optional.empty(), false);
        assertThat(only().text()).startsWith("127.0.0.1:" + port + ": no TCP connection: ");
        assertThat(findings.isAnyFailed()).isTrue();
    }

    @Test
    void shouldTellThatANameIsNotKnown() {
        doctor.check(List.of(new ControllerAddress("no such host.invalid", 1)), Optional.empty(), false);
        assertThat(only().text()).isEqualTo("no such host.invalid:1: the name no such host.invalid is not known");
    }
}
