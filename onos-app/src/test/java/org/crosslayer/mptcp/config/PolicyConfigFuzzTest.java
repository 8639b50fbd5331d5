// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.config;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.onosproject.net.config.InvalidFieldException;

/** Whatever stands in the network configuration under this key: a value, or a refusal that names the place. */
class PolicyConfigFuzzTest {
    @FuzzTest
    void parses(byte[] json) {
        PolicyConfig config = FuzzedJson.config(new PolicyConfig(), PolicyConfig.KEY, json);
        if (config == null) {
            return;
        }
        try {
            config.policy();
            config.standing();
        } catch (InvalidFieldException e) {
            FuzzedJson.check(e);
        }
    }
}
