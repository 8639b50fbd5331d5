// SPDX-License-Identifier: Apache-2.0

/** Generic netlink: families and their multicast groups by name. */
package org.crosslayer.agent.genetlink;
