// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.subflows;

/** There is no slot for a subflow; the message says why in one line. */
public final class SlotRefused extends Exception {
    private static final long serialVersionUID = 1L;

    private final OpenResult.Status status;

    public SlotRefused(OpenResult.Status status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    /** The result that this makes of the request. */
    public OpenResult.Status status() {
        return status;
    }
}
