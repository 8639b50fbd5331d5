// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.crosslayer.agent.netlink.FakeKernel.Datagram;
import org.junit.jupiter.api.Test;

class NetlinkReceiverTest {
    private static final int TYPE = 0x21;

    private final FakeKernel kernel = new FakeKernel(request -> List.of());
    private final List<String> heard = new CopyOnWriteArrayList<>();

    private NetlinkReceiver start() throws NetlinkException {
        NetlinkReceiver receiver = new NetlinkReceiver(kernel, 7, 1000, "test", new NetlinkReceiver.Handler() {
            @Override
            public void onMessage(NetlinkMessage message, long readNanos) {
                if (message.payload().limit() == 0) {
                    throw new IllegalStateException("bug");
                }
                heard.add("message " + message.payload().get(0));
            }

            @Override
            public void onOverflow(long readNanos, String reason) {
                heard.add("overflow: " + reason);
            }

            @Override
            public void onEnd(NetlinkException cause) {
                heard.add(cause == null ? "end" : "end: " + cause.getMessage());
            }
        });
        receiver.start();
        return receiver;
    }

    private void multicast(int... values) {
        byte[][] messages = new byte[values.length][];
        for (int i = 0; i < values.length; i++) {
            messages[i] = FakeKernel.message(TYPE, 0, 0, 0, new byte[] {(byte) values[i]});
        }
        kernel.deliver(Datagram.of(messages));
    }

    @Test
    void handsMessagesOnUntilItIsClosed() throws Exception {
        NetlinkReceiver receiver = start();
        assertThat(kernel.groups()).containsExactly(7);
        assertThat(receiver.receiveBufferBytes()).isEqualTo(2000);
        multicast(1, 2);
        multicast(3);
        await().until(() -> heard.size() == 3);
        receiver.close();
        assertThat(heard).containsExactly("message 1", "message 2", "message 3", "end");
        assertThat(kernel.isClosed()).isTrue();
    }

    @Test
    void tellsOfALossWhenAllThatWasQueuedIsRead() throws Exception {
        try (NetlinkReceiver receiver = start()) {
            kernel.deliver(Datagram.error(Errno.ENOBUFS));
            kernel.deliver(Datagram.of(new byte[] {1}));
            multicast(4);
            await().until(() -> heard.size() == 3);
            multicast(5);
            await().until(() -> heard.size() == 4);
        }
        assertThat(heard).containsExactly("overflow: read netlink message: 1 bytes where a header should be",
            "message 4", "overflow: the receive buffer of 2000 bytes was full", "message 5", "end");
    }

    @Test
    void dropsWhatDoesNotComeFromTheKernel() throws Exception {
        try (NetlinkReceiver receiver = start()) {
            kernel.deliver(new Datagram(99, FakeKernel.message(TYPE, 0, 0, 0, new byte[] {5}), 0));
            multicast(6);
            await().until(() -> !heard.isEmpty());
        }
        assertThat(heard).containsExactly("message 6", "end");
    }

    @Test
    void tellsWhyItEnds() throws Exception {
        NetlinkReceiver receiver = start();
        kernel.deliver(Datagram.error(Errno.EBADF));
        await().until(() -> !heard.isEmpty());
        assertThat(heard).containsExactly("end: read from the kernel: socket is closed (EBADF)");
        receiver.close();
    }

    @Test
    void endsWithABugInItsHandler() throws Exception {
        NetlinkReceiver receiver = start();
        kernel.deliver(Datagram.of(FakeKernel.message(TYPE, 0, 0, 0, new byte[0])));
        await().until(() -> !heard.isEmpty());
        assertThat(heard.get(0)).startsWith("end: handle a message: java.lang.IllegalStateException: bug");
        receiver.close();
    }
}
