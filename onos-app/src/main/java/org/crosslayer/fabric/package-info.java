// SPDX-License-Identifier: Apache-2.0
/**
 * The network as the planner sees it: an immutable snapshot of devices, links and hosts under integer indices, and
 * the tracer that follows a packet through it. Plain Java without ONOS.
 */
package org.crosslayer.fabric;
