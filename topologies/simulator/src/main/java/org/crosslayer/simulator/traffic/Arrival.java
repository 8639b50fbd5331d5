// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.simulator.traffic;

/**
 * A connection that comes, sends so much and goes.
 *
 * @param seconds when it comes
 * @param demand  between whom
 * @param bits    what it sends
 */
public record Arrival(double seconds, Demand demand, double bits) {
}
