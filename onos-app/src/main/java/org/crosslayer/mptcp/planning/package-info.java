// SPDX-License-Identifier: Apache-2.0
/**
 * Turns reports of connections into plans for their agents and follows what becomes of them. The deciding itself is
 * done by the planner in {@code org.crosslayer.plan}.
 */
package org.crosslayer.mptcp.planning;
