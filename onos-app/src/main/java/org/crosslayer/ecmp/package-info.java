// SPDX-License-Identifier: Apache-2.0
/**
 * How a router chooses among equal-cost next hops: exact models of the hashes in use, in plain Java.
 *
 * <p>Everything here is immutable and hashing allocates nothing, so that the planner can try hundreds of source
 * ports for one connection.
 */
package org.crosslayer.ecmp;
