// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Requests to the kernel and their answers. A lock covers one request and its whole answer, so any thread may call.
 * Answers to other requests (one that was given up) and messages that do not come from the kernel are dropped.
 */
public final class NetlinkConnection implements AutoCloseable {
    /** NETLINK_SOCK_DIAG. */
    public static final int SOCK_DIAG = 4;
    /** NETLINK_GENERIC. */
    public static final int GENERIC = 16;

    /** Makes a value of one message of an answer while the message is valid; null: nothing of interest. */
    @FunctionalInterface
    public interface Decoder<T> {
        T decode(NetlinkMessage message) throws NetlinkException;
    }

    private static final int REQUEST_BYTES = 4096;
    /** The kernel fills at most 32 KiB of a dump at a time. */
    private static final int ANSWER_BYTES = 64 * 1024;
    private static final int ANSWER_TIMEOUT_MILLIS = 5000;
    private static final int DUMP_ATTEMPTS = 10;

    private final NetlinkSocket socket;
    private final ByteBuffer request = ByteBuffer.allocateDirect(REQUEST_BYTES).order(ByteOrder.nativeOrder());
    private final ByteBuffer answer = ByteBuffer.allocateDirect(ANSWER_BYTES).order(ByteOrder.nativeOrder());
    private int sendBufferBytes = REQUEST_BYTES;
    private int sequence = ThreadLocalRandom.current().nextInt();

    NetlinkConnection(NetlinkSocket socket) {
        this.socket = socket;
    }

    /** Opens a socket of a netlink protocol in the network namespace of the calling thread. */
    public static NetlinkConnection open(int protocol) throws NetlinkException {
        return new NetlinkConnection(SystemNetlinkSocket.open(protocol));
    }

    /**
     * Sends a request and waits for its acknowledgement.
     *
     * @param operation what is done, for errors
     * @param body writes the payload
     * @param decoder of a message before the acknowledgement
     * @return what the decoder made of the last message, null if there was none
     */
    public synchronized <T> T execute(Supplier<String> operation, int type, Consumer<ByteBuffer> body,
                                      Decoder<T> decoder) throws NetlinkException {
        return execute(operation, type, 0, body, decoder);
    }

    /** The same with a request that may be large: {@code payloadBytes} is at least what the body writes. */
    public synchronized <T> T execute(Supplier<String> operation, int type, int payloadBytes,
                                      Consumer<ByteBuffer> body, Decoder<T> decoder) throws NetlinkException {
        List<T> values = new ArrayList<>(1);
        send(roomFor(payloadBytes), type, NetlinkMessage.FLAG_ACK, body);
        collect(operation, decoder, values);
        return values.isEmpty() ? null : values.get(values.size() - 1);
    }

    /**
     * Asks for a listing. If the kernel says that the set changed meanwhile, it begins anew, some times.
     *
     * @return what the decoder made of each message
     */
    public synchronized <T> List<T> dump(Supplier<String> operation, int type, Consumer<ByteBuffer> body,
                                         Decoder<T> decoder) throws NetlinkException {
        for (int attempt = 0; attempt < DUMP_ATTEMPTS; attempt++) {
            List<T> values = new ArrayList<>();
            send(request, type, NetlinkMessage.FLAG_DUMP, body);
            if (collect(operation, decoder, values)) {
                return values;
            }
        }
        throw new NetlinkException(operation.get(),
            "the listing changed during each of " + DUMP_ATTEMPTS + " attempts to read it");
    }

    /** Large requests are rare: they have a buffer for this once. */
    private ByteBuffer roomFor(int payloadBytes) throws NetlinkException {
        int bytes = NetlinkMessage.align(NetlinkMessage.HEADER_BYTES + payloadBytes);
        if (bytes <= REQUEST_BYTES) {
            return request;
        }
        if (bytes > sendBufferBytes) {
            socket.sendBuffer(bytes);
            sendBufferBytes = bytes;
        }
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    private void send(ByteBuffer buffer, int type, int flags, Consumer<ByteBuffer> body) throws NetlinkException {
        buffer.clear();
        sequence++;
        NetlinkMessage.begin(buffer, type, flags | NetlinkMessage.FLAG_REQUEST, sequence, socket.portId());
        body.accept(buffer);
        NetlinkMessage.end(buffer);
        socket.send(buffer);
    }

    /**
     * Reads up to the end of the answer, also when a part of it cannot be understood: until then the kernel refuses
     * another listing on this socket (EBUSY).
     *
     * @return false if it was interrupted by a change
     */
    private <T> boolean collect(Supplier<String> operation, Decoder<T> decoder, List<T> values)
        throws NetlinkException {
        boolean consistent = true;
        NetlinkException failure = null;
        while (true) {
            for (NetlinkMessage message : read(operation)) {
                if (message.sequence() != sequence || message.portId() != socket.portId()) {
                    continue;
                }
                consistent &= !message.has(NetlinkMessage.FLAG_DUMP_INTERRUPTED);
                switch (message.type()) {
                    case NetlinkMessage.TYPE_ERROR, NetlinkMessage.TYPE_DONE -> {
                        Acknowledgement.parse(message).require(operation.get());
                        if (failure != null) {
                            throw failure;
                        }
                        return consistent;
                    }
                    case NetlinkMessage.TYPE_NOOP, NetlinkMessage.TYPE_OVERRUN -> { }
                    default -> {
                        NetlinkException problem = decode(decoder, message, values);
                        failure = failure == null ? problem : failure;
                    }
                }
            }
        }
    }

    /** Adds the value of a message; returns the problem with it, if any. */
    private static <T> NetlinkException decode(Decoder<T> decoder, NetlinkMessage message, List<T> values) {
        try {
            T value = decoder.decode(message);
            if (value != null) {
                values.add(value);
            }
            return null;
        } catch (NetlinkException e) {
            return e;
        }
    }

    private List<NetlinkMessage> read(Supplier<String> operation) throws NetlinkException {
        long deadline = System.nanoTime() + ANSWER_TIMEOUT_MILLIS * 1_000_000L;
        while (true) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            long sender = left <= 0 ? NetlinkSocket.NOTHING : socket.receive(answer, (int) left);
            if (sender == 0) {
                return NetlinkMessage.parse(answer);
            }
            if (sender == NetlinkSocket.NOTHING && deadline - System.nanoTime() <= 0) {
                throw new NetlinkException(operation.get(),
                    "the kernel has not answered within " + ANSWER_TIMEOUT_MILLIS / 1000 + " s");
            }
        }
    }

    @Override
    public synchronized void close() {
        socket.close();
    }
}
