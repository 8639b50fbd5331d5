// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.mptcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crosslayer.agent.mptcp.KernelFixture.endpoint;
import static org.crosslayer.agent.mptcp.KernelFixture.reversed;

import org.crosslayer.agent.mptcp.KernelFixture.Connected;
import org.crosslayer.agent.mptcp.KernelFixture.Family;
import org.crosslayer.agent.netlink.NetlinkException;
import org.crosslayer.agent.sockdiag.SubflowSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Commands of the user-space path manager and the events that they lead to, with the running kernel. */
class PathManagerIT extends OnRunningKernel {
    @ParameterizedTest
    @EnumSource
    void tellsWhoOpenedAConnectionAndWhenItIsGone(Family family) {
        Connected connection = kernel.connect(family);

        assertThat(connection.tuple().local())
            .isEqualTo(endpoint(family.here, connection.socket().port()));
        assertThat(kernel.here.await(MptcpEvent.Created.class))
            .isEqualTo(new MptcpEvent.Created(connection.token(), connection.tuple(), false, false));
        assertThat(kernel.here.await(MptcpEvent.Established.class).serverSide()).isFalse();
        MptcpEvent.Established accepted = kernel.there.await(MptcpEvent.Established.class);
        assertThat(accepted.serverSide()).isTrue();
        assertThat(accepted.tuple()).isEqualTo(reversed(connection.tuple()));
        assertThat(kernel.there.await(MptcpEvent.Created.class).token()).isEqualTo(accepted.token());

        kernel.client.close(connection.socket());
        assertThat(kernel.here.await(MptcpEvent.Closed.class).token()).isEqualTo(connection.token());
        assertThat(kernel.there.await(MptcpEvent.Closed.class).token()).isEqualTo(accepted.token());
    }

    @ParameterizedTest
    @EnumSource
    void opensASubflowFromAChosenSourcePort(Family family) throws Exception {
        Connected connection = kernel.connect(family);

        FourTuple tuple = kernel.open(connection, 12345, 7);

        assertThat(kernel.here.await(MptcpEvent.SubflowEstablished.class)).isEqualTo(new MptcpEvent.SubflowEstablished(
            connection.token(), new SubflowDetails(tuple, 7, 0, false, 0, 0, 0)));
        SubflowDetails accepted = kernel.there.await(MptcpEvent.SubflowEstablished.class).subflow();
        assertThat(accepted).isEqualTo(new SubflowDetails(reversed(tuple), 0, 7, false, 0, 0, 0));
        assertThat(kernel.paths.addresses(connection.token())).containsExactly(
            new LocalAddress(tuple.local(), 7, LocalAddress.FLAG_SUBFLOW, 0));
        assertThat(kernel.paths.address(connection.token(), 7).endpoint()).isEqualTo(tuple.local());
    }

    @ParameterizedTest
    @EnumSource
    void opensASubflowAsBackupBoundToAnInterface(Family family) throws Exception {
        Connected connection = kernel.connect(family);
        SocketEndpoint local = endpoint(family.here, 12345);
        int index = Integer.parseInt(
            kernel.hereSpace.exec("cat", "/sys/class/net/eth0/ifindex").strip());

        kernel.paths.createSubflow(connection.token(), local, 1, true, index, connection.tuple().remote(), 0);

        assertThat(kernel.here.await(MptcpEvent.SubflowEstablished.class).subflow().interfaceIndex())
            .isEqualTo(index);
        assertThat(kernel.there.await(MptcpEvent.SubflowEstablished.class).subflow().backup()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void closesASubflow(Family family) throws Exception {
        Connected connection = kernel.connect(family);
        FourTuple tuple = kernel.open(connection, 12345, 1);
        kernel.there.await(MptcpEvent.SubflowEstablished.class);

        kernel.paths.destroySubflow(connection.token(), tuple);

        assertThat(kernel.here.await(MptcpEvent.SubflowClosed.class).tuple()).isEqualTo(tuple);
        assertThat(kernel.there.await(MptcpEvent.SubflowClosed.class).tuple()).isEqualTo(reversed(tuple));
        kernel.client.echo(connection.socket(), 100);
        refused(() -> kernel.paths.destroySubflow(connection.token(), tuple)).errnoIs("ESRCH");
    }

    @ParameterizedTest
    @EnumSource
    void closesTheInitialSubflowToo(Family family) throws Exception {
        Connected connection = kernel.connect(family);
        kernel.open(connection, 12345, 1);
        kernel.there.await(MptcpEvent.SubflowEstablished.class);

        kernel.paths.destroySubflow(connection.token(), connection.tuple());

        kernel.here.await(MptcpEvent.SubflowClosed.class, event -> event.tuple().equals(connection.tuple()));
        kernel.client.echo(connection.socket(), 100_000);
    }

    @ParameterizedTest
    @EnumSource
    void changesThePriorityOfASubflow(Family family) throws Exception {
        Connected connection = kernel.connect(family);
        FourTuple tuple = kernel.open(connection, 12345, 1);

        kernel.paths.setBackup(connection.token(), tuple, true);

        MptcpEvent.SubflowPriority told = kernel.there.await(MptcpEvent.SubflowPriority.class);
        assertThat(told.tuple()).isEqualTo(reversed(tuple));
        assertThat(told.subflow().backup()).isTrue();
        SubflowSocket socket = kernel.diagnostics.connection(connection.token()).orElseThrow().subflows().stream()
            .filter(subflow -> subflow.tuple().equals(tuple)).findFirst().orElseThrow();
        assertThat(socket.isBackup()).isTrue();

        kernel.paths.setBackup(connection.token(), tuple, false);
        kernel.there.await(MptcpEvent.SubflowPriority.class, event -> !event.subflow().backup());
    }

    @ParameterizedTest
    @EnumSource
    void announcesAndWithdrawsAnAddress(Family family) throws Exception {
        Connected connection = kernel.connect(family);
        String other = family == Family.IPV4 ? "10.9.0.101" : "fd09::101";
        kernel.hereSpace.ip("address add " + other + (family == Family.IPV4 ? "/24" : "/64") + " dev eth0"
            + (family == Family.IPV4 ? "" : " nodad"));

        kernel.paths.announce(connection.token(), endpoint(other, 0), 9, 0);
        MptcpEvent.Announced announced = kernel.there.await(MptcpEvent.Announced.class);
        assertThat(announced.remoteId()).isEqualTo(9);
        assertThat(announced.address()).isEqualTo(endpoint(other, connection.tuple().local().port()));

        kernel.paths.remove(connection.token(), 9);
        assertThat(kernel.there.await(MptcpEvent.Removed.class).remoteId()).isEqualTo(9);
        refused(() -> kernel.paths.remove(connection.token(), 9)).errnoIs("EINVAL").says("9 not found");
    }

    @ParameterizedTest
    @EnumSource
    void announcesAnAddressWithAPort(Family family) throws Exception {
        makeRoomForPorts();
        Connected connection = kernel.connect(family);

        kernel.paths.announce(connection.token(), endpoint(family.here, 5201), 3, 0);

        assertThat(kernel.there.await(MptcpEvent.Announced.class).address())
            .isEqualTo(endpoint(family.here, 5201));
    }

    @ParameterizedTest
    @EnumSource
    void joinsFromTheServerSide(Family family) throws Exception {
        makeRoomForPorts();
        Connected connection = kernel.connect(family);
        int clientPort = 23456;
        kernel.client.listen(family.here, clientPort);
        MptcpEvent.Established accepted = kernel.there.await(MptcpEvent.Established.class);
        kernel.paths.announce(connection.token(), endpoint(family.here, clientPort), 3, 0);
        MptcpEvent.Announced announced = kernel.there.await(MptcpEvent.Announced.class);

        try (KernelPathManager theirs = kernel.thereSpace.call(KernelPathManager::open)) {
            theirs.createSubflow(accepted.token(), endpoint(family.there, 11111), 1, false, 0, announced.address(),
                announced.remoteId());
        }

        FourTuple tuple = new FourTuple(endpoint(family.here, clientPort), endpoint(family.there, 11111));
        assertThat(kernel.here.await(MptcpEvent.SubflowEstablished.class).tuple()).isEqualTo(tuple);
    }

    @Test
    void findsIpv4SubflowsOfADualStackSocket() throws Exception {
        int port = kernel.server.listen("::", 0);
        Connected connection = kernel.connect("::ffff:10.9.0.2", port);
        assertThat(connection.tuple().remote()).isEqualTo(endpoint("10.9.0.2", port));
        FourTuple tuple = kernel.open(connection, 12345, 1);

        kernel.paths.setBackup(connection.token(), connection.tuple(), true);
        kernel.there.await(MptcpEvent.SubflowPriority.class);
        kernel.paths.destroySubflow(connection.token(), connection.tuple());
        kernel.here.await(MptcpEvent.SubflowClosed.class, event -> event.tuple().equals(connection.tuple()));
        assertThat(kernel.diagnostics.connections()).singleElement().satisfies(socket ->
            assertThat(socket.subflows()).extracting(SubflowSocket::tuple).contains(tuple));
        kernel.paths.destroySubflow(connection.token(), tuple);
    }

    @ParameterizedTest
    @EnumSource
    void refusesASourcePortThatIsInUse(Family family) throws Exception {
        int held = kernel.client.hold(family.here, 0);
        Connected connection = kernel.connect(family);
        SocketEndpoint local = endpoint(family.here, held);

        refused(() -> kernel.paths.createSubflow(connection.token(), local, 1, false, 0,
            connection.tuple().remote(), 0)).errnoIs("EADDRINUSE").startsWith("open subflow " + local + " > ");
        kernel.open(connection, 12345, 2);
    }

    /** Why each attempt needs an id of its own: which entry the kernel takes back is not the one that failed. */
    @ParameterizedTest
    @EnumSource
    void goesOnWithANewIdAfterARefusal(Family family) throws Exception {
        int held = kernel.client.hold(family.here, 0);
        Connected connection = kernel.connect(family);
        FourTuple first = kernel.open(connection, 12345, 1);
        SocketEndpoint local = endpoint(family.here, held);

        refused(() -> kernel.paths.createSubflow(connection.token(), local, 2, false, 0, first.remote(), 0))
            .errnoIs("EADDRINUSE");
        refused(() -> kernel.paths.createSubflow(connection.token(), endpoint(family.here, 12346), 2, false, 0,
            first.remote(), 0)).errnoIs("EINVAL").says("did not match address and id");

        FourTuple third = kernel.open(connection, 12347, 3);
        kernel.paths.destroySubflow(connection.token(), first);
        kernel.paths.destroySubflow(connection.token(), third);
    }

    @ParameterizedTest
    @EnumSource
    void refusesOneSourcePortTwice(Family family) throws Exception {
        Connected connection = kernel.connect(family);
        FourTuple tuple = kernel.open(connection, 12345, 1);

        refused(() -> kernel.paths.createSubflow(connection.token(), tuple.local(), 2, false, 0, tuple.remote(), 0))
            .errnoIs("EINVAL").says("did not match address and id");
    }

    @ParameterizedTest
    @EnumSource
    void tellsThatASubflowWasRefusedByThePeer(Family family) throws Exception {
        Connected connection = kernel.connect(family);
        SocketEndpoint nobody = endpoint(family.there, 1);
        SocketEndpoint local = endpoint(family.here, 12345);

        kernel.paths.createSubflow(connection.token(), local, 1, false, 0, nobody, 0);

        SubflowDetails subflow = kernel.here.await(MptcpEvent.SubflowClosed.class).subflow();
        assertThat(subflow.tuple()).isEqualTo(new FourTuple(local, nobody));
        assertThat(subflow.error()).isEqualTo(111);
    }

    @Test
    void refusesAnAddressOfAnotherHost() throws Exception {
        Connected connection = kernel.connect(Family.IPV4);
        refused(() -> kernel.paths.createSubflow(connection.token(), endpoint("10.9.0.77", 12345), 1, false, 0,
            connection.tuple().remote(), 0)).errnoIs("EADDRNOTAVAIL");
    }

    @Test
    void refusesAnotherAddressFamily() throws Exception {
        Connected connection = kernel.connect(Family.IPV4);
        refused(() -> kernel.paths.createSubflow(connection.token(), endpoint("fd09::1", 12345), 1, false, 0,
            endpoint("fd09::2", connection.tuple().remote().port()), 0)).errnoIs("EINVAL").says("families mismatch");
    }

    @Test
    void refusesATokenThatIsNotThere() throws Exception {
        kernel.connect(Family.IPV4);
        FourTuple tuple = new FourTuple(endpoint("10.9.0.1", 12345), endpoint("10.9.0.2", 80));

        refused(() -> kernel.paths.createSubflow(0x7b, tuple.local(), 1, false, 0, tuple.remote(), 0))
            .errnoIs("EINVAL").says("invalid token").says("on connection 0000007b").pointsAt(20);
        refused(() -> kernel.paths.destroySubflow(0x7b, tuple)).says("invalid token");
        refused(() -> kernel.paths.setBackup(0x7b, tuple, true)).says("invalid token");
        refused(() -> kernel.paths.announce(0x7b, tuple.local(), 1, 0)).says("invalid token");
        refused(() -> kernel.paths.remove(0x7b, 1)).says("invalid token");
        refused(() -> kernel.paths.addresses(0x7b)).says("invalid token");
        // 6.18 says "address not found" here
        refused(() -> kernel.paths.address(0x7b, 1)).errnoIs("EINVAL");
    }

    @Test
    void refusesAConnectionThatIsClosedAlready() throws Exception {
        Connected connection = kernel.connect(Family.IPV4);
        kernel.client.close(connection.socket());
        kernel.here.await(MptcpEvent.Closed.class);

        refused(() -> kernel.paths.createSubflow(connection.token(), endpoint("10.9.0.1", 12345), 1, false, 0,
            connection.tuple().remote(), 0)).errnoIs("EINVAL").says("invalid token");
    }

    @Test
    void refusesASubflowBeforeTheConnectionIsEstablished() throws Exception {
        int port = kernel.server.listen("10.9.0.2", 0);
        kernel.client.connect("10.9.0.2", port);
        int token = kernel.here.await(MptcpEvent.Created.class).token();

        refused(() -> kernel.paths.createSubflow(token, endpoint("10.9.0.1", 12345), 1, false, 0,
            endpoint("10.9.0.2", port), 0)).errnoIs("ENOTCONN");
    }

    @Test
    void refusesAConnectionOfTheInKernelPathManager() throws Exception {
        kernel.hereSpace.setPathManager("kernel");
        Connected connection = kernel.connect(Family.IPV4);

        refused(() -> kernel.paths.createSubflow(connection.token(), endpoint("10.9.0.1", 12345), 1, false, 0,
            connection.tuple().remote(), 0)).errnoIs("EINVAL").says("userspace PM not selected");
    }

    @Test
    void tellsThatThePeerWantsNoJoinsToTheInitialAddress() throws Exception {
        kernel.thereSpace.sysctl("net.mptcp.allow_join_initial_addr_port=0");
        kernel.connect(Family.IPV4);
        assertThat(kernel.here.await(MptcpEvent.Established.class).denyJoinId0()).isTrue();
    }

    @Test
    void tellsThatAPeerAllowsNoMoreSubflows() throws Exception {
        kernel.thereSpace.setPathManager("kernel");
        try (KernelPathManager theirs = kernel.thereSpace.call(KernelPathManager::open)) {
            theirs.setLimits(new PathManager.Limits(0, 0));
        }
        Connected connection = kernel.connect(Family.IPV4);

        kernel.paths.createSubflow(connection.token(), endpoint("10.9.0.1", 12345), 1, false, 0,
            connection.tuple().remote(), 0);

        // the handshake of a join has four steps: the kernel reports it after the second, the reset comes in the third
        kernel.here.await(MptcpEvent.SubflowEstablished.class);
        kernel.here.await(MptcpEvent.SubflowClosed.class);
        kernel.client.echo(connection.socket(), 100);
    }

    @Test
    void tellsWhyThePeerResetASubflow() throws Exception {
        Connected connection = kernel.connect(Family.IPV4);
        FourTuple tuple = kernel.open(connection, 12345, 1);
        kernel.there.await(MptcpEvent.SubflowEstablished.class);
        kernel.paths.setBackup(connection.token(), connection.tuple(), true);
        kernel.there.await(MptcpEvent.SubflowPriority.class);

        // what a middlebox does that takes MPTCP options away
        kernel.thereSpace.exec("nft", "add table ip xlnl; add chain ip xlnl in { type filter hook prerouting priority"
            + " raw; }; add rule ip xlnl in tcp sport 12345 tcp option mptcp exists reset tcp option mptcp");
        kernel.client.echo(connection.socket(), 100_000);

        MptcpEvent.SubflowClosed closed = kernel.here.await(MptcpEvent.SubflowClosed.class);
        assertThat(closed.tuple()).isEqualTo(tuple);
        assertThat(closed.subflow().error()).isEqualTo(104);
        assertThat(closed.reset().orElseThrow().describe()).isEqualTo("middlebox interference");
    }

    /** ADD_ADDR with an IPv6 address and a port fits a TCP header only without timestamps; the kernel drops it then. */
    private void makeRoomForPorts() throws Exception {
        kernel.hereSpace.sysctl("net.ipv4.tcp_timestamps=0");
        kernel.thereSpace.sysctl("net.ipv4.tcp_timestamps=0");
    }

    private static Refusal refused(Action action) {
        try {
            action.run();
        } catch (NetlinkException e) {
            return new Refusal(e);
        }
        throw new AssertionError("not refused");
    }

    private interface Action {
        void run() throws NetlinkException;
    }

    private record Refusal(NetlinkException cause) {
        Refusal errnoIs(String name) {
            assertThat(cause.errnoName()).as(cause.getMessage()).isEqualTo(name);
            return this;
        }

        Refusal says(String text) {
            assertThat(cause.getMessage()).contains(text);
            return this;
        }

        Refusal startsWith(String text) {
            assertThat(cause.getMessage()).startsWith(text);
            return this;
        }

        Refusal pointsAt(int offset) {
            assertThat(cause.offset()).isEqualTo(offset);
            return this;
        }
    }
}
