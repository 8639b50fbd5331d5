// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.training;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** A key with a certificate signed by itself, which both ends of the rehearsal's TLS use and trust. */
record RehearsalKeys(Path certificate, Path key) {
    private static final String PASSWORD = "rehearsal";
    private static final Base64.Encoder PEM = Base64.getMimeEncoder(64, new byte[] {'\n'});

    /** Empty if this Java has no keytool. */
    static Optional<RehearsalKeys> make(Path directory) throws IOException, InterruptedException {
        Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        Path store = directory.resolve("keys.p12");
        if (!Files.isExecutable(tool)) {
            return Optional.empty();
        }
        Process process = new ProcessBuilder(List.of(tool.toString(), "-genkeypair", "-alias", "agent", "-keyalg", "EC",
            "-groupname", "secp256r1", "-dname", "CN=rehearsal", "-ext", "SAN=IP:127.0.0.1", "-validity", "1",
            "-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", PASSWORD))
            .redirectErrorStream(true).start();
        process.getInputStream().readAllBytes();
        if (process.waitFor() != 0) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSWORD.toCharArray());
            return Optional.of(new RehearsalKeys(
                write(directory.resolve("agent.pem"), "CERTIFICATE", keys.getCertificate("agent").getEncoded()),
                write(directory.resolve("agent.key"), "PRIVATE KEY",
                    keys.getKey("agent", PASSWORD.toCharArray()).getEncoded())));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private static Path write(Path file, String label, byte[] content) throws IOException {
        return Files.writeString(file, "-----BEGIN " + label + "-----\n" + PEM.encodeToString(content) + "\n-----END "
            + label + "-----\n");
    }

    String configuration() {
        return "tls-trust = \"" + certificate + "\", tls-certificate = \"" + certificate + "\", tls-key = \"" + key
            + "\"";
    }
}
