// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.connections;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.crosslayer.agent.mptcp.FourTuple;
import org.crosslayer.agent.mptcp.MptcpEvent;
import org.crosslayer.agent.mptcp.SocketEndpoint;
import org.crosslayer.agent.mptcp.SubflowDetails;
import org.crosslayer.agent.sockdiag.MptcpInfo;
import org.crosslayer.agent.sockdiag.MptcpSocket;
import org.crosslayer.agent.sockdiag.SocketState;
import org.crosslayer.agent.sockdiag.SubflowSocket;
import org.crosslayer.agent.sockdiag.TcpInfo;

/** Connections, subflows and events to test with. */
public final class Samples {
    public static final int TOKEN = 0x3f2a9c01;
    public static final FourTuple INITIAL = tuple("10.0.1.2", 40_000, "10.0.2.2", 80);
    public static final FourTuple SECOND = tuple("10.0.1.2", 12_000, "10.0.2.2", 80);

    private Samples() {
    }

    public static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    public static SocketEndpoint endpoint(String address, int port) {
        return new SocketEndpoint(address(address), port);
    }

    public static FourTuple tuple(String local, int localPort, String remote, int remotePort) {
        return new FourTuple(endpoint(local, localPort), endpoint(remote, remotePort));
    }

    public static MptcpEvent created() {
        return new MptcpEvent.Created(TOKEN, INITIAL, false, false);
    }

    public static MptcpEvent established() {
        return new MptcpEvent.Established(TOKEN, INITIAL, false, false);
    }

    public static MptcpEvent established(int token) {
        return new MptcpEvent.Established(token, tuple("10.0.1.2", 10_000 + token, "10.0.2.2", 80), false, false);
    }

    public static SubflowDetails details(FourTuple tuple, int localId, int error) {
        return new SubflowDetails(tuple, localId, 0, false, 0, error, 0);
    }

    public static MptcpEvent subflowEstablished(FourTuple tuple, int localId) {
        return new MptcpEvent.SubflowEstablished(TOKEN, details(tuple, localId, 0));
    }

    public static MptcpEvent subflowClosed(FourTuple tuple, int localId, int error) {
        return new MptcpEvent.SubflowClosed(TOKEN, details(tuple, localId, error), Optional.empty());
    }

    public static SubflowSocket subflowSocket(int token, FourTuple tuple, int localId, SocketState state) {
        int flags = (localId == 0 ? SubflowSocket.FLAG_CAPABLE_LOCAL | SubflowSocket.FLAG_CAPABLE_REMOTE
            : SubflowSocket.FLAG_JOIN_LOCAL | SubflowSocket.FLAG_JOIN_REMOTE) | SubflowSocket.FLAG_FULLY_ESTABLISHED
            | SubflowSocket.FLAG_CONNECTED;
        return new SubflowSocket(tuple, state, 0, token, 7, localId, 0, flags, 0, 0,
            new TcpInfo(1500, 0, 0, 10, 0, 1448, 0, 3, 1000, 900, 2000, 0, 0, 50_000, 0, 0, 0, 0, 0, 0));
    }

    public static MptcpSocket socket(int token, FourTuple tuple, long bytes, SubflowSocket... subflows) {
        MptcpInfo info = new MptcpInfo(subflows.length - 1, 0, 0, 0, 2, token, 0, 0, 0, 0, false, 0, 0, bytes, 0, bytes,
            subflows.length, 0, 0, 0);
        return new MptcpSocket(tuple, SocketState.ESTABLISHED, token, 99, 0, info, List.of(subflows));
    }

    /** The connection of the events, as a dump shows it. */
    public static MptcpSocket socket() {
        return socket(TOKEN, INITIAL, 5_000, subflowSocket(TOKEN, INITIAL, 0, SocketState.ESTABLISHED));
    }
}
