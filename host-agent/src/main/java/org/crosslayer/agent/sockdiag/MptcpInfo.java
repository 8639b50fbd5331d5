// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.sockdiag;

/**
 * {@code struct mptcp_info} of a connection. Fields that the running kernel is too old to give are 0: counters of
 * bytes came with 6.5, {@code subflowsTotal} with 6.8, the {@code last} ones with 6.10. Times in milliseconds.
 *
 * @param subflows further subflows, the initial one not counted
 * @param subflowsTotal all subflows
 */
public record MptcpInfo(int subflows, int addressesSignalled, int addressesAccepted, int subflowsMax, int flags,
                        int token, long writeSequence, long sendUnacknowledged, long receiveNext,
                        int localAddressesUsed, boolean checksums, long retransmits, long bytesRetransmitted,
                        long bytesSent, long bytesReceived, long bytesAcked, int subflowsTotal,
                        long lastDataSentMillis, long lastDataReceivedMillis, long lastAckReceivedMillis) {
    private static final int FLAG_FALLBACK = 1;
    private static final int FLAG_REMOTE_KEY_RECEIVED = 2;

    /** The connection fell back to plain TCP: it can have no further subflow. */
    public boolean isFallback() {
        return (flags & FLAG_FALLBACK) != 0;
    }

    public boolean isRemoteKeyReceived() {
        return (flags & FLAG_REMOTE_KEY_RECEIVED) != 0;
    }
}
