// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.mptcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.crosslayer.agent.mptcp.KernelFixture.endpoint;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.crosslayer.agent.genetlink.GenericMessage;
import org.crosslayer.agent.netlink.AttributeWriter;
import org.crosslayer.agent.netlink.FakeKernel;
import org.crosslayer.agent.netlink.NetlinkException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventDecoderTest {
    private static final int TOKEN = 0xfedcba98;
    private static final FourTuple IPV4 = new FourTuple(endpoint("10.0.0.1", 40000), endpoint("10.0.0.2", 80));
    private static final FourTuple IPV6 = new FourTuple(endpoint("fd00::1", 40000), endpoint("fd00::2", 80));

    private static MptcpEvent decode(int number, Consumer<AttributeWriter> attributes) throws NetlinkException {
        return decode(number, FakeKernel.attributes(attributes));
    }

    private static MptcpEvent decode(int number, byte[] attributes) throws NetlinkException {
        return EventDecoder.decode(new GenericMessage(number, 1, ByteBuffer.wrap(attributes)));
    }

    /** As the kernel writes the addresses of an event. */
    private static AttributeWriter tuple(AttributeWriter writer, FourTuple tuple) {
        boolean six = tuple.local().isIpv6();
        return writer.u16Host(2, six ? 10 : 2).bytes(six ? 6 : 5, tuple.local().address().getAddress())
            .bytes(six ? 8 : 7, tuple.remote().address().getAddress())
            .u16Network(9, tuple.local().port()).u16Network(10, tuple.remote().port());
    }

    @Test
    void decodesCreatedAndEstablished() throws NetlinkException {
        assertThat(decode(1, writer -> tuple(writer.u32Host(1, TOKEN), IPV4)))
            .isEqualTo(new MptcpEvent.Created(TOKEN, IPV4, false, false));
        assertThat(decode(2, writer -> tuple(writer.u32Host(1, TOKEN), IPV6)))
            .isEqualTo(new MptcpEvent.Established(TOKEN, IPV6, false, false));
    }

    @ParameterizedTest
    @CsvSource({"1,-1,true,false", "0,-1,false,false", "-1,2,true,false", "-1,1,false,true", "1,3,true,true",
        "-1,0,false,false", "-1,65532,false,false"})
    void knowsBothFormsOfServerSide(int attribute, int flags, boolean serverSide, boolean deny)
        throws NetlinkException {
        assertThat(decode(2, writer -> {
            tuple(writer.u32Host(1, TOKEN), IPV4);
            if (attribute >= 0) {
                writer.u8(18, attribute);
            }
            if (flags >= 0) {
                writer.u16Host(13, flags);
            }
        })).isEqualTo(new MptcpEvent.Established(TOKEN, IPV4, serverSide, deny));
    }

    @Test
    void decodesPortsInNetworkOrder() throws NetlinkException {
        MptcpEvent.Created event = (MptcpEvent.Created) decode(1, writer -> writer.u32Host(1, TOKEN)
            .bytes(5, new byte[] {10, 0, 0, 1}).bytes(7, new byte[] {10, 0, 0, 2})
            .bytes(9, new byte[] {0x12, 0x34}).bytes(10, new byte[] {0, 80}));
        assertThat(event.tuple()).isEqualTo(
            new FourTuple(endpoint("10.0.0.1", 0x1234), endpoint("10.0.0.2", 80)));
    }

    @Test
    void takesMappedAddressesAsIpv4() throws NetlinkException {
        byte[] local = Addresses.mapped(new byte[] {10, 0, 0, 1});
        byte[] remote = Addresses.mapped(new byte[] {10, 0, 0, 2});
        assertThat(decode(1, writer -> writer.u32Host(1, TOKEN).u16Host(2, 10).bytes(6, local).bytes(8, remote)
            .u16Network(9, 40000).u16Network(10, 80))).isEqualTo(new MptcpEvent.Created(TOKEN, IPV4, false, false));
    }

    @Test
    void decodesSubflows() throws NetlinkException {
        SubflowDetails bare = new SubflowDetails(IPV6, 3, 4, false, 0, 0, 0);
        assertThat(decode(10, writer -> tuple(writer.u32Host(1, TOKEN), IPV6).u8(3, 3).u8(4, 4).u8(11, 0)))
            .isEqualTo(new MptcpEvent.SubflowEstablished(TOKEN, bare));
        assertThat(decode(13, writer -> tuple(writer.u32Host(1, TOKEN), IPV4).u8(3, 255).u8(4, 0).u8(11, 1)
            .u32Host(15, 7).u8(12, 111).u32Host(14, 9))).isEqualTo(new MptcpEvent.SubflowPriority(TOKEN,
                new SubflowDetails(IPV4, 255, 0, true, 7, 111, 9)));
        assertThat(decode(11, writer -> tuple(writer.u32Host(1, TOKEN), IPV6).u8(3, 3).u8(4, 4).u8(11, 0)))
            .isEqualTo(new MptcpEvent.SubflowClosed(TOKEN, bare, Optional.empty()));
        assertThat(decode(11, writer -> tuple(writer.u32Host(1, TOKEN), IPV6).u8(3, 3).u8(4, 4)
            .u32Host(16, 2).u32Host(17, 1))).isEqualTo(
                new MptcpEvent.SubflowClosed(TOKEN, bare, Optional.of(new SubflowReset(2, 1))));
    }

    @Test
    void decodesTheOthers() throws NetlinkException {
        assertThat(decode(3, writer -> writer.u32Host(1, TOKEN))).isEqualTo(new MptcpEvent.Closed(TOKEN));
        assertThat(decode(6, writer -> writer.u32Host(1, TOKEN).u8(4, 9).u16Host(2, 2)
            .bytes(7, new byte[] {10, 0, 0, 9}).u16Network(10, 8080)))
            .isEqualTo(new MptcpEvent.Announced(TOKEN, 9, endpoint("10.0.0.9", 8080)));
        assertThat(decode(7, writer -> writer.u32Host(1, TOKEN).u8(4, 9)))
            .isEqualTo(new MptcpEvent.Removed(TOKEN, 9));
        assertThat(decode(15, writer -> writer.u16Host(2, 2).u16Network(9, 80).bytes(5, new byte[] {10, 0, 0, 9})))
            .isEqualTo(new MptcpEvent.ListenerCreated(endpoint("10.0.0.9", 80)));
        assertThat(decode(16, writer -> writer.u16Host(2, 10).u16Network(9, 80)
            .bytes(6, endpoint("fd00::9", 0).address().getAddress())))
            .isEqualTo(new MptcpEvent.ListenerClosed(endpoint("fd00::9", 80)));
    }

    @Test
    void toleratesWhatIsNewerThanItself() throws NetlinkException {
        assertThat(decode(99, writer -> writer.u32Host(1, TOKEN))).isEqualTo(new MptcpEvent.Unknown(99));
        assertThat(decode(3, writer -> writer.bytes(1000, new byte[7]).u32Host(1, TOKEN).bytes(19, new byte[3])))
            .isEqualTo(new MptcpEvent.Closed(TOKEN));
    }

    @ParameterizedTest
    @CsvSource({"1,no token", "2,no token", "3,no token", "6,no token", "7,no token", "10,no token", "11,no token",
        "13,no token", "15,no local address", "16,no local address"})
    void namesWhatIsMissing(int number, String reason) {
        assertThatThrownBy(() -> decode(number, new byte[0])).hasMessage("read path manager event: " + reason);
    }

    @Test
    void namesAWrongLength() {
        assertThatThrownBy(() -> decode(1, writer -> writer.u16Host(1, 5)))
            .hasMessage("read path manager event 1: attribute 1 has 2 bytes, not 4");
    }

    @Test
    void readsEveryTruncationCleanly() {
        byte[] whole = FakeKernel.attributes(writer -> tuple(writer.u32Host(1, TOKEN), IPV6).u8(3, 3).u8(4, 4)
            .u8(11, 0).u32Host(16, 2).u32Host(17, 1));
        for (int length = 0; length < whole.length; length++) {
            readCleanly(11, Arrays.copyOf(whole, length));
        }
    }

    @Property
    void readsAnyBytesCleanly(@ForAll @IntRange(min = 0, max = 17) int number, @ForAll @Size(max = 150) byte[] bytes) {
        readCleanly(number, bytes);
    }

    /** Attributes that are well-formed, of any type and length. */
    @Property
    void readsAnyAttributesCleanly(@ForAll @IntRange(min = 0, max = 17) int number,
                                   @ForAll @Size(max = 12) byte[][] values, @ForAll @Size(12) byte[] types) {
        readCleanly(number, FakeKernel.attributes(writer -> {
            for (int i = 0; i < values.length; i++) {
                writer.bytes(types[i] & 31, values[i].length > 20 ? Arrays.copyOf(values[i], 16) : values[i]);
            }
        }));
    }

    private static void readCleanly(int number, byte[] bytes) {
        try {
            assertThat(decode(number, bytes)).isNotNull();
        } catch (NetlinkException e) {
            assertThat(e).hasMessageStartingWith("read path manager event");
        }
    }
}
