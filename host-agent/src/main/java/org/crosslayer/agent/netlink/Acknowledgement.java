// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.netlink;

import java.nio.ByteBuffer;

/**
 * What ends an answer: NLMSG_ERROR (errno 0 is an acknowledgement) or NLMSG_DONE, with the extended acknowledgement.
 * <pre>
 *  NLMSG_ERROR: s32 error | header of the request | rest of the request unless CAPPED | attributes if ACK_ATTRIBUTES
 *  NLMSG_DONE:  s32 error | attributes if ACK_ATTRIBUTES
 * </pre>
 *
 * @param errno positive, 0 for success
 * @param text NLMSGERR_ATTR_MSG, {@code ""} if none
 * @param offset NLMSGERR_ATTR_OFFS or {@link NetlinkException#NO_OFFSET}
 */
record Acknowledgement(int errno, String text, int offset) {
    private static final int ATTRIBUTE_MESSAGE = 1;
    private static final int ATTRIBUTE_OFFSET = 2;
    private static final int ATTRIBUTE_MISSING_TYPE = 5;

    static Acknowledgement parse(NetlinkMessage message) throws NetlinkException {
        ByteBuffer payload = message.payload();
        boolean done = message.type() == NetlinkMessage.TYPE_DONE;
        if (done && payload.limit() == 0) {
            return new Acknowledgement(0, "", NetlinkException.NO_OFFSET);
        }
        if (payload.limit() < (done ? 4 : 4 + NetlinkMessage.HEADER_BYTES)) {
            throw new NetlinkException("read acknowledgement", payload.limit() + " bytes are too few");
        }
        int errno = -payload.getInt(0);
        if (!message.has(NetlinkMessage.FLAG_ACK_ATTRIBUTES)) {
            return new Acknowledgement(errno, "", NetlinkException.NO_OFFSET);
        }
        int start = 4;
        if (!done) {
            int echoed = message.has(NetlinkMessage.FLAG_CAPPED) ? NetlinkMessage.HEADER_BYTES : payload.getInt(4);
            if (echoed < NetlinkMessage.HEADER_BYTES || echoed > payload.limit() - 4) {
                throw new NetlinkException("read acknowledgement",
                    "length " + Integer.toUnsignedString(echoed) + " of the echoed request is wrong");
            }
            start = Math.min(4 + NetlinkMessage.align(echoed), payload.limit());
        }
        return attributes(errno, new AttributeReader(payload.slice(start, payload.limit() - start)));
    }

    private static Acknowledgement attributes(int errno, AttributeReader reader) throws NetlinkException {
        String text = "";
        int offset = NetlinkException.NO_OFFSET;
        while (reader.next()) {
            switch (reader.type()) {
                case ATTRIBUTE_MESSAGE -> text = reader.string();
                case ATTRIBUTE_OFFSET -> offset = reader.u32Host();
                case ATTRIBUTE_MISSING_TYPE -> text = text.isEmpty() ? "missing attribute " + reader.u32Host() : text;
                default -> { }
            }
        }
        reader.check("acknowledgement");
        return new Acknowledgement(errno, text, offset);
    }

    /** Throws if it is a refusal. */
    void require(String operation) throws NetlinkException {
        if (errno != 0) {
            throw new NetlinkException(operation, errno, text, offset);
        }
    }
}
