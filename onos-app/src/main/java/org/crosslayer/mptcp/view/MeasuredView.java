// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.view;

import org.crosslayer.mptcp.SubflowStatistics;

/** What the agent's last reading says of a subflow. */
public final class MeasuredView {
    public final long bytesSent;
    public final long bytesReceived;
    public final long sendRateBps;
    public final long receiveRateBps;
    public final int rttMicros;
    public final int congestionWindow;
    public final long retransmittedSegments;

    MeasuredView(SubflowStatistics statistics) {
        this.bytesSent = statistics.bytesSent();
        this.bytesReceived = statistics.bytesReceived();
        this.sendRateBps = statistics.sendRateBps();
        this.receiveRateBps = statistics.receiveRateBps();
        this.rttMicros = statistics.rttMicros();
        this.congestionWindow = statistics.congestionWindow();
        this.retransmittedSegments = statistics.retransmittedSegments();
    }
}
