// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.genetlink;

import java.nio.ByteBuffer;
import org.crosslayer.agent.netlink.AttributeReader;
import org.crosslayer.agent.netlink.NetlinkException;
import org.crosslayer.agent.netlink.NetlinkMessage;

/**
 * A message of generic netlink: {@code struct genlmsghdr} (u8 command, u8 version, 2 bytes reserved), attributes.
 *
 * @param attributes a view, valid as long as the netlink message is
 */
public record GenericMessage(int command, int version, ByteBuffer attributes) {
    static final int HEADER_BYTES = 4;

    /** Takes a netlink message apart. */
    public static GenericMessage parse(NetlinkMessage message) throws NetlinkException {
        ByteBuffer payload = message.payload();
        if (payload.limit() < HEADER_BYTES) {
            throw new NetlinkException("read generic netlink message", payload.limit() + " bytes are too few");
        }
        return new GenericMessage(payload.get(0) & 0xff, payload.get(1) & 0xff,
            payload.slice(HEADER_BYTES, payload.limit() - HEADER_BYTES));
    }

    public AttributeReader reader() {
        return new AttributeReader(attributes);
    }
}
