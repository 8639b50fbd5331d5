// SPDX-License-Identifier: Apache-2.0
/**
 * What no placement of subflows can exceed.
 */
package org.crosslayer.simulator.optimum;
