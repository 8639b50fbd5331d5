// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.sockdiag;

/**
 * What {@code list} and telemetry need of {@code struct tcp_info}; 0 where the kernel is too old to tell.
 *
 * @param rttMicros smoothed round-trip time
 * @param congestionWindow in segments
 * @param retransmittedSegments since the subflow began
 * @param deliveryRate bytes per second
 * @param pacingRate bytes per second; all ones if unlimited
 * @param busyMicros for how long there was something to send or to be acknowledged
 * @param receiverLimitedMicros for how long of that the receive window of the peer let nothing out
 */
public record TcpInfo(long rttMicros, long rttVarianceMicros, long minRttMicros, long congestionWindow,
                      long slowStartThreshold, long segmentSize, long unackedSegments, long retransmittedSegments,
                      long bytesSent, long bytesAcked, long bytesReceived, long bytesRetransmitted,
                      long notSentBytes, long deliveryRate, long pacingRate, long lastDataSentMillis,
                      long lastDataReceivedMillis, long lastAckReceivedMillis, long busyMicros,
                      long receiverLimitedMicros) {
    /**
     * Sent and not acknowledged. (The kernel counts a SYN that this host sent among the acknowledged bytes, and what
     * its own queue has dropped among the sent ones, again and again, but not among the segments on their way.)
     */
    public long bytesInFlight() {
        return Math.max(0, Math.min(bytesSent - bytesRetransmitted - bytesAcked, unackedSegments * segmentSize));
    }
}
