// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens to one multicast group with one thread. The group is joined when the receiver has been opened, so nothing is
 * missed from then on; the handler hears of it once {@link #start()} was called.
 */
public final class NetlinkReceiver implements AutoCloseable {
    /** Called by the receiver's thread alone. */
    public interface Handler {
        /** A message; valid during the call. */
        void onMessage(NetlinkMessage message, long readNanos);

        /**
         * Messages were lost: the receive buffer was full, or one could not be understood. Those that were queued
         * before the loss have been passed on.
         */
        void onOverflow(long readNanos, String reason);

        /** The end; null after {@link NetlinkReceiver#close()}. */
        void onEnd(NetlinkException cause);
    }

    private static final Logger LOG = LoggerFactory.getLogger(NetlinkReceiver.class);
    private static final int DATAGRAM_BYTES = 64 * 1024;
    /** The least that the kernel charges the receive buffer for a message. */
    private static final int SMALLEST_CHARGE = 768;

    /** Without messages the thread still goes round so often, to show that it lives. */
    private static final int IDLE_MILLIS = 1000;

    private final NetlinkSocket socket;
    private final Handler handler;
    private final Thread thread;
    private final int receiveBufferBytes;
    private volatile boolean closing;
    private volatile long aliveNanos = System.nanoTime();
    private boolean lost;
    private int readSinceLoss;

    NetlinkReceiver(NetlinkSocket socket, int group, int bufferBytes, String threadName, Handler handler)
        throws NetlinkException {
        this.socket = socket;
        this.handler = handler;
        this.receiveBufferBytes = socket.receiveBuffer(bufferBytes);
        socket.join(group);
        this.thread = new Thread(this::run, threadName);
        this.thread.setDaemon(true);
    }

    /**
     * Opens a socket in the network namespace of the calling thread and joins a group.
     *
     * @param bufferBytes receive buffer to ask the kernel for; it costs nothing while it is empty
     */
    public static NetlinkReceiver open(int protocol, int group, int bufferBytes, String threadName, Handler handler)
        throws NetlinkException {
        NetlinkSocket socket = SystemNetlinkSocket.open(protocol);
        try {
            return new NetlinkReceiver(socket, group, bufferBytes, threadName, handler);
        } catch (NetlinkException e) {
            socket.close();
            throw e;
        }
    }

    /** Joins a further group. */
    public void join(int group) throws NetlinkException {
        socket.join(group);
    }

    public void start() {
        thread.start();
    }

    /** What the kernel granted, in its own reckoning: a message counts with its overhead. */
    public int receiveBufferBytes() {
        return receiveBufferBytes;
    }

    /** {@link System#nanoTime()} of the thread's latest round: a second or so ago if it works. */
    public long aliveNanos() {
        return aliveNanos;
    }

    private void run() {
        NetlinkException cause = null;
        ByteBuffer buffer = ByteBuffer.allocateDirect(DATAGRAM_BYTES).order(ByteOrder.nativeOrder());
        try {
            while (!closing) {
                aliveNanos = System.nanoTime();
                readOne(buffer);
            }
        } catch (NetlinkException e) {
            cause = closing ? null : e;
        } catch (RuntimeException e) {
            LOG.error("Bug in the handler of {}", thread.getName(), e);
            cause = new NetlinkException("handle a message", e.toString());
        } finally {
            socket.close();
        }
        handler.onEnd(cause);
    }

    /**
     * The kernel tells of a loss before it hands out what was queued until then. All of that is passed on first, so
     * that whoever rebuilds a state after the loss is not overtaken by events that are older than the rebuild.
     */
    private void readOne(ByteBuffer buffer) throws NetlinkException {
        long sender;
        try {
            sender = socket.receive(buffer, lost ? 0 : IDLE_MILLIS);
        } catch (NetlinkException e) {
            if (e.errno() != Errno.ENOBUFS) {
                throw e;
            }
            lost = true;
            readSinceLoss = 0;
            return;
        }
        if (lost && (sender == NetlinkSocket.NOTHING || ++readSinceLoss > receiveBufferBytes / SMALLEST_CHARGE)) {
            lost = false;
            handler.onOverflow(System.nanoTime(), "the receive buffer of " + receiveBufferBytes + " bytes was full");
        }
        if (sender != 0) {
            return;
        }
        long now = System.nanoTime();
        try {
            for (NetlinkMessage message : NetlinkMessage.parse(buffer)) {
                if (message.type() >= NetlinkMessage.HEADER_BYTES) {
                    handler.onMessage(message, now);
                }
            }
        } catch (NetlinkException e) {
            handler.onOverflow(now, e.getMessage());
        }
    }

    /** Ends the thread and waits for it, unless it is the caller. */
    @Override
    public void close() {
        closing = true;
        if (thread.getState() == Thread.State.NEW) {
            socket.close();
            return;
        }
        socket.wake();
        if (Thread.currentThread() != thread) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
