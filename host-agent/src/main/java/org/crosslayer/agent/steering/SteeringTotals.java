// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.steering;

/**
 * What became of all connections of the network namespace since the program is attached; further subflows do not count.
 *
 * @param steered got a source port of a pool
 * @param busy source ports that were in use, or in TIME_WAIT, when their turn came
 * @param exhausted no candidate was free: the kernel chose
 * @param missed no pool for the destination
 * @param bound there was a pool, but the socket had a source port already
 * @param expired there was a pool, but its time was over
 * @param failed the kernel refused the source port for another reason, and chose
 */
public record SteeringTotals(long steered, long busy, long exhausted, long missed, long bound, long expired,
                             long failed) {
}
