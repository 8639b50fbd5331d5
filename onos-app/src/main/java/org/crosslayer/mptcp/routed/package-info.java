// SPDX-License-Identifier: Apache-2.0
/**
 * Tells ONOS of the routers, links and hosts of the network configuration, which no protocol would tell it of.
 */
package org.crosslayer.mptcp.routed;
