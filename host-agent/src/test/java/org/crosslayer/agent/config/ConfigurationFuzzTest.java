// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.config;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** The configuration file, and every setting in it. */
class ConfigurationFuzzTest {
    private static final Path FILE = Path.of("agent.conf");

    @FuzzTest
    void reads(byte[] text) {
        try {
            ConfigLoader.load(new ConfigSources(Map.of(), Map.of(), FILE,
                ConfigSources.parseText(new String(text, StandardCharsets.UTF_8), FILE)));
        } catch (ConfigException e) {
            OneLine.check(e);
        }
    }
}
