// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.training;

import java.util.List;
import java.util.Optional;
import org.crosslayer.agent.mptcp.FourTuple;
import org.crosslayer.agent.netlink.NetlinkException;
import org.crosslayer.agent.sockdiag.MptcpInfo;
import org.crosslayer.agent.sockdiag.MptcpSocket;
import org.crosslayer.agent.sockdiag.MptcpSocketDump;
import org.crosslayer.agent.sockdiag.SocketDiagnostics;
import org.crosslayer.agent.sockdiag.SocketState;
import org.crosslayer.agent.sockdiag.SubflowSocket;
import org.crosslayer.agent.sockdiag.TcpInfo;

/** Asks the kernel for its connections, and shows one that is not there instead. */
final class AbsentSocket implements MptcpSocketDump {
    private final SocketDiagnostics kernel = SocketDiagnostics.open();
    private final MptcpSocket socket;

    AbsentSocket(int token, FourTuple tuple) throws NetlinkException {
        TcpInfo tcp = new TcpInfo(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        MptcpInfo info = new MptcpInfo(0, 0, 0, 0, 0, token, 0, 0, 0, 0, false, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        socket = new MptcpSocket(tuple, SocketState.ESTABLISHED, token, 0, 0, info, List.of(
            new SubflowSocket(tuple, SocketState.ESTABLISHED, 0, token, 0, 0, 0, 0, 0, 0, tcp)));
    }

    @Override
    public List<MptcpSocket> connections() throws NetlinkException {
        kernel.connections();
        return List.of(socket);
    }

    @Override
    public Optional<MptcpSocket> connection(int token) throws NetlinkException {
        return Optional.of(socket);
    }

    @Override
    public void close() {
        kernel.close();
    }
}
