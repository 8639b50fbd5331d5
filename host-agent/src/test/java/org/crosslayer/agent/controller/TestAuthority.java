// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** An authority of a test, made by openssl: certificates for 127.0.0.1 and ::1, and a list of revoked ones. */
public final class TestAuthority {
    private static final String CONFIG = """
        [ca]
        default_ca = test
        [test]
        database = %1$s/index
        crlnumber = %1$s/number
        default_md = sha256
        default_crl_days = 1
        new_certs_dir = %1$s
        rand_serial = yes
        policy = any
        copy_extensions = copy
        [any]
        commonName = supplied
        """;

    private final Path directory;

    public TestAuthority(Path directory) throws Exception {
        this.directory = Files.createDirectories(directory);
        openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout",
            file("ca.key"), "-out", file("ca.pem"), "-days", "2", "-subj", "/CN=" + directory.getFileName(),
            "-addext", "basicConstraints=critical,CA:TRUE");
        Files.copy(path("ca.pem"), path("trust.pem"));
        Files.writeString(path("config"), CONFIG.formatted(directory));
        Files.writeString(path("index"), "");
        Files.writeString(path("number"), "01\n");
    }

    private Path path(String name) {
        return directory.resolve(name);
    }

    private String file(String name) {
        return path(name).toString();
    }

    /** Files of one end; those of an earlier one with the name are replaced. */
    public TlsFiles issue(String name) throws Exception {
        openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout",
            file(name + ".newkey"), "-out", file(name + ".new"), "-days", "2", "-subj",
            "/CN=" + name, "-CA", file("ca.pem"), "-CAkey", file("ca.key"), "-addext",
            "subjectAltName=IP:127.0.0.1,IP:::1", "-addext", "basicConstraints=critical,CA:FALSE");
        return inPlace(name);
    }

    private TlsFiles inPlace(String name) throws IOException {
        replace(name + ".newkey", name + ".key");
        replace(name + ".new", name + ".pem");
        return new TlsFiles(path("trust.pem"), path(name + ".pem"), path(name + ".key"));
    }

    /** The same with a certificate of long ago. */
    public TlsFiles issueExpired(String name) throws Exception {
        openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout",
            file(name + ".newkey"), "-out", file(name + ".request"), "-subj", "/CN=" + name, "-addext",
            "subjectAltName=IP:127.0.0.1");
        openssl("ca", "-batch", "-notext", "-config", file("config"), "-cert", file("ca.pem"), "-keyfile",
            file("ca.key"), "-in", file(name + ".request"), "-out", file(name + ".new"), "-startdate",
            "20200101000000Z", "-enddate", "20200102000000Z");
        return inPlace(name);
    }

    private void replace(String from, String to) throws IOException {
        Files.move(path(from), path(to), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Has the trusted file list the certificate of this name as revoked. */
    public void revoke(String name) throws Exception {
        openssl("ca", "-config", file("config"), "-cert", file("ca.pem"), "-keyfile", file("ca.key"), "-revoke",
            file(name + ".pem"));
        openssl("ca", "-config", file("config"), "-cert", file("ca.pem"), "-keyfile", file("ca.key"), "-gencrl", "-out",
            file("crl.pem"));
        Files.writeString(path("trust.new"), Files.readString(path("ca.pem")) + Files.readString(path("crl.pem")));
        replace("trust.new", "trust.pem");
    }

    private static void openssl(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(words));
        command.add(0, "openssl");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
