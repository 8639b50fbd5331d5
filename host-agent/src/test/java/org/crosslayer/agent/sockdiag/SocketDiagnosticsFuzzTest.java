// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.sockdiag;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.List;
import org.crosslayer.agent.connections.ConnectionTable;
import org.crosslayer.agent.connections.TableRebuild;
import org.crosslayer.agent.netlink.FakeKernel;
import org.crosslayer.agent.netlink.FakeKernel.Datagram;
import org.crosslayer.agent.netlink.NetlinkException;

/**
 * A listing of sockets, and the table that is rebuilt from it. The first byte is the length of what stands for an MPTCP
 * socket, in units of four bytes; the rest stands for a TCP socket.
 */
class SocketDiagnosticsFuzzTest {
    private static final int TYPE = 20;
    private static final int MULTI = 2;
    private static final int PROTOCOL_MPTCP_IN_A_BYTE = 255;

    @FuzzTest
    void reads(byte[] input) {
        int first = input.length == 0 ? 0 : Math.min(4 * (input[0] & 0xff), input.length - 1);
        byte[] mptcp = Arrays.copyOfRange(input, Math.min(1, input.length), input.length == 0 ? 0 : 1 + first);
        byte[] tcp = Arrays.copyOfRange(input, Math.min(1 + first, input.length), input.length);
        FakeKernel kernel = new FakeKernel(request -> List.of(Datagram.of(
            request.reply(TYPE, MULTI, (request.payload()[1] & 0xff) == PROTOCOL_MPTCP_IN_A_BYTE ? mptcp : tcp),
            request.done())));
        try {
            List<MptcpSocket> sockets = new SocketDiagnostics(kernel.connection()).connections();
            ConnectionTable table = new ConnectionTable(10);
            TableRebuild.apply(table, sockets, 1);
            TableRebuild.apply(table, sockets, 2);
            sockets.toString();
        } catch (NetlinkException e) {
            // What is malformed ends like this.
        }
    }
}
