// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.config;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A file of standing plans. */
class PlanFileFuzzTest {
    private static final Path FILE = Path.of("plans.conf");

    @FuzzTest
    void reads(byte[] text) {
        try {
            PlanFile.read(FILE, ConfigSources.parseText(new String(text, StandardCharsets.UTF_8), FILE));
        } catch (ConfigException e) {
            OneLine.check(e);
        }
    }
}
