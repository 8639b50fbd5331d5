// SPDX-License-Identifier: Apache-2.0
/**
 * `./crosslayer benchmark agents`: thousands of agents, each with a stream of its own, at a real ONOS core.
 */
package org.crosslayer.agentload;
