// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.mptcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.crosslayer.agent.mptcp.KernelFixture.endpoint;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.crosslayer.agent.genetlink.GenericMessage;
import org.crosslayer.agent.genetlink.GenericNetlink;
import org.crosslayer.agent.netlink.AttributeWriter;
import org.crosslayer.agent.netlink.Errno;
import org.crosslayer.agent.netlink.FakeKernel;
import org.crosslayer.agent.netlink.FakeKernel.Datagram;
import org.crosslayer.agent.netlink.FakeKernel.Request;
import org.crosslayer.agent.netlink.NetlinkException;
import org.crosslayer.agent.netlink.NetlinkMessage;
import org.junit.jupiter.api.Test;

/** The bytes of each command, against layouts written out by hand. */
class KernelPathManagerTest {
    private static final int TOKEN = 0xfedcba98;
    private static final int FAMILY = 0x1d;
    private static final FourTuple IPV4 = new FourTuple(endpoint("10.0.0.1", 0x1234), endpoint("10.0.0.2", 80));
    private static final FourTuple IPV6 = new FourTuple(endpoint("fd00::1", 0x1234), endpoint("fd00::2", 80));

    private final List<byte[]> commands = new ArrayList<>();
    private Function<Request, List<Datagram>> answer = request -> List.of(Datagram.of(request.ack()));
    private final KernelPathManager paths;

    KernelPathManagerTest() throws NetlinkException {
        FakeKernel kernel = new FakeKernel(request -> {
            if (request.type() == 0x10) {
                return List.of(Datagram.of(request.reply(0x10, 0, FakeKernel.join(new byte[4],
                    FakeKernel.attributes(writer -> writer.u16Host(1, FAMILY).u32Host(3, 1)))), request.ack()));
            }
            commands.add(request.payload());
            return answer.apply(request);
        });
        paths = new KernelPathManager(new GenericNetlink(kernel.connection()));
    }

    /** A command with version 1. */
    private static byte[] command(int number, Consumer<AttributeWriter> attributes) {
        return FakeKernel.join(new byte[] {(byte) number, 1, 0, 0}, FakeKernel.attributes(attributes));
    }

    private static byte[] bytes(SocketEndpoint endpoint) {
        return endpoint.address().getAddress();
    }

    @Test
    void createsSubflows() throws NetlinkException {
        paths.createSubflow(TOKEN, IPV4.local(), 7, true, 3, IPV4.remote(), 5);
        paths.createSubflow(TOKEN, endpoint("fd00::1", 0), 1, false, 0, IPV6.remote(), 0);

        assertThat(commands.get(0)).isEqualTo(command(10, writer -> writer.u32Host(4, TOKEN)
            .nested(1, address -> address.u16Host(1, 2).bytes(3, bytes(IPV4.local())).u16Host(5, 0x1234).u8(2, 7)
                .u32Host(6, 4).u32Host(7, 3))
            .nested(6, address -> address.u16Host(1, 2).bytes(3, bytes(IPV4.remote())).u16Host(5, 80).u8(2, 5))));
        assertThat(commands.get(1)).isEqualTo(command(10, writer -> writer.u32Host(4, TOKEN)
            .nested(1, address -> address.u16Host(1, 10).bytes(4, bytes(IPV6.local())).u8(2, 1))
            .nested(6, address -> address.u16Host(1, 10).bytes(4, bytes(IPV6.remote())).u16Host(5, 80))));
    }

    @Test
    void destroysSubflows() throws NetlinkException {
        paths.destroySubflow(TOKEN, IPV4);
        assertThat(commands).singleElement().isEqualTo(command(11, writer -> writer.u32Host(4, TOKEN)
            .nested(1, address -> address.u16Host(1, 2).bytes(3, bytes(IPV4.local())).u16Host(5, 0x1234))
            .nested(6, address -> address.u16Host(1, 2).bytes(3, bytes(IPV4.remote())).u16Host(5, 80))));
    }

    @Test
    void triesTheMappedFormOfAnIpv4SubflowThatIsNotFound() {
        answer = request -> refuse(request, Errno.ESRCH);
        assertThatThrownBy(() -> paths.destroySubflow(TOKEN, IPV4)).hasMessage(
            "close subflow 10.0.0.1:4660 > 10.0.0.2:80 on connection fedcba98: not found (ESRCH)");
        assertThat(commands).hasSize(2);
        assertThat(commands.get(1)).isEqualTo(command(11, writer -> writer.u32Host(4, TOKEN)
            .nested(1, address -> address.u16Host(1, 10).bytes(4, Addresses.mapped(bytes(IPV4.local())))
                .u16Host(5, 0x1234))
            .nested(6, address -> address.u16Host(1, 10).bytes(4, Addresses.mapped(bytes(IPV4.remote())))
                .u16Host(5, 80))));

        commands.clear();
        assertThatThrownBy(() -> paths.destroySubflow(TOKEN, IPV6)).hasMessageContaining("ESRCH");
        assertThat(commands).hasSize(1);
    }

    @Test
    void setsAndClearsBackup() throws NetlinkException {
        paths.setBackup(TOKEN, IPV4, true);
        paths.setBackup(TOKEN, IPV4, false);
        assertThat(commands.get(0)).isEqualTo(command(7, writer -> writer.u32Host(4, TOKEN)
            .nested(1, address -> address.u16Host(1, 2).bytes(3, bytes(IPV4.local())).u16Host(5, 0x1234)
                .u32Host(6, 4))
            .nested(6, address -> address.u16Host(1, 2).bytes(3, bytes(IPV4.remote())).u16Host(5, 80))));
        assertThat(commands.get(1)).isEqualTo(command(7, writer -> writer.u32Host(4, TOKEN)
            .nested(1, address -> address.u16Host(1, 2).bytes(3, bytes(IPV4.local())).u16Host(5, 0x1234))
            .nested(6, address -> address.u16Host(1, 2).bytes(3, bytes(IPV4.remote())).u16Host(5, 80))));
    }

    @Test
    void announcesAndRemoves() throws NetlinkException {
        paths.announce(TOKEN, IPV6.local(), 9, 2);
        paths.remove(TOKEN, 9);
        assertThat(commands.get(0)).isEqualTo(command(8, writer -> writer.u32Host(4, TOKEN)
            .nested(1, address -> address.u16Host(1, 10).bytes(4, bytes(IPV6.local())).u16Host(5, 0x1234).u8(2, 9)
                .u32Host(6, 1).u32Host(7, 2))));
        assertThat(commands.get(1)).isEqualTo(command(9, writer -> writer.u32Host(4, TOKEN).u8(5, 9)));
    }

    @Test
    void readsAddresses() throws NetlinkException {
        byte[] first = command(3, writer -> writer.nested(1, address -> address.u16Host(1, 2).u16Host(5, 0x1234)
            .u8(2, 7).u32Host(6, 6).u32Host(7, 3).bytes(3, bytes(IPV4.local()))));
        byte[] second = command(3, writer -> writer.nested(1, address -> address.u16Host(1, 10).u8(2, 8)
            .bytes(4, bytes(IPV6.local()))));
        answer = request -> List.of(Datagram.of(request.reply(FAMILY, 2, first)),
            Datagram.of(request.reply(FAMILY, 2, second)), Datagram.of(request.done()));

        assertThat(paths.addresses(TOKEN)).containsExactly(
            new LocalAddress(IPV4.local(), 7, LocalAddress.FLAG_SUBFLOW | LocalAddress.FLAG_BACKUP, 3),
            new LocalAddress(endpoint("fd00::1", 0), 8, 0, 0));
        assertThat(paths.endpoints()).hasSize(2);
        assertThat(commands.get(0)).isEqualTo(command(3, writer -> writer.u32Host(4, TOKEN)));
        assertThat(commands.get(1)).isEqualTo(command(3, writer -> { }));
    }

    @Test
    void readsOneAddress() throws NetlinkException {
        byte[] reply = command(3, writer -> writer.nested(1, address -> address.u16Host(1, 2).u8(2, 7)
            .bytes(3, bytes(IPV4.local()))));
        answer = request -> List.of(Datagram.of(request.reply(FAMILY, 0, reply), request.ack()));
        LocalAddress expected = new LocalAddress(endpoint("10.0.0.1", 0), 7, 0, 0);
        assertThat(paths.address(TOKEN, 7)).isEqualTo(expected);
        assertThat(paths.endpoint(7)).isEqualTo(expected);
        assertThat(commands.get(0)).isEqualTo(
            command(3, writer -> writer.u32Host(4, TOKEN).nested(1, address -> address.u8(2, 7))));
        assertThat(commands.get(1)).isEqualTo(command(3, writer -> writer.nested(1, address -> address.u8(2, 7))));

        answer = request -> List.of(Datagram.of(request.ack()));
        assertThatThrownBy(() -> paths.endpoint(7)).hasMessage("get endpoint 7: the kernel's answer holds no address");
    }

    @Test
    void steersTheInKernelPathManager() throws NetlinkException {
        LocalAddress local = new LocalAddress(IPV4.local(), 7, LocalAddress.FLAG_SIGNAL, 0);
        Consumer<AttributeWriter> address = writer -> writer.nested(1, inner -> inner.u16Host(1, 2)
            .bytes(3, bytes(IPV4.local())).u16Host(5, 0x1234).u8(2, 7).u32Host(6, 1));
        paths.addEndpoint(local);
        paths.removeEndpoint(local);
        paths.setEndpointFlags(local);
        paths.flushEndpoints();
        paths.setLimits(new PathManager.Limits(2, 8));
        assertThat(commands).containsExactly(command(1, address), command(2, address), command(7, address),
            command(4, writer -> { }), command(5, writer -> writer.u32Host(2, 2).u32Host(3, 8)));

        byte[] limits = command(6, writer -> writer.u32Host(2, 2).u32Host(3, 8));
        answer = request -> List.of(Datagram.of(request.reply(FAMILY, 0, limits), request.ack()));
        assertThat(paths.limits()).isEqualTo(new PathManager.Limits(2, 8));
    }

    @Test
    void readsEveryTruncationOfAnAddressCleanly() {
        byte[] whole = FakeKernel.attributes(writer -> writer.nested(1, address -> address.u16Host(1, 10)
            .u16Host(5, 0x1234).u8(2, 7).u32Host(6, 6).u32Host(7, 3).bytes(4, bytes(IPV6.local()))));
        for (int length = 0; length < whole.length; length++) {
            readCleanly(Arrays.copyOf(whole, length));
        }
    }

    @Property
    void readsAnyBytesCleanly(@ForAll @Size(max = 100) byte[] bytes) {
        readCleanly(bytes);
        readCleanly(FakeKernel.attributes(writer -> writer.bytes(1, bytes)));
    }

    private static void readCleanly(byte[] bytes) {
        GenericMessage message = new GenericMessage(3, 1, ByteBuffer.wrap(bytes));
        try {
            KernelPathManager.readAddress(message);
        } catch (NetlinkException e) {
            assertThat(e).hasMessageStartingWith("read address: ");
        }
        try {
            KernelPathManager.readLimits(message);
        } catch (NetlinkException e) {
            assertThat(e).hasMessageStartingWith("read limits: ");
        }
    }

    private static List<Datagram> refuse(Request request, int errno) {
        return List.of(Datagram.of(request.reply(NetlinkMessage.TYPE_ERROR, NetlinkMessage.FLAG_CAPPED,
            request.error(errno))));
    }
}
