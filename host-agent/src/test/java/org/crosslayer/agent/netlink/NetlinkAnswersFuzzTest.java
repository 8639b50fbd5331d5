// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.netlink;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.crosslayer.agent.netlink.FakeKernel.Datagram;

/**
 * Answers to a request and to a listing. The input is a series of messages: two bytes of length (the most significant
 * first), one that says whom it is from, then the message. In the end the kernel answers as it should.
 */
class NetlinkAnswersFuzzTest {
    private static final int HEAD = 3;

    @FuzzTest
    void reads(byte[] input) {
        FakeKernel kernel = new FakeKernel(request -> answer(input, request));
        NetlinkConnection connection = kernel.connection();
        try {
            connection.execute(() -> "ask", 20, buffer -> { }, message -> message.payload().limit());
        } catch (NetlinkException e) {
            // What is malformed ends like this.
        }
        try {
            connection.dump(() -> "list", 20, buffer -> { }, message -> message.payload().limit());
        } catch (NetlinkException e) {
            // What is malformed ends like this.
        }
    }

    private static List<Datagram> answer(byte[] input, FakeKernel.Request request) {
        List<Datagram> answer = new ArrayList<>();
        for (int at = 0; at + HEAD <= input.length;) {
            int length = Math.min((input[at] & 0xff) << 8 | input[at + 1] & 0xff, input.length - at - HEAD);
            byte[] message = Arrays.copyOfRange(input, at + HEAD, at + HEAD + length);
            boolean ours = (input[at + 2] & 1) == 0;
            if (ours && length >= NetlinkMessage.HEADER_BYTES) {
                ByteBuffer.wrap(message).order(ByteOrder.nativeOrder()).putInt(8, request.sequence())
                    .putInt(12, FakeKernel.PORT);
            }
            answer.add(new Datagram((input[at + 2] & 2) == 0 ? 0 : 1, message, 0));
            at += HEAD + length;
        }
        answer.add(Datagram.of(request.ack()));
        return answer;
    }
}
