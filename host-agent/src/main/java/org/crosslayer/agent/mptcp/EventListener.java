// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.mptcp;

/**
 * Receives the path manager's events. Called by the one thread of the {@link EventStream}, never by two at once: what
 * takes longer than a few microseconds must be handed to another thread, since the kernel's buffer fills meanwhile.
 */
public interface EventListener {
    /**
     * An event.
     *
     * @param readNanos {@link System#nanoTime()} right after the read from the kernel
     */
    void onEvent(MptcpEvent event, long readNanos);

    /** Events were lost, nobody knows which: the state must be rebuilt from {@code sockdiag}. */
    void onOverflow(long readNanos);

    /**
     * The stream has ended and gives nothing more.
     *
     * @param cause one line; {@code null} after {@link EventStream#close()}
     */
    void onEnd(String cause);
}
