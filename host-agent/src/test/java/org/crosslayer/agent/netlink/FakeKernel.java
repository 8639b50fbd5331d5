// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/** A kernel of a test: a function from a request to the datagrams that answer it. */
public final class FakeKernel implements NetlinkSocket {
    public static final int PORT = 4711;

    /** A datagram and who sent it, or an errno instead. */
    public record Datagram(long sender, byte[] bytes, int errno) {
        public static Datagram of(byte[]... messages) {
            return new Datagram(0, join(messages), 0);
        }

        public static Datagram error(int errno) {
            return new Datagram(0, new byte[0], errno);
        }
    }

    /** What was asked: the header's fields and a copy of the payload. */
    public record Request(int type, int flags, int sequence, int portId, byte[] payload) {
        /** Message of the answer. */
        public byte[] reply(int replyType, int replyFlags, byte[] content) {
            return message(replyType, replyFlags, sequence, PORT, content);
        }

        public byte[] ack() {
            return reply(NetlinkMessage.TYPE_ERROR, NetlinkMessage.FLAG_CAPPED, error(0));
        }

        public byte[] done() {
            return reply(NetlinkMessage.TYPE_DONE, NetlinkMessage.FLAG_MULTI, bytes(4, buffer -> buffer.putInt(0)));
        }

        /** Payload of an NLMSG_ERROR: negative errno and the header of the request. */
        public byte[] error(int errno, byte[]... more) {
            byte[] head = bytes(20, buffer -> {
                buffer.putInt(-errno).putInt(16 + payload.length).putShort((short) type).putShort((short) flags);
                buffer.putInt(sequence).putInt(portId);
            });
            return join(head, join(more));
        }
    }

    private final Function<Request, List<Datagram>> kernel;
    private final BlockingDeque<Datagram> pending = new LinkedBlockingDeque<>();
    private final List<Request> requests = new ArrayList<>();
    private final Deque<Integer> groups = new ArrayDeque<>();
    private volatile boolean closed;

    public FakeKernel(Function<Request, List<Datagram>> kernel) {
        this.kernel = kernel;
    }

    /** A connection to this kernel, for tests of the layers above. */
    public NetlinkConnection connection() {
        return new NetlinkConnection(this);
    }

    public List<Request> requests() {
        return requests;
    }

    public Deque<Integer> groups() {
        return groups;
    }

    /** Datagrams that nobody has read yet. */
    public int pending() {
        return pending.size();
    }

    public boolean isClosed() {
        return closed;
    }

    /** Multicast. */
    public void deliver(Datagram datagram) {
        pending.add(datagram);
    }

    @Override
    public int portId() {
        return PORT;
    }

    @Override
    public void send(ByteBuffer message) throws NetlinkException {
        NetlinkMessage parsed = NetlinkMessage.parse(message).get(0);
        byte[] payload = new byte[parsed.payload().limit()];
        parsed.payload().get(0, payload);
        Request request = new Request(parsed.type(), parsed.flags(), parsed.sequence(), parsed.portId(), payload);
        requests.add(request);
        pending.addAll(kernel.apply(request));
    }

    @Override
    public long receive(ByteBuffer buffer, int timeoutMillis) throws NetlinkException {
        Datagram next;
        try {
            next = timeoutMillis < 0 ? pending.take() : pending.poll(Math.min(timeoutMillis, 1), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (next == null || next.sender() == NOTHING) {
            return NOTHING;
        }
        if (next.errno() != 0) {
            throw new NetlinkException("read from the kernel", next.errno());
        }
        buffer.clear();
        buffer.put(next.bytes()).flip();
        return next.sender();
    }

    @Override
    public void join(int group) {
        groups.add(group);
    }

    @Override
    public int receiveBuffer(int size) {
        return 2 * size;
    }

    @Override
    public void sendBuffer(int size) {
    }

    @Override
    public void wake() {
        pending.addFirst(new Datagram(NOTHING, new byte[0], 0));
    }

    @Override
    public void close() {
        closed = true;
    }

    /** Bytes in host order. */
    public static byte[] bytes(int size, Consumer<ByteBuffer> content) {
        ByteBuffer buffer = ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
        content.accept(buffer);
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    /** Attributes. */
    public static byte[] attributes(Consumer<AttributeWriter> content) {
        return bytes(8192, buffer -> content.accept(new AttributeWriter(buffer)));
    }

    /** A message with its header, padded. */
    public static byte[] message(int type, int flags, int sequence, int portId, byte[] payload) {
        return bytes(65536, buffer -> {
            NetlinkMessage.begin(buffer, type, flags, sequence, portId);
            buffer.put(payload);
            NetlinkMessage.end(buffer);
            buffer.position(buffer.limit());
        });
    }

    public static byte[] join(byte[]... parts) {
        int size = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        ByteBuffer buffer = ByteBuffer.allocate(size);
        for (byte[] part : parts) {
            buffer.put(part);
        }
        return buffer.array();
    }
}
