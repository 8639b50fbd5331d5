// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.function.Function;
import org.crosslayer.agent.netlink.FakeKernel.Datagram;
import org.crosslayer.agent.netlink.FakeKernel.Request;
import org.junit.jupiter.api.Test;

class NetlinkConnectionTest {
    private static final int TYPE = 0x20;

    private static Integer execute(Function<Request, List<Datagram>> kernel) throws NetlinkException {
        return new FakeKernel(kernel).connection().execute(() -> "try it", TYPE, buffer -> buffer.putInt(5),
            message -> message.payload().getInt(0));
    }

    private static List<Integer> dump(Function<Request, List<Datagram>> kernel) throws NetlinkException {
        return new FakeKernel(kernel).connection().dump(() -> "list it", TYPE, buffer -> { },
            message -> message.payload().getInt(0));
    }

    private static byte[] number(int value) {
        return FakeKernel.bytes(4, buffer -> buffer.putInt(value));
    }

    private static byte[] row(Request request, int value) {
        return request.reply(TYPE, NetlinkMessage.FLAG_MULTI, number(value));
    }

    @Test
    void asksForAnAcknowledgementAndTakesIt() throws NetlinkException {
        FakeKernel kernel = new FakeKernel(request -> List.of(Datagram.of(request.ack())));
        try (NetlinkConnection connection = kernel.connection()) {
            assertThat((Object) connection.execute(() -> "try it", TYPE, buffer -> buffer.putInt(5), m -> 1)).isNull();
            connection.execute(() -> "try it", TYPE, buffer -> { }, m -> 1);
        }
        Request first = kernel.requests().get(0);
        assertThat(first.type()).isEqualTo(TYPE);
        assertThat(first.flags()).isEqualTo(NetlinkMessage.FLAG_REQUEST | NetlinkMessage.FLAG_ACK);
        assertThat(first.portId()).isEqualTo(FakeKernel.PORT);
        assertThat(first.payload()).isEqualTo(number(5));
        assertThat(kernel.requests().get(1).sequence()).isEqualTo(first.sequence() + 1);
        assertThat(kernel.isClosed()).isTrue();
    }

    @Test
    void takesAnAnswerBeforeTheAcknowledgement() throws NetlinkException {
        assertThat(execute(request -> List.of(Datagram.of(request.reply(TYPE, 0, number(9))),
            Datagram.of(request.ack())))).isEqualTo(9);
    }

    @Test
    void dropsWhatIsNotAnAnswerToTheRequest() throws NetlinkException {
        assertThat(execute(request -> List.of(
            new Datagram(1234, request.reply(TYPE, 0, number(1)), 0),
            new Datagram(1234, request.reply(NetlinkMessage.TYPE_ERROR, 0, request.error(1)), 0),
            Datagram.of(FakeKernel.message(TYPE, 0, request.sequence() - 1, FakeKernel.PORT, number(2))),
            Datagram.of(FakeKernel.message(TYPE, 0, request.sequence(), 99, number(3))),
            Datagram.of(request.reply(NetlinkMessage.TYPE_NOOP, 0, new byte[0])),
            Datagram.of(request.reply(TYPE, 0, number(4)), request.ack())))).isEqualTo(4);
    }

    @Test
    void tellsErrnoTextAndPlaceOfARefusal() {
        byte[] attributes = FakeKernel.attributes(writer -> writer.string(1, "not this one").u32Host(2, 20));
        int flags = NetlinkMessage.FLAG_CAPPED | NetlinkMessage.FLAG_ACK_ATTRIBUTES;
        NetlinkException e = catchThrowableOfType(NetlinkException.class, () -> execute(request -> List.of(
            Datagram.of(request.reply(NetlinkMessage.TYPE_ERROR, flags, request.error(98, attributes))))));
        assertThat(e).hasMessage("try it: not this one (EADDRINUSE, attribute at byte 20)");
        assertThat(e.errno()).isEqualTo(98);
        assertThat(e.errnoName()).isEqualTo("EADDRINUSE");
        assertThat(e.kernelText()).isEqualTo("not this one");
        assertThat(e.offset()).isEqualTo(20);
        assertThat(e.operation()).isEqualTo("try it");
    }

    @Test
    void findsTheTextBehindAnEchoedRequest() {
        byte[] attributes = FakeKernel.attributes(writer -> writer.string(1, "no"));
        NetlinkException e = catchThrowableOfType(NetlinkException.class, () -> execute(request -> List.of(
            Datagram.of(request.reply(NetlinkMessage.TYPE_ERROR, NetlinkMessage.FLAG_ACK_ATTRIBUTES,
                request.error(22, request.payload(), attributes))))));
        assertThat(e).hasMessage("try it: no (EINVAL)");
    }

    @Test
    void explainsARefusalWithoutAText() {
        NetlinkException e = catchThrowableOfType(NetlinkException.class, () -> execute(request -> List.of(
            Datagram.of(request.reply(NetlinkMessage.TYPE_ERROR, NetlinkMessage.FLAG_CAPPED, request.error(1))))));
        assertThat(e).hasMessage("try it: not permitted (CAP_NET_ADMIN is needed) (EPERM)");
        NetlinkException unknown = catchThrowableOfType(NetlinkException.class, () -> execute(request -> List.of(
            Datagram.of(request.reply(NetlinkMessage.TYPE_ERROR, NetlinkMessage.FLAG_CAPPED, request.error(200))))));
        assertThat(unknown).hasMessage("try it: failed (errno 200)");
    }

    @Test
    void collectsAListingFromSeveralReads() throws NetlinkException {
        assertThat(dump(request -> List.of(Datagram.of(row(request, 1), row(request, 2)),
            Datagram.of(row(request, 3)), Datagram.of(request.done())))).containsExactly(1, 2, 3);
        assertThat(dump(request -> List.of(Datagram.of(request.done())))).isEmpty();
    }

    @Test
    void beginsAnewWhenAListingWasInterrupted() throws NetlinkException {
        int[] attempts = {0};
        assertThat(dump(request -> {
            boolean interrupted = attempts[0]++ == 0;
            byte[] second = request.reply(TYPE, NetlinkMessage.FLAG_MULTI
                | (interrupted ? NetlinkMessage.FLAG_DUMP_INTERRUPTED : 0), number(2));
            return List.of(Datagram.of(row(request, 1)), Datagram.of(second), Datagram.of(request.done()));
        })).containsExactly(1, 2);
        assertThat(attempts[0]).isEqualTo(2);
    }

    @Test
    void givesUpWhenEveryAttemptIsInterrupted() {
        NetlinkException e = catchThrowableOfType(NetlinkException.class, () -> dump(request -> List.of(Datagram.of(
            request.reply(TYPE, NetlinkMessage.FLAG_DUMP_INTERRUPTED, number(2)), request.done()))));
        assertThat(e).hasMessage("list it: the listing changed during each of 10 attempts to read it");
    }

    @Test
    void tellsAnErrorAtTheEndOfAListing() {
        byte[] end = FakeKernel.bytes(4, buffer -> buffer.putInt(-22));
        byte[] text = FakeKernel.attributes(writer -> writer.string(1, "invalid token"));
        NetlinkException e = catchThrowableOfType(NetlinkException.class, () -> dump(request -> List.of(
            Datagram.of(row(request, 1)), Datagram.of(request.reply(NetlinkMessage.TYPE_DONE,
                NetlinkMessage.FLAG_MULTI | NetlinkMessage.FLAG_ACK_ATTRIBUTES, FakeKernel.join(end, text))))));
        assertThat(e).hasMessage("list it: invalid token (EINVAL)");
    }

    @Test
    void readsAListingToItsEndEvenIfAPartIsWrong() throws NetlinkException {
        FakeKernel kernel = new FakeKernel(request ->
            List.of(Datagram.of(row(request, -1)), Datagram.of(row(request, 2)), Datagram.of(request.done())));
        NetlinkConnection connection = kernel.connection();
        NetlinkConnection.Decoder<Integer> decoder = message -> {
            if (message.payload().getInt(0) < 0) {
                throw new NetlinkException("read it", "negative");
            }
            return message.payload().getInt(0);
        };
        for (int i = 0; i < 2; i++) {
            NetlinkException e = catchThrowableOfType(NetlinkException.class,
                () -> connection.dump(() -> "list it", TYPE, buffer -> { }, decoder));
            assertThat(e).hasMessage("read it: negative");
            assertThat(kernel.pending()).isZero();
        }
    }

    @Test
    void answersGarbageWithACleanError() {
        NetlinkException e = catchThrowableOfType(NetlinkException.class,
            () -> execute(request -> List.of(Datagram.of(new byte[] {1, 2, 3}))));
        assertThat(e).hasMessage("read netlink message: 3 bytes where a header should be");
    }

    @Test
    void passesAFailedReadOn() {
        NetlinkException e = catchThrowableOfType(NetlinkException.class,
            () -> execute(request -> List.of(Datagram.error(Errno.ENOBUFS))));
        assertThat(e.errnoName()).isEqualTo("ENOBUFS");
    }
}
