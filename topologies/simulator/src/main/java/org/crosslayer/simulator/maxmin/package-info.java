// SPDX-License-Identifier: Apache-2.0
/**
 * Max-min fair rates of flows over shared links.
 */
package org.crosslayer.simulator.maxmin;
