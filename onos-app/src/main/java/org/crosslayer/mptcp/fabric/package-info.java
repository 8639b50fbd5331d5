// SPDX-License-Identifier: Apache-2.0
/**
 * Keeps the planner's snapshot of the network in step with ONOS.
 */
package org.crosslayer.mptcp.fabric;
