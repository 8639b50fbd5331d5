// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.sockdiag;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import org.crosslayer.agent.netlink.AttributeReader;
import org.crosslayer.agent.netlink.Errno;
import org.crosslayer.agent.netlink.NetlinkConnection;
import org.crosslayer.agent.netlink.NetlinkException;
import org.crosslayer.agent.netlink.NetlinkMessage;

/**
 * Socket diagnostics of the running kernel. A listing asks for the MPTCP sockets first and then for the TCP sockets, so
 * a subflow whose connection came up in between is left out.
 */
public final class SocketDiagnostics implements MptcpSocketDump {
    private static final int SOCK_DIAG_BY_FAMILY = 20;
    private static final int[] FAMILIES = {DiagCodec.FAMILY_IPV4, DiagCodec.FAMILY_IPV6};

    private final NetlinkConnection connection;

    public SocketDiagnostics(NetlinkConnection connection) {
        this.connection = connection;
    }

    /** Opens the diagnostics of the network namespace of the calling thread. */
    public static SocketDiagnostics open() throws NetlinkException {
        return new SocketDiagnostics(NetlinkConnection.open(NetlinkConnection.SOCK_DIAG));
    }

    /** What the kernel lacks for this, in one line; empty if nothing. */
    public static Optional<String> missing() throws NetlinkException {
        try (SocketDiagnostics diagnostics = open()) {
            return diagnostics.lack();
        }
    }

    Optional<String> lack() throws NetlinkException {
        try {
            for (int protocol : new int[] {DiagCodec.PROTOCOL_MPTCP, DiagCodec.PROTOCOL_TCP}) {
                // No socket is in none of the states: the kernel has nothing to tell but whether it knows the protocol.
                dump(DiagCodec.FAMILY_IPV4, protocol, 0, message -> null);
            }
            return Optional.empty();
        } catch (NetlinkException e) {
            if (e.errno() == Errno.ENOENT) {
                return Optional.of("Connections cannot be read: " + e.kernelText() + ".");
            }
            throw e;
        }
    }

    /** One listing. */
    private <T> List<T> dump(int family, int protocol, int states, NetlinkConnection.Decoder<T> decoder)
            throws NetlinkException {
        boolean mptcp = protocol == DiagCodec.PROTOCOL_MPTCP;
        try {
            return connection.dump(() -> mptcp ? "list MPTCP sockets" : "list TCP sockets", SOCK_DIAG_BY_FAMILY,
                buffer -> DiagCodec.writeRequest(buffer, family, protocol, states, DiagCodec.COOKIE_ANY), decoder);
        } catch (NetlinkException e) {
            if (e.errno() != Errno.ENOENT) {
                throw e;
            }
            String module = mptcp ? "mptcp_diag" : "tcp_diag";
            throw new NetlinkException(e.operation(), e.errno(), "this kernel lacks " + module + ": run 'modprobe "
                + module + "', or if it has no such module take one with CONFIG_INET_"
                + module.toUpperCase(Locale.ROOT), NetlinkException.NO_OFFSET);
        }
    }

    @Override
    public List<MptcpSocket> connections() throws NetlinkException {
        return connections(token -> true);
    }

    @Override
    public List<MptcpSocket> connections(IntPredicate wanted) throws NetlinkException {
        List<MptcpSocket> rows = new ArrayList<>();
        for (int family : FAMILIES) {
            rows.addAll(dump(family, DiagCodec.PROTOCOL_MPTCP, DiagCodec.CONNECTED_STATES,
                message -> only(wanted, decodeSocket(message))));
        }
        if (rows.isEmpty()) {
            return List.of();
        }
        Set<Integer> tokens = new HashSet<>();
        rows.forEach(row -> tokens.add(row.token()));
        Map<Integer, List<SubflowSocket>> subflows = subflows(tokens);
        List<MptcpSocket> sockets = new ArrayList<>(rows.size());
        for (MptcpSocket row : rows) {
            sockets.add(row.withSubflows(subflows.getOrDefault(row.token(), List.of())));
        }
        return sockets;
    }

    @Override
    public Optional<MptcpSocket> connection(int token) throws NetlinkException {
        MptcpSocket socket;
        try {
            socket = connection.execute(() -> "get MPTCP socket", SOCK_DIAG_BY_FAMILY,
                buffer -> DiagCodec.writeRequest(buffer, DiagCodec.FAMILY_IPV4, DiagCodec.PROTOCOL_MPTCP, 0, token),
                SocketDiagnostics::decodeSocket);
        } catch (NetlinkException e) {
            if (e.errno() == Errno.ENOENT) {
                return Optional.empty();
            }
            throw e;
        }
        if (socket == null) {
            return Optional.empty();
        }
        return Optional.of(socket.withSubflows(subflows(Set.of(token)).getOrDefault(token, List.of())));
    }

    private static MptcpSocket only(IntPredicate wanted, MptcpSocket socket) {
        return wanted.test(socket.token()) ? socket : null;
    }

    private static SubflowSocket only(Set<Integer> tokens, SubflowSocket subflow) {
        return subflow != null && tokens.contains(subflow.localToken()) ? subflow : null;
    }

    private Map<Integer, List<SubflowSocket>> subflows(Set<Integer> tokens) throws NetlinkException {
        Map<Integer, List<SubflowSocket>> byToken = new HashMap<>();
        for (int family : FAMILIES) {
            List<SubflowSocket> subflows = dump(family, DiagCodec.PROTOCOL_TCP, DiagCodec.CONNECTED_STATES,
                message -> only(tokens, SubflowDecoder.decode(message)));
            for (SubflowSocket subflow : subflows) {
                byToken.computeIfAbsent(subflow.localToken(), token -> new ArrayList<>(2)).add(subflow);
            }
        }
        return byToken;
    }

    private static MptcpSocket decodeSocket(NetlinkMessage message) throws NetlinkException {
        ByteBuffer payload = message.payload();
        AttributeReader reader = DiagCodec.attributes(payload);
        ByteBuffer data = ByteBuffer.allocate(0);
        while (reader.next()) {
            if (reader.type() == DiagCodec.ATTRIBUTE_INFO) {
                data = reader.value();
            }
        }
        reader.check("MPTCP socket");
        MptcpInfo info = DiagCodec.mptcpInfo(data);
        return new MptcpSocket(DiagCodec.tuple(payload), DiagCodec.state(payload), info.token(),
            DiagCodec.inode(payload), DiagCodec.userId(payload), info, List.of());
    }

    @Override
    public void close() {
        connection.close();
    }
}
