// SPDX-License-Identifier: Apache-2.0
/**
 * Who sends to whom.
 */
package org.crosslayer.simulator.traffic;
