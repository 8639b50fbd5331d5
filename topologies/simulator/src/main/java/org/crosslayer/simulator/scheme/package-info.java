// SPDX-License-Identifier: Apache-2.0
/**
 * Connections with their subflows, and the schemes that choose source ports for them: the planner of the ONOS
 * application beside those that count on luck.
 */
package org.crosslayer.simulator.scheme;
