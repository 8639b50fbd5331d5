// SPDX-License-Identifier: Apache-2.0
/**
 * What other ONOS applications may use of Crosslayer: services, immutable values and events.
 */
package org.crosslayer.mptcp;
