// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.netlink;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;

/** A datagram of netlink: messages, acknowledgements, attributes in attributes. */
class NetlinkMessagesFuzzTest {
    @FuzzTest
    void reads(byte[] datagram) {
        try {
            int bytes = 0;
            for (NetlinkMessage message : NetlinkMessage.parse(ByteBuffer.wrap(datagram))) {
                bytes += NetlinkMessage.HEADER_BYTES + message.payload().limit();
                if (message.type() == NetlinkMessage.TYPE_ERROR || message.type() == NetlinkMessage.TYPE_DONE) {
                    Acknowledgement.parse(message);
                } else {
                    AttributeReader reader = new AttributeReader(message.payload());
                    walk(reader);
                    reader.check("attributes");
                }
            }
            if (bytes > datagram.length) {
                throw new AssertionError(bytes + " bytes of messages in " + datagram.length);
            }
        } catch (NetlinkException e) {
            // What is malformed ends like this.
        }
    }

    private static void walk(AttributeReader reader) {
        int bytes = 0;
        while (reader.next()) {
            bytes += reader.length();
            switch (reader.type() % 9) {
                case 0 -> reader.u8();
                case 1 -> reader.u16Host();
                case 2 -> reader.u16Network();
                case 3 -> reader.u32Host();
                case 4 -> reader.u64Host();
                case 5 -> reader.bytes(16);
                case 6 -> reader.string();
                case 7 -> reader.value();
                default -> walk(reader.nested());
            }
        }
        if (bytes > 1 << 16) {
            throw new AssertionError(bytes + " bytes of values in one message");
        }
    }
}
