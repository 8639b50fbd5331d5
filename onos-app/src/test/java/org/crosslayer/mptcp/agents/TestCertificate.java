// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.agents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;

/** A self-signed certificate and its key as PEM files, made by the JDK's keytool. */
public final class TestCertificate {
    private static final String PASSWORD = "changeit";

    private final File certificate;
    private final File key;

    private TestCertificate(File certificate, File key) {
        this.certificate = certificate;
        this.key = key;
    }

    /** With the address that a {@link TestAgent} speaks for. */
    public static TestCertificate make(Path folder, String name) throws Exception {
        return make(folder, name, "10.0.1.2");
    }

    public static TestCertificate make(Path folder, String name, String address) throws Exception {
        Path store = folder.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair", "-alias", name, "-keyalg", "EC", "-groupname", "secp256r1", "-validity", "2",
            "-dname", "CN=" + name, "-ext", "SAN=DNS:" + name + ",IP:127.0.0.1,IP:" + address, "-storetype", "PKCS12",
            "-keystore", store.toString(), "-storepass", PASSWORD).redirectErrorStream(true).start();
        String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(output).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return new TestCertificate(
            pem(folder, name + ".crt", "CERTIFICATE", keys.getCertificate(name).getEncoded()),
            pem(folder, name + ".key", "PRIVATE KEY", keys.getKey(name, PASSWORD.toCharArray()).getEncoded()));
    }

    private static File pem(Path folder, String file, String type, byte[] content) throws Exception {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return Files.writeString(folder.resolve(file), "-----BEGIN " + type + "-----\n" + base64 + "\n-----END "
            + type + "-----\n").toFile();
    }

    public File certificate() {
        return certificate;
    }

    public File key() {
        return key;
    }
}
