// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.control;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.InvalidProtocolBufferException;
import org.crosslayer.control.v1.AgentMessage;

/** Bytes of an agent, before and after the content rules. */
class AgentMessagesFuzzTest {
    @FuzzTest
    void validates(byte[] bytes) {
        try {
            MessageValidator.validate(AgentMessage.parseFrom(bytes));
        } catch (InvalidProtocolBufferException e) {
            // What is no protobuf never reaches the rules.
        } catch (InvalidMessageException e) {
            Refusals.check(e);
        }
    }
}
