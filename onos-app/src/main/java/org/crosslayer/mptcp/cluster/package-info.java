// SPDX-License-Identifier: Apache-2.0
/**
 * The nodes of a cluster: which agent is at which node, and the load that other nodes' agents put on links. Nothing
 * here is asked while a connection is planned.
 */
package org.crosslayer.mptcp.cluster;
