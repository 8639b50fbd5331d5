// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.agents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A self-signed certificate and its key as PEM files, made by the JDK's keytool. */
public final class TestCertificate {
    private static final String PASSWORD = "changeit";

    private final Path store;
    private final File certificate;
    private final File key;

    private TestCertificate(Path store, File certificate, File key) {
        this.store = store;
        this.certificate = certificate;
        this.key = key;
    }

    /** With the address that a {@link TestAgent} speaks for. */
    public static TestCertificate make(Path folder, String name) throws Exception {
        return make(folder, name, "10.0.1.2");
    }

    public static TestCertificate make(Path folder, String name, String address) throws Exception {
        Path store = folder.resolve(name + ".p12");
        keytool(store, "-genkeypair", "-alias", name, "-keyalg", "EC", "-groupname", "secp256r1", "-validity", "2",
            "-dname", "CN=" + name, "-ext", "SAN=DNS:" + name + ",IP:127.0.0.1,IP:" + address);
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return new TestCertificate(store,
            pem(folder, name + ".crt", "CERTIFICATE", keys.getCertificate(name).getEncoded()),
            pem(folder, name + ".key", "PRIVATE KEY", keys.getKey(name, PASSWORD.toCharArray()).getEncoded()));
    }

    private static String keytool(Path store, String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(words));
        command.addAll(List.of("-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", PASSWORD));
        Process keytool = new ProcessBuilder(command).start();
        String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(output).isZero();
        return output;
    }

    /** Its own list of revoked certificates, with itself in it, as PEM. */
    public String revocation() throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        String name = keys.aliases().nextElement();
        BigInteger serial = ((X509Certificate) keys.getCertificate(name)).getSerialNumber();
        return keytool(store, "-gencrl", "-alias", name, "-id", serial.toString(), "-rfc");
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
