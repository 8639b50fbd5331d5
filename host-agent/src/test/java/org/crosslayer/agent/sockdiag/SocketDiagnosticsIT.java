// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.sockdiag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.math.MathContext;
import org.crosslayer.agent.mptcp.ConnectionToken;
import org.crosslayer.agent.mptcp.FourTuple;
import org.crosslayer.agent.mptcp.KernelFixture.Connected;
import org.crosslayer.agent.mptcp.KernelFixture.Family;
import org.crosslayer.agent.mptcp.OnRunningKernel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The listing against what was done and against what ss says. */
class SocketDiagnosticsIT extends OnRunningKernel {
    @ParameterizedTest
    @EnumSource
    void joinsAConnectionWithItsSubflows(Family family) throws Exception {
        Connected connection = kernel.connect(family);
        FourTuple second = kernel.open(connection, 12345, 4);
        kernel.client.echo(connection.socket(), 200_000);

        MptcpSocket socket = kernel.diagnostics.connection(connection.token()).orElseThrow();
        assertThat(kernel.diagnostics.connections()).extracting(MptcpSocket::token)
            .containsExactly(connection.token());
        assertThat(socket.state()).isEqualTo(SocketState.ESTABLISHED);
        assertThat(socket.tuple()).isEqualTo(connection.tuple());
        assertThat(socket.serverSide()).contains(false);
        assertThat(socket.info().subflows()).isEqualTo(1);
        assertThat(socket.info().isFallback()).isFalse();
        assertThat(socket.inode()).isPositive();
        assertThat(socket.subflows()).extracting(SubflowSocket::tuple)
            .containsExactlyInAnyOrder(connection.tuple(), second);
        assertThat(socket.subflows()).allSatisfy(subflow -> {
            assertThat(subflow.localToken()).isEqualTo(connection.token());
            assertThat(subflow.state()).isEqualTo(SocketState.ESTABLISHED);
            assertThat(subflow.isInitial()).isEqualTo(subflow.tuple().equals(connection.tuple()));
            assertThat(subflow.localId()).isEqualTo(subflow.isInitial() ? 0 : 4);
            assertThat(subflow.tcp().rttMicros()).isPositive();
            assertThat(subflow.tcp().congestionWindow()).isPositive();
        });
        assertThat(socket.subflows().stream().mapToLong(subflow -> subflow.tcp().bytesSent()).sum())
            .isGreaterThanOrEqualTo(200_100);
    }

    @ParameterizedTest
    @EnumSource
    void seesTheOtherSide(Family family) throws Exception {
        Connected connection = kernel.connect(family);
        kernel.open(connection, 12345, 4);
        try (SocketDiagnostics theirs = kernel.thereSpace.call(SocketDiagnostics::open)) {
            MptcpSocket socket = await().until(() -> theirs.connections().get(0),
                found -> found.subflows().size() == 2);
            assertThat(socket.serverSide()).contains(true);
            assertThat(socket.subflows()).filteredOn(subflow -> !subflow.isInitial()).singleElement()
                .satisfies(subflow -> assertThat(subflow.remoteId()).isEqualTo(4));
        }
    }

    @Test
    void findsIpv4ConnectionsOfDualStackSockets() throws Exception {
        Connected connection = kernel.connect("::ffff:10.9.0.2", kernel.server.listen("::", 0));
        assertThat(kernel.diagnostics.connections()).singleElement()
            .satisfies(socket -> assertThat(socket.tuple()).isEqualTo(connection.tuple()));
        assertThat(kernel.diagnostics.connection(connection.token()).orElseThrow().subflows()).hasSize(1);
    }

    @Test
    void hasNothingAboutAnUnknownToken() throws Exception {
        assertThat(kernel.diagnostics.connection(0x7b)).isEmpty();
        assertThat(kernel.diagnostics.connections()).isEmpty();
    }

    @Test
    void listsMoreThanFitsOneRead() throws Exception {
        int port = kernel.server.listen("10.9.0.2", 0);
        for (int i = 0; i < 300; i++) {
            kernel.client.connect("10.9.0.2", port);
        }
        assertThat(kernel.diagnostics.connections()).hasSize(300)
            .allSatisfy(socket -> assertThat(socket.subflows()).hasSize(1));
    }

    @ParameterizedTest
    @EnumSource
    void agreesWithSs(Family family) throws Exception {
        Connected connection = kernel.connect(family);
        kernel.open(connection, 12345, 4);
        // a late retransmission may come between the two readings: again then
        await().untilAsserted(() -> compareWithSs(connection.token()));
    }

    private void compareWithSs(int number) throws Exception {
        MptcpSocket socket = kernel.diagnostics.connection(number).orElseThrow();
        String token = trimmed(number);

        String mptcp = kernel.hereSpace.exec("ss", "-Mni");
        assertThat(mptcp.lines().filter(line -> line.startsWith("ESTAB"))).hasSize(1);
        assertThat(mptcp).contains("token:" + token).contains("subflows:" + socket.info().subflows())
            .contains("rcv_nxt:" + Long.toHexString(socket.info().receiveNext()))
            .contains("write_seq:" + Long.toHexString(socket.info().writeSequence()));

        String tcp = kernel.hereSpace.exec("ss", "-tnOi");
        for (SubflowSocket subflow : socket.subflows()) {
            String line = tcp.lines().filter(row -> row.contains(":" + subflow.tuple().local().port() + " "))
                .findFirst().orElseThrow();
            assertThat(line).contains("(id:" + subflow.remoteId() + ")/" + token + "(id:" + subflow.localId() + ")")
                .contains(" cwnd:" + subflow.tcp().congestionWindow())
                .contains(" mss:" + subflow.tcp().segmentSize())
                .contains(String.format(" rtt:%s/%s", millis(subflow.tcp().rttMicros()),
                    millis(subflow.tcp().rttVarianceMicros())))
                .contains(" bytes_acked:" + subflow.tcp().bytesAcked());
            if (subflow.isInitial()) {
                assertThat(line).contains(" bytes_sent:" + subflow.tcp().bytesSent())
                    .contains(" bytes_received:" + subflow.tcp().bytesReceived())
                    .contains(" delivery_rate " + subflow.tcp().deliveryRate() * 8 + "bps")
                    .contains(" minrtt:" + millis(subflow.tcp().minRttMicros()));
            }
        }
    }

    /** ss prints tokens without leading zeroes, but with at least four digits. */
    private static String trimmed(int token) {
        String text = ConnectionToken.format(token);
        while (text.length() > 4 && text.startsWith("0")) {
            text = text.substring(1);
        }
        return text;
    }

    /** Milliseconds as C's %g prints them. */
    private static String millis(long micros) {
        String text = new BigDecimal(micros).movePointLeft(3)
            .round(new MathContext(6)).stripTrailingZeros().toPlainString();
        return text.equals("0.000") ? "0" : text;
    }
}
