// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.genetlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.crosslayer.agent.netlink.Errno;
import org.crosslayer.agent.netlink.FakeKernel;
import org.crosslayer.agent.netlink.FakeKernel.Datagram;
import org.crosslayer.agent.netlink.NetlinkException;
import org.crosslayer.agent.netlink.NetlinkMessage;
import org.junit.jupiter.api.Test;

class GenericNetlinkTest {
    private static final byte[] FAMILY = FakeKernel.attributes(writer -> writer
        .string(2, "mptcp_pm").u16Host(1, 0x1d).u32Host(3, 1).u32Host(4, 0).u32Host(5, 6)
        .nested(6, list -> list.nested(1, operation -> operation.u32Host(1, 1).u32Host(2, 26))
            .nested(2, operation -> operation.u32Host(1, 10).u32Host(2, 26)))
        .nested(7, list -> list.nested(1, group -> group.u32Host(2, 5).string(1, "mptcp_pm_cmds"))
            .nested(2, group -> group.u32Host(2, 6).string(1, "mptcp_pm_events"))));

    private static byte[] generic(int command, byte[] attributes) {
        return FakeKernel.join(new byte[] {(byte) command, 1, 0, 0}, attributes);
    }

    private static GenericFamily parse(byte[] attributes) throws NetlinkException {
        return GenericNetlink.parseFamily(new GenericMessage(1, 2, ByteBuffer.wrap(attributes)));
    }

    @Test
    void findsAFamilyByName() throws NetlinkException {
        FakeKernel kernel = new FakeKernel(request ->
            List.of(Datagram.of(request.reply(0x10, 0, generic(1, FAMILY))), Datagram.of(request.ack())));
        GenericFamily family = new GenericNetlink(kernel.connection()).family("mptcp_pm");

        assertThat(family).isEqualTo(new GenericFamily("mptcp_pm", 0x1d, 1, Set.of(1, 10),
            Map.of("mptcp_pm_cmds", 5, "mptcp_pm_events", 6)));
        assertThat(family.group("mptcp_pm_events")).isEqualTo(6);
        assertThatThrownBy(() -> family.group("other"))
            .hasMessage("find group other: the kernel's family mptcp_pm has no such group");
        assertThat(kernel.requests().get(0).type()).isEqualTo(0x10);
        assertThat(kernel.requests().get(0).payload()).isEqualTo(FakeKernel.join(new byte[] {3, 2, 0, 0},
            FakeKernel.attributes(writer -> writer.string(2, "mptcp_pm"))));
    }

    @Test
    void tellsThatThereIsNoSuchFamily() {
        FakeKernel kernel = new FakeKernel(request -> List.of(Datagram.of(
            request.reply(NetlinkMessage.TYPE_ERROR, NetlinkMessage.FLAG_CAPPED, request.error(Errno.ENOENT)))));
        assertThatThrownBy(() -> new GenericNetlink(kernel.connection()).family("mptcp_pm"))
            .hasMessage("find generic netlink family mptcp_pm: no such entry (ENOENT)");
    }

    @Test
    void passesOnlyMessagesOfTheFamily() throws NetlinkException {
        GenericFamily family = new GenericFamily("x", 0x1d, 3, Set.of(), Map.of());
        FakeKernel kernel = new FakeKernel(request -> List.of(Datagram.of(request.reply(0x77, 0, generic(9, FAMILY)),
            request.reply(0x1d, 0, generic(4, FakeKernel.attributes(writer -> writer.u8(1, 1)))), request.done())));
        List<Integer> commands = new GenericNetlink(kernel.connection())
            .dump(() -> "list", family, 5, writer -> writer.u8(1, 7), GenericMessage::command);
        assertThat(commands).containsExactly(4);
        assertThat(kernel.requests().get(0).payload()).isEqualTo(FakeKernel.join(new byte[] {5, 3, 0, 0},
            FakeKernel.attributes(writer -> writer.u8(1, 7))));
    }

    @Test
    void refusesAMessageWithoutItsHeader() {
        GenericFamily family = new GenericFamily("x", 0x1d, 3, Set.of(), Map.of());
        FakeKernel kernel = new FakeKernel(request ->
            List.of(Datagram.of(request.reply(0x1d, 0, new byte[3]), request.ack())));
        assertThatThrownBy(() -> new GenericNetlink(kernel.connection())
            .execute(() -> "get", family, 5, writer -> { }, GenericMessage::command))
            .hasMessage("read generic netlink message: 3 bytes are too few");
    }

    @Test
    void readsEveryTruncationCleanly() {
        for (int length = 0; length < FAMILY.length; length++) {
            readCleanly(Arrays.copyOf(FAMILY, length));
        }
        assertThatThrownBy(() -> parse(new byte[0])).hasMessage("read generic netlink family: no family number");
    }

    @Property
    void readsAnyBytesCleanly(@ForAll @Size(max = 100) byte[] bytes) {
        readCleanly(bytes);
    }

    private static void readCleanly(byte[] bytes) {
        try {
            parse(bytes);
        } catch (NetlinkException e) {
            assertThat(e).hasMessageStartingWith("read generic netlink family: ");
        }
    }
}
