// SPDX-License-Identifier: Apache-2.0
/**
 * Networks to simulate: how they are cabled, what has failed, and the fabric snapshot that the planner sees.
 */
package org.crosslayer.simulator.network;
