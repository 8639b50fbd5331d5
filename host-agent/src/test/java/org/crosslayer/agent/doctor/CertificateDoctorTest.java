// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.crosslayer.agent.connections.Samples;
import org.crosslayer.agent.controller.TestAuthority;
import org.crosslayer.agent.controller.TlsFiles;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateDoctorTest {
    @TempDir
    private static Path directory;
    private static TlsFiles good;
    private static TlsFiles expired;

    private final Findings findings = new Findings();

    @BeforeAll
    static void makeCertificates() throws Exception {
        TestAuthority authority = new TestAuthority(directory.resolve("authority"));
        good = authority.issue("agent");
        Files.setPosixFilePermissions(good.key(), PosixFilePermissions.fromString("rw-------"));
        expired = authority.issueExpired("old");
    }

    private void check(TlsFiles files, Duration later, String... own) {
        new CertificateDoctor(findings, Instant.now().plus(later)).check(files,
            List.of(own).stream().map(Samples::address).toList());
    }

    private List<String> failures() {
        return findings.all().stream().filter(finding -> finding.state() == Finding.State.FAILED)
            .map(Finding::text).toList();
    }

    @Test
    void shouldSayThatAllIsWell() {
        check(good, Duration.ZERO, "127.0.0.1");

        assertThat(findings.all()).allMatch(finding -> finding.state() == Finding.State.OK);
        assertThat(findings.all()).extracting(Finding::text).anyMatch(text -> text.contains(
            "which is CN=agent by CN=authority")).anyMatch(text -> text.contains("names all addresses"));
    }

    @Test
    void shouldFailWhenItHasExpired() {
        check(expired, Duration.ZERO, "127.0.0.1");
        assertThat(failures()).containsExactly("it has expired at 2020-01-02T00:00:00Z");
    }

    @Test
    void shouldWarnBeforeItExpires() {
        check(good, Duration.ofHours(44), "127.0.0.1");
        assertThat(failures()).isEmpty();
        assertThat(findings.all()).anyMatch(finding -> finding.state() == Finding.State.WARNING
            && finding.text().matches("it expires in 3 h, at .*"));
    }

    @Test
    void shouldBlameTheClockWhenItIsNotYetValid() {
        check(good, Duration.ofDays(-3), "127.0.0.1");
        assertThat(findings.all()).filteredOn(finding -> finding.state() == Finding.State.FAILED).singleElement()
            .satisfies(finding -> assertThat(finding.advice()).isEqualTo("set the clock of this host"));
    }

    @Test
    void shouldNameAddressesThatTheCertificateLacks() {
        check(good, Duration.ZERO, "127.0.0.1", "10.0.1.2", "fd00::2");
        assertThat(failures()).containsExactly("10.0.1.2, fd00::2 of this host not in the certificate"
            + " (subjectAltName), so controllers refuse the agent");
    }

    @Test
    void shouldTellAForeignKeyAndAMissingFile() {
        check(new TlsFiles(good.trust(), good.certificate(), expired.key()), Duration.ZERO, "127.0.0.1");
        assertThat(failures()).containsExactly(expired.key() + " is not the key of " + good.certificate());
        check(new TlsFiles(directory.resolve("none"), good.certificate(), good.key()), Duration.ZERO, "127.0.0.1");
        assertThat(failures()).contains(directory.resolve("none") + " is not there");
    }

    @Test
    void shouldWarnOfAKeyThatEverybodyMayRead() throws Exception {
        Path open = Files.copy(good.key(), directory.resolve("open.key"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
        check(new TlsFiles(good.trust(), good.certificate(), open), Duration.ZERO, "127.0.0.1");
        assertThat(findings.all()).anyMatch(finding -> finding.state() == Finding.State.WARNING
            && finding.check().equals("key"));
    }
}
