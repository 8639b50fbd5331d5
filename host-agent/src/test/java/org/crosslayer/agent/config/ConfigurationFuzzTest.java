// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.config;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/** The configuration file, and every setting in it. */
class ConfigurationFuzzTest {
    @TempDir
    private static Path directory;

    @FuzzTest
    void reads(byte[] text) throws IOException {
        try {
            ConfigLoader.load(Map.of(), Map.of(), Optional.of(Files.write(directory.resolve("agent.conf"), text)));
        } catch (ConfigException e) {
            OneLine.check(e);
        }
    }
}
