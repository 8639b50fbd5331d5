// SPDX-License-Identifier: Apache-2.0
/**
 * What is known of the connections: filled by the agents' reports, marked by the plans, read by everybody.
 */
package org.crosslayer.mptcp.connections;
