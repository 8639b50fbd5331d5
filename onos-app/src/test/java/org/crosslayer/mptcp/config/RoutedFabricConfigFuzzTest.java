// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.config;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.onosproject.net.config.InvalidFieldException;

/** Whatever stands in the network configuration under this key: a value, or a refusal that names the place. */
class RoutedFabricConfigFuzzTest {
    @FuzzTest
    void parses(byte[] json) {
        RoutedFabricConfig config = FuzzedJson.config(new RoutedFabricConfig(), RoutedFabricConfig.KEY, json);
        if (config == null) {
            return;
        }
        try {
            config.fabric();
        } catch (InvalidFieldException e) {
            FuzzedJson.check(e);
        }
    }
}
