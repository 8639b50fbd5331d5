// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.config;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** A file of standing plans. */
class PlanFileFuzzTest {
    @TempDir
    private static Path directory;

    @FuzzTest
    void reads(byte[] text) throws IOException {
        try {
            PlanFile.load(Files.write(directory.resolve("plans.conf"), text));
        } catch (ConfigException e) {
            OneLine.check(e);
        }
    }
}
