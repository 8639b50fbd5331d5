// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.fabric;

/**
 * Why a path is not known to its end.
 */
public enum PathProblem {
    /** An address belongs to no host of the fabric. */
    UNKNOWN_HOST,
    /** A device has no route to the destination, or all next hops of the route are dead. */
    NO_ROUTE,
    /** The packet would run out of hops. */
    LOOP,
    /** A device has several next hops and it is not known how it chooses. */
    UNMODELLED_HASH
}
