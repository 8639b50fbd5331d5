// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.control.tls;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Files of certificates, lists of revoked ones, and keys, as they may be half-written. */
class PemFilesFuzzTest {
    @TempDir
    private static Path directory;

    @FuzzTest
    void reads(byte[] content) throws IOException {
        PemFile file = PemFile.read(Files.write(directory.resolve("file.pem"), content));
        for (Part part : new Part[] {file::certificates, file::revocations, () -> file.privateKey("EC"),
            () -> file.privateKey("RSA")}) {
            try {
                part.read();
            } catch (IOException e) {
                if (!e.getMessage().startsWith(directory.toString())) {
                    throw new AssertionError("does not name the file: " + e.getMessage(), e);
                }
            }
        }
    }

    /** What may be in a file. */
    private interface Part {
        void read() throws IOException;
    }
}
