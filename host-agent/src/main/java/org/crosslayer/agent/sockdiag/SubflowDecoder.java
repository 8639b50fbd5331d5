// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.sockdiag;

import java.nio.ByteBuffer;
import org.crosslayer.agent.netlink.AttributeReader;
import org.crosslayer.agent.netlink.NetlinkException;
import org.crosslayer.agent.netlink.NetlinkMessage;

/** Makes a subflow of the answer about a TCP socket, if it is one (attributes MPTCP_SUBFLOW_ATTR_*). */
final class SubflowDecoder {
    private static final int REMOTE_TOKEN = 1;
    private static final int LOCAL_TOKEN = 2;
    private static final int FLAGS = 8;
    private static final int REMOTE_ID = 9;
    private static final int LOCAL_ID = 10;

    private int remoteToken;
    private int localToken;
    private int flags;
    private int remoteId;
    private int localId;

    private SubflowDecoder() {
    }

    /** Null: an ordinary TCP socket, or one whose MPTCP part the kernel does not show to this process. */
    static SubflowSocket decode(NetlinkMessage message) throws NetlinkException {
        ByteBuffer payload = message.payload();
        AttributeReader reader = DiagCodec.attributes(payload);
        ByteBuffer tcp = ByteBuffer.allocate(0);
        SubflowDecoder subflow = null;
        while (reader.next()) {
            switch (reader.type()) {
                case DiagCodec.ATTRIBUTE_INFO -> tcp = reader.value();
                case DiagCodec.ATTRIBUTE_ULP -> {
                    AttributeReader mptcp = DiagCodec.mptcpOf(reader.nested());
                    if (mptcp != null) {
                        subflow = new SubflowDecoder();
                        subflow.read(mptcp);
                    }
                }
                default -> { }
            }
        }
        reader.check("TCP socket");
        return subflow == null ? null : new SubflowSocket(DiagCodec.tuple(payload), DiagCodec.state(payload),
            DiagCodec.interfaceIndex(payload), subflow.localToken, subflow.remoteToken, subflow.localId,
            subflow.remoteId, subflow.flags, DiagCodec.sendQueue(payload), DiagCodec.receiveQueue(payload),
            DiagCodec.tcpInfo(tcp));
    }

    private void read(AttributeReader reader) {
        while (reader.next()) {
            switch (reader.type()) {
                case REMOTE_TOKEN -> remoteToken = reader.u32Host();
                case LOCAL_TOKEN -> localToken = reader.u32Host();
                case FLAGS -> flags = reader.u32Host();
                case REMOTE_ID -> remoteId = reader.u8();
                case LOCAL_ID -> localId = reader.u8();
                default -> { }
            }
        }
    }
}
