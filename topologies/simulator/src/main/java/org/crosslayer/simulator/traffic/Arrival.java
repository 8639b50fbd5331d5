// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.simulator.traffic;

/**
 * A connection that comes, sends so much and goes.
 *
 * @param seconds when it comes
 * @param bits    what it sends
 */
public record Arrival(double seconds, double bits) {
}
