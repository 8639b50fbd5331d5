// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class NetlinkMessageTest {
    private static List<NetlinkMessage> parse(byte[] bytes) throws NetlinkException {
        return NetlinkMessage.parse(ByteBuffer.wrap(bytes));
    }

    @Test
    void splitsADatagram() throws NetlinkException {
        List<NetlinkMessage> messages = parse(FakeKernel.join(
            FakeKernel.message(0x1f, 3, -5, 77, new byte[] {1, 2, 3, 4, 5}),
            FakeKernel.message(0xfff0, 0, 6, -1, new byte[0])));
        assertThat(messages).hasSize(2);
        NetlinkMessage first = messages.get(0);
        assertThat(List.of(first.type(), first.flags(), first.sequence(), first.portId()))
            .containsExactly(0x1f, 3, -5, 77);
        assertThat(first.payload().remaining()).isEqualTo(5);
        assertThat(first.payload().get(4)).isEqualTo((byte) 5);
        assertThat(messages.get(1).type()).isEqualTo(0xfff0);
        assertThat(messages.get(1).payload().remaining()).isZero();
    }

    @Test
    void refusesEveryTruncation() throws NetlinkException {
        byte[] whole = FakeKernel.message(20, 0, 1, 1, new byte[8]);
        assertThat(parse(whole)).hasSize(1);
        for (int length = 1; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> parse(part)).isInstanceOf(NetlinkException.class);
        }
    }

    @Test
    void refusesALengthBelowTheHeader() {
        byte[] message = FakeKernel.bytes(16, buffer -> buffer.putInt(15).putInt(0).putLong(0));
        assertThatThrownBy(() -> parse(message)).hasMessage("read netlink message: length 15 is not in 16..16");
        byte[] negative = FakeKernel.bytes(16, buffer -> buffer.putInt(-1).putInt(0).putLong(0));
        assertThatThrownBy(() -> parse(negative)).hasMessageContaining("length 4294967295");
    }

    @Property
    void givesNothingButACleanErrorForAnyBytes(@ForAll @Size(max = 100) byte[] bytes) {
        try {
            for (NetlinkMessage message : parse(bytes)) {
                Acknowledgement.parse(message);
            }
        } catch (NetlinkException e) {
            assertThat(e).hasMessageStartingWith("read ");
        }
    }

    /** Random bytes behind a header that is right, so that the acknowledgement itself is read. */
    @Property
    void readsAnyAcknowledgementCleanly(@ForAll @Size(max = 100) byte[] payload, @ForAll short flags,
                                        @ForAll boolean done) {
        int type = done ? NetlinkMessage.TYPE_DONE : NetlinkMessage.TYPE_ERROR;
        try {
            Acknowledgement.parse(parse(FakeKernel.message(type, flags, 1, 1, payload)).get(0));
        } catch (NetlinkException e) {
            assertThat(e).hasMessageStartingWith("read acknowledgement");
        }
    }
}
