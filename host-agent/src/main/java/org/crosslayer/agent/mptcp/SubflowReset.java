// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.mptcp;

/**
 * The MP_TCPRST option that ended a subflow (RFC 8684, section 3.6).
 *
 * @param reason as in the RFC, 0..6 so far
 * @param flags 1 if the peer thinks the cause is transient
 */
public record SubflowReset(int reason, int flags) {
    private static final String[] REASONS = {
        "unspecified error", "MPTCP-specific error", "lack of resources", "administratively prohibited",
        "too much outstanding data", "unacceptable performance", "middlebox interference"};

    public boolean isTransient() {
        return (flags & 1) != 0;
    }

    /** The RFC's words. */
    public String describe() {
        String words = reason >= 0 && reason < REASONS.length ? REASONS[reason] : "reason " + reason;
        return isTransient() ? words + " (transient)" : words;
    }
}
