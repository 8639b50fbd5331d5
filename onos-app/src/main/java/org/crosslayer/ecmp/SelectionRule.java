// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.ecmp;

/**
 * How a hash of 31 bits becomes a next hop.
 */
@FunctionalInterface
interface SelectionRule {

    /** Index of the next hop, or UNKNOWN, for a hash of 0..2^31-1. */
    int index(int hash);
}
