// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.steering;

/**
 * What became of the connections that a pool was for, since it is there.
 *
 * @param id of the pool
 * @param steered connections that got a source port of the pool
 * @param busy source ports of the pool that were in use, or in TIME_WAIT, when their turn came
 * @param exhausted connections for which no candidate was free: the kernel chose their port
 */
public record PoolStatistics(long id, long steered, long busy, long exhausted) {
}
