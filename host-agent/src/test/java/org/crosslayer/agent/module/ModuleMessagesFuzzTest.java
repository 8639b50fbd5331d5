// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.module;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.crosslayer.agent.genetlink.GenericMessage;
import org.crosslayer.agent.netlink.NetlinkException;

/** Answers and events of the kernel module. The first byte is the command. */
class ModuleMessagesFuzzTest {
    @FuzzTest
    void reads(byte[] input) {
        int command = input.length == 0 ? 0 : input[0] & 0xff;
        GenericMessage message = new GenericMessage(command, 1,
            ByteBuffer.wrap(input.length == 0 ? input : Arrays.copyOfRange(input, 1, input.length)));
        try {
            switch (command) {
                case ModuleProtocol.COMMAND_PLAN_GET -> PlanReader.decode(message);
                case ModuleProtocol.COMMAND_SETTINGS_GET -> ModuleSettings.decode(message);
                case ModuleProtocol.COMMAND_STATS_GET -> ModuleStatistics.decode(message);
                default -> ModuleEvent.decode(message);
            }
        } catch (NetlinkException e) {
            // What is malformed ends like this.
        }
    }
}
