// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.subflows;

import org.crosslayer.agent.mptcp.LocalAddress;
import org.crosslayer.agent.mptcp.PathManager;
import org.crosslayer.agent.mptcp.SocketEndpoint;
import org.crosslayer.agent.netlink.Errno;
import org.crosslayer.agent.netlink.NetlinkException;

/** Opens one subflow after the other, each from the first of its candidate source ports that can be bound. */
public final class SubflowOpener {
    /** The kernel's words when an id or an endpoint is bound to another one, net/mptcp/pm_userspace.c. */
    private static final String MISMATCH = "address and id";
    private static final String NO_TOKEN = "invalid token";
    /** Further ids that one source port is tried with, before the next source port is. */
    private static final int MAX_MISMATCHES = 4;

    private final PathManager pathManager;
    private final SubflowSlots slots;
    private final OpenCounters counters = new OpenCounters();

    public SubflowOpener(PathManager pathManager, SubflowSlots slots) {
        this.pathManager = pathManager;
        this.slots = slots;
    }

    /** Returns when the SYN is out or nothing is left to try: some tens of microseconds per attempt. */
    public OpenResult open(SubflowRequest request) {
        OpenResult result = attempt(request);
        counters.count(result);
        return result;
    }

    /** What came of all requests. */
    public OpenCounters counters() {
        return counters;
    }

    private OpenResult attempt(SubflowRequest request) {
        int inUse = 0;
        NetlinkException last = null;
        for (int port : request.sourcePorts()) {
            SocketEndpoint local = new SocketEndpoint(request.local(), port);
            for (int mismatches = 0; mismatches <= MAX_MISMATCHES; mismatches++) {
                SubflowSlots.Slot slot;
                try {
                    slot = slots.claim(request.token(), local, request.backup());
                } catch (SlotRefused e) {
                    return OpenResult.refused(e.status(), e.getMessage(), inUse);
                }
                last = create(request, slot);
                if (last == null) {
                    return new OpenResult(OpenResult.Status.DONE, 0, "", port, slot.addressId(), inUse,
                        System.nanoTime());
                }
                if (!isMismatch(last)) {
                    break;
                }
                slots.mismatched(slot);
                learn(request.token());
            }
            if (last.errno() == Errno.EADDRINUSE) {
                inUse++;
            } else if (!isMismatch(last)) {
                return failure(statusOf(last), last, inUse);
            }
        }
        return failure(isMismatch(last) ? OpenResult.Status.REFUSED_BY_KERNEL : OpenResult.Status.PORTS_IN_USE, last,
            inUse);
    }

    /** The failure, or null if the SYN is out. */
    private NetlinkException create(SubflowRequest request, SubflowSlots.Slot slot) {
        try {
            pathManager.createSubflow(request.token(), slot.local(), slot.addressId(), request.backup(), 0,
                request.remote(), request.remoteId());
            return null;
        } catch (NetlinkException e) {
            slots.release(slot);
            return e;
        }
    }

    /** Somebody before this agent has used ids of the connection: asks the kernel which. */
    private void learn(int token) {
        try {
            for (LocalAddress address : pathManager.addresses(token)) {
                slots.learn(token, address.endpoint(), address.id());
            }
        } catch (NetlinkException e) {
            // Kernels before 6.9 do not tell: other ids and other source ports are tried then.
        }
    }

    private static boolean isMismatch(NetlinkException e) {
        return e.errno() == Errno.EINVAL && e.kernelText().contains(MISMATCH);
    }

    private static OpenResult.Status statusOf(NetlinkException e) {
        if (e.errno() == Errno.ENOTCONN) {
            return OpenResult.Status.NOT_ESTABLISHED;
        }
        return e.kernelText().contains(NO_TOKEN) ? OpenResult.Status.UNKNOWN_CONNECTION
            : OpenResult.Status.REFUSED_BY_KERNEL;
    }

    private static OpenResult failure(OpenResult.Status status, NetlinkException e, int inUse) {
        String text = e.kernelText().isEmpty() ? Errno.text(e.errno()) : e.kernelText();
        return new OpenResult(status, e.errno(), text, 0, 0, inUse, System.nanoTime());
    }
}
