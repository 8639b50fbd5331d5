// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.simulator.traffic;

/**
 * One connection's data: from one host to another.
 *
 * @param sender   number of the host that has the data
 * @param receiver number of the host that wants them, another one
 */
public record Demand(int sender, int receiver) {
}
