// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.sockdiag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.crosslayer.agent.mptcp.FourTuple;
import org.crosslayer.agent.mptcp.SocketEndpoint;
import org.crosslayer.agent.netlink.AttributeWriter;
import org.crosslayer.agent.netlink.Errno;
import org.crosslayer.agent.netlink.FakeKernel;
import org.crosslayer.agent.netlink.FakeKernel.Datagram;
import org.crosslayer.agent.netlink.NetlinkException;
import org.crosslayer.agent.netlink.NetlinkMessage;
import org.junit.jupiter.api.Test;

class SocketDiagnosticsTest {
    private static final int TYPE = 20;
    private static final int TOKEN = 0xfedcba98;

    /** inet_diag_msg and attributes. */
    private static byte[] row(int family, int state, int localPort, Consumer<AttributeWriter> attributes) {
        byte[] local = family == 2 ? new byte[] {10, 0, 0, 1} : address("fd00::1").getAddress();
        byte[] remote = family == 2 ? new byte[] {10, 0, 0, 2} : address("fd00::2").getAddress();
        byte[] head = FakeKernel.bytes(72, buffer -> {
            buffer.put((byte) family).put((byte) state).put((byte) 0).put((byte) 0);
            buffer.put((byte) (localPort >> 8)).put((byte) localPort).put((byte) 0).put((byte) 80);
            buffer.put(Arrays.copyOf(local, 16)).put(Arrays.copyOf(remote, 16)).putInt(3).putLong(-1);
            buffer.putInt(0).putInt(11).putInt(22).putInt(1000).putInt(77);
        });
        return FakeKernel.join(head, FakeKernel.attributes(attributes));
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Test
    void shouldNotCountWhatTheHostsOwnQueueHasDroppedAsOnItsWay() {
        TcpInfo dropped = new TcpInfo(0, 0, 0, 100, 0, 1448, 80, 0, 15_000_000, 900_000, 0, 0, 840_000, 0, 0, 0, 0, 0,
            0, 0);
        assertThat(dropped.bytesInFlight()).isEqualTo(80 * 1448);
        TcpInfo small = new TcpInfo(0, 0, 0, 100, 0, 1448, 1, 0, 1100, 1000, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        assertThat(small.bytesInFlight()).isEqualTo(100);
    }

    /** mptcp_info as of 6.18: 96 bytes, each field with a value of its own. */
    private static byte[] mptcpInfo(int token) {
        return FakeKernel.bytes(96, buffer -> {
            buffer.put(new byte[] {1, 2, 3, 4, 5, 6, 0, 0}).putInt(3).putInt(token);
            buffer.putLong(16).putLong(24).putLong(32).put(new byte[] {40, 41, 1, 0}).putInt(44);
            buffer.putLong(48).putLong(56).putLong(64).putLong(72).put(new byte[] {80, 0, 0, 0});
            buffer.putInt(84).putInt(88).putInt(92);
        });
    }

    private static void subflow(AttributeWriter writer, int token) {
        writer.nested(19, upper -> upper.string(1, "mptcp").nested(3, mptcp -> mptcp.u32Host(1, 5).u32Host(2, token)
            .u32Host(3, 0).u32Host(8, 0xc4).u8(9, 6).u8(10, 7)));
    }

    /** Answers by family and protocol. */
    private static SocketDiagnostics kernel(byte[] mptcp4, byte[] mptcp6, byte[] tcp4, byte[] tcp6) {
        return new SocketDiagnostics(new FakeKernel(request -> {
            boolean six = request.payload()[0] == 10;
            boolean tcp = request.payload()[1] == 6;
            byte[] content = tcp ? six ? tcp6 : tcp4 : six ? mptcp6 : mptcp4;
            return content == null ? List.of(Datagram.of(request.done()))
                : List.of(Datagram.of(request.reply(TYPE, 2, content)), Datagram.of(request.done()));
        }).connection());
    }

    @Test
    void asksForAllConnectionsOfAProtocol() {
        ByteBuffer buffer = ByteBuffer.allocate(100).order(ByteOrder.nativeOrder());
        DiagCodec.writeRequest(buffer, 10, 262);
        assertThat(Arrays.copyOf(buffer.array(), buffer.position())).isEqualTo(FakeKernel.bytes(64, expected -> {
            expected.put(new byte[] {10, (byte) 255, 2, 0});
            // ESTABLISHED SYN_SENT SYN_RECV FIN_WAIT1 FIN_WAIT2 CLOSE CLOSE_WAIT LAST_ACK CLOSING
            expected.putInt(0b1011_1011_1110).put(new byte[40]).putLong(-1).put(FakeKernel.attributes(
                writer -> writer.u32Host(3, 262)));
        }));
        buffer.clear();
        DiagCodec.writeRequest(buffer, 2, 6);
        assertThat(buffer.position()).isEqualTo(56);
        assertThat(buffer.get(1)).isEqualTo((byte) 6);
    }

    @Test
    void joinsConnectionsAndSubflows() throws NetlinkException {
        SocketDiagnostics diagnostics = kernel(
            row(2, 1, 40000, writer -> writer.bytes(2, mptcpInfo(TOKEN))),
            row(10, 8, 40001, writer -> writer.bytes(2, mptcpInfo(9))),
            row(2, 1, 40000, writer -> subflow(writer, TOKEN)),
            row(10, 1, 40002, writer -> subflow(writer, 12345)));

        List<MptcpSocket> sockets = diagnostics.connections();

        assertThat(sockets).hasSize(2);
        MptcpSocket first = sockets.get(0);
        assertThat(first.token()).isEqualTo(TOKEN);
        assertThat(first.tuple()).isEqualTo(new FourTuple(new SocketEndpoint(address("10.0.0.1"), 40000),
            new SocketEndpoint(address("10.0.0.2"), 80)));
        assertThat(first.userId()).isEqualTo(1000);
        assertThat(first.inode()).isEqualTo(77);
        assertThat(first.info()).isEqualTo(new MptcpInfo(1, 2, 3, 4, 3, TOKEN, 16, 24, 32, 40, true, 44, 48, 56, 64, 72,
            80, 84, 88, 92));
        assertThat(first.subflows()).singleElement().satisfies(subflow -> {
            assertThat(List.of(subflow.remoteToken(), subflow.localToken(), subflow.remoteId(), subflow.localId(),
                subflow.interfaceIndex())).containsExactly(5, TOKEN, 6, 7, 3);
            assertThat(List.of(subflow.receiveQueue(), subflow.sendQueue())).containsExactly(11L, 22L);
            assertThat(subflow.flags()).isEqualTo(0xc4);
        });
        MptcpSocket second = sockets.get(1);
        assertThat(second.state()).isEqualTo(SocketState.CLOSE_WAIT);
        assertThat(second.tuple().local().address()).isEqualTo(address("fd00::1"));
        assertThat(second.subflows()).isEmpty();
        assertThat(second.serverSide()).isEmpty();
    }

    @Test
    void leavesOrdinaryTcpOut() throws NetlinkException {
        SocketDiagnostics diagnostics = kernel(row(2, 1, 40000, writer -> writer.bytes(2, mptcpInfo(TOKEN))), null,
            row(2, 1, 40000, writer -> writer.nested(19, upper -> upper.string(1, "tls"))),
            row(10, 1, 40000, writer -> { }));
        assertThat(diagnostics.connections()).singleElement()
            .satisfies(socket -> assertThat(socket.subflows()).isEmpty());
    }

    @Test
    void asksForTcpOnlyIfThereIsMptcp() throws NetlinkException {
        FakeKernel kernel = new FakeKernel(request -> List.of(Datagram.of(request.done())));
        assertThat(new SocketDiagnostics(kernel.connection()).connections()).isEmpty();
        assertThat(kernel.requests()).hasSize(2);
    }

    @Test
    void getsOneConnectionByItsToken() throws NetlinkException {
        FakeKernel kernel = new FakeKernel(request -> {
            boolean tcp = request.payload()[1] == 6;
            return tcp ? List.of(Datagram.of(request.done())) : List.of(Datagram.of(
                request.reply(TYPE, 0, row(2, 1, 40000, writer -> writer.bytes(2, mptcpInfo(TOKEN))))),
                Datagram.of(request.ack()));
        });
        assertThat(new SocketDiagnostics(kernel.connection()).connection(TOKEN)).get()
            .extracting(MptcpSocket::token).isEqualTo(TOKEN);
        assertThat(ByteBuffer.wrap(kernel.requests().get(0).payload()).order(ByteOrder.nativeOrder()).getInt(48))
            .isEqualTo(TOKEN);

        FakeKernel empty = new FakeKernel(request -> List.of(Datagram.of(request.reply(NetlinkMessage.TYPE_ERROR,
            NetlinkMessage.FLAG_CAPPED, request.error(Errno.ENOENT)))));
        assertThat(new SocketDiagnostics(empty.connection()).connection(TOKEN)).isEqualTo(Optional.empty());
    }

    @Test
    void saysWhichModuleOfTheKernelIsMissing() throws NetlinkException {
        for (boolean mptcp : new boolean[] {true, false}) {
            FakeKernel kernel = new FakeKernel(request -> List.of(Datagram.of(
                (request.payload()[1] != 6) == mptcp ? request.reply(NetlinkMessage.TYPE_ERROR,
                    NetlinkMessage.FLAG_CAPPED, request.error(Errno.ENOENT)) : request.done())));
            String module = mptcp ? "mptcp_diag" : "tcp_diag";
            assertThat(new SocketDiagnostics(kernel.connection()).lack()).contains("Connections cannot be read: this"
                + " kernel lacks " + module + ": run 'modprobe " + module + "', or if it has no such module take one"
                + " with CONFIG_INET_" + (mptcp ? "MPTCP_DIAG" : "TCP_DIAG") + ".");
            if (mptcp) {
                assertThatThrownBy(() -> new SocketDiagnostics(kernel.connection()).connections())
                    .hasMessageStartingWith("list MPTCP sockets: this kernel lacks mptcp_diag: run");
            }
        }
        FakeKernel whole = new FakeKernel(request -> List.of(Datagram.of(request.done())));
        assertThat(new SocketDiagnostics(whole.connection()).lack()).isEmpty();
    }

    @Test
    void takesShorterStructuresOfOlderKernels() {
        byte[] whole = mptcpInfo(TOKEN);
        MptcpInfo old = DiagCodec.mptcpInfo(host(Arrays.copyOf(whole, 40)));
        assertThat(old.receiveNext()).isEqualTo(32);
        assertThat(old.bytesSent()).isZero();
        for (int length = 0; length < whole.length; length++) {
            DiagCodec.mptcpInfo(host(Arrays.copyOf(whole, length)));
            DiagCodec.tcpInfo(host(Arrays.copyOf(new byte[256], length)));
        }
        assertThat(DiagCodec.mptcpInfo(host(new byte[0])).token()).isZero();
    }

    @Test
    void readsTcpInfoAtTheKernelsOffsets() {
        ByteBuffer info = host(new byte[248]);
        for (int offset = 0; offset < 104; offset += 4) {
            info.putInt(offset, offset);
        }
        for (int offset = 104; offset < 136; offset += 8) {
            info.putLong(offset, offset);
        }
        info.putInt(144, 144).putInt(148, 148).putLong(160, 160).putLong(168, 168).putLong(176, 176)
            .putLong(200, 200).putLong(208, 208);
        assertThat(DiagCodec.tcpInfo(info)).isEqualTo(new TcpInfo(68, 72, 148, 80, 76, 16, 24, 100, 200, 120, 128, 208,
            144, 160, 104, 44, 52, 56, 168, 176));
    }

    @Test
    void readsEveryTruncationCleanly() {
        byte[] whole = row(10, 1, 40000, writer -> {
            writer.bytes(2, mptcpInfo(TOKEN));
            subflow(writer, TOKEN);
        });
        for (int length = 0; length < whole.length; length++) {
            readCleanly(Arrays.copyOf(whole, length));
        }
    }

    @Property
    void readsAnyBytesCleanly(@ForAll @Size(max = 160) byte[] bytes) {
        readCleanly(bytes);
        readCleanly(FakeKernel.join(row(2, 1, 1, writer -> { }), bytes));
    }

    private static void readCleanly(byte[] content) {
        try {
            kernel(content, null, content, null).connections();
        } catch (NetlinkException e) {
            assertThat(e.getMessage()).startsWith("read ");
        }
    }

    @Test
    void namesStates() {
        assertThat(SocketState.of(1)).isEqualTo(SocketState.ESTABLISHED);
        assertThat(SocketState.of(10)).isEqualTo(SocketState.LISTEN);
        assertThat(SocketState.of(0)).isEqualTo(SocketState.UNKNOWN);
        assertThat(SocketState.of(99)).isEqualTo(SocketState.UNKNOWN);
    }

    private static ByteBuffer host(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    }
}
