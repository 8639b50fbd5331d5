// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

/**
 * Which way a connection carries its data, seen from the host that opened it.
 */
public enum DataDirection {
    /** From the host that opened the connection, in the direction of the SYN: an upload. */
    OUTBOUND,
    /** Towards the host that opened the connection: a download. */
    INBOUND,
    /** Both ways, or not known. */
    BOTH
}
