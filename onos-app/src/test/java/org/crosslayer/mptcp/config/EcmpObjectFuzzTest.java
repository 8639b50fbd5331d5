// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.config;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import org.onosproject.net.config.InvalidFieldException;

/** Descriptions of hash models, by which every packet is predicted. */
class EcmpObjectFuzzTest {
    @FuzzTest
    void parses(byte[] json) {
        JsonNode node = FuzzedJson.read(json);
        if (node == null) {
            return;
        }
        try {
            EcmpObject.parse(StrictJson.root(node));
        } catch (InvalidFieldException e) {
            FuzzedJson.check(e);
        }
    }
}
