// SPDX-License-Identifier: Apache-2.0
/**
 * Decides how many subflows a connection gets and from which source ports. Plain Java without ONOS.
 */
package org.crosslayer.plan;
