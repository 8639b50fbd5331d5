// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.mptcp;

import org.crosslayer.agent.genetlink.GenericFamily;
import org.crosslayer.agent.genetlink.GenericMessage;
import org.crosslayer.agent.genetlink.GenericNetlink;
import org.crosslayer.agent.netlink.NetlinkConnection;
import org.crosslayer.agent.netlink.NetlinkException;
import org.crosslayer.agent.netlink.NetlinkMessage;
import org.crosslayer.agent.netlink.NetlinkReceiver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The events of the path manager of one network namespace, read by a thread of its own. Needs CAP_NET_ADMIN.
 *
 * <p>As long as one is open, the kernel takes the user-space path manager to be there and accepts joins from peers; if
 * none is, connections stay as they are but get no further subflows.
 *
 * <p>No event between {@link #open} and {@link #start} is missed. To take over a host: open, start, then read the
 * existing connections from {@code sockdiag}.
 */
public final class EventStream implements AutoCloseable {
    /**
     * Receive buffer that is asked for by default, bytes. The kernel grants twice that and charges an event with about
     * 830 bytes (6.18): enough for 40,000. It costs memory, the kernel's, only while events wait in it.
     */
    public static final int DEFAULT_BUFFER_BYTES = 16 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);

    private final NetlinkReceiver receiver;

    private EventStream(NetlinkReceiver receiver) {
        this.receiver = receiver;
    }

    /** Joins the events of the network namespace of the calling thread, with the default buffer. */
    public static EventStream open(EventListener listener) throws NetlinkException {
        return open(listener, DEFAULT_BUFFER_BYTES);
    }

    /**
     * Joins the events of the network namespace of the calling thread.
     *
     * @throws NetlinkException ENOENT: the kernel has no MPTCP; EPERM: no CAP_NET_ADMIN
     */
    public static EventStream open(EventListener listener, int bufferBytes) throws NetlinkException {
        GenericFamily family;
        try (GenericNetlink netlink = GenericNetlink.open()) {
            family = netlink.family(PathManagerProtocol.FAMILY);
        }
        int group = family.group(PathManagerProtocol.GROUP_EVENTS);
        return new EventStream(NetlinkReceiver.open(NetlinkConnection.GENERIC, group, bufferBytes, "mptcp-events",
            new Adapter(family.id(), listener)));
    }

    public void start() {
        receiver.start();
    }

    /** Receive buffer that the kernel granted, in its own reckoning. */
    public int receiveBufferBytes() {
        return receiver.receiveBufferBytes();
    }

    /** {@link System#nanoTime()} of the latest sign of life of the thread that reads. */
    public long aliveNanos() {
        return receiver.aliveNanos();
    }

    /** Ends the stream: after the return the listener is not called any more, unless the caller is the listener. */
    @Override
    public void close() {
        receiver.close();
    }

    /** Turns messages into calls of the listener. */
    static final class Adapter implements NetlinkReceiver.Handler {
        private final int family;
        private final EventListener listener;

        Adapter(int family, EventListener listener) {
            this.family = family;
            this.listener = listener;
        }

        @Override
        public void onMessage(NetlinkMessage message, long readNanos) {
            if (message.type() != family) {
                return;
            }
            MptcpEvent event;
            try {
                event = EventDecoder.decode(GenericMessage.parse(message));
            } catch (NetlinkException e) {
                onOverflow(readNanos, e.getMessage());
                return;
            }
            listener.onEvent(event, readNanos);
        }

        @Override
        public void onOverflow(long readNanos, String reason) {
            LOG.warn("Lost events of the path manager: {}", reason);
            listener.onOverflow(readNanos);
        }

        @Override
        public void onEnd(NetlinkException cause) {
            listener.onEnd(cause == null ? null : cause.getMessage());
        }
    }
}
