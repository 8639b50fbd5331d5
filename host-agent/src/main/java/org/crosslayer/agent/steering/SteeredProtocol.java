// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.steering;

/** Which sockets a pool is for. */
public enum SteeredProtocol {
    /** First subflows of MPTCP sockets; also of those that will fall back to TCP, which shows only later. */
    MPTCP,
    /** Plain TCP sockets. */
    TCP
}
