// SPDX-License-Identifier: Apache-2.0

/**
 * Netlink sockets: messages, attributes, requests and multicast groups. Knows nothing of any family that is
 * spoken over it.
 */
package org.crosslayer.agent.netlink;
