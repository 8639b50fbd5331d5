// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.mptcp;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.crosslayer.agent.genetlink.GenericMessage;
import org.crosslayer.agent.netlink.NetlinkException;

/** Events and answers of the path manager. The first byte is the number of the event, or says which answer it is. */
class PathManagerFuzzTest {
    private static final int ADDRESS = 0xfe;
    private static final int LIMITS = 0xff;

    @FuzzTest
    void reads(byte[] input) {
        int command = input.length == 0 ? 0 : input[0] & 0xff;
        byte[] attributes = input.length == 0 ? input : Arrays.copyOfRange(input, 1, input.length);
        GenericMessage message = new GenericMessage(command, 1, ByteBuffer.wrap(attributes));
        try {
            switch (command) {
                case ADDRESS -> KernelPathManager.readAddress(message);
                case LIMITS -> KernelPathManager.readLimits(message);
                default -> EventDecoder.decode(message).toString();
            }
        } catch (NetlinkException e) {
            // What is malformed ends like this.
        }
    }
}
