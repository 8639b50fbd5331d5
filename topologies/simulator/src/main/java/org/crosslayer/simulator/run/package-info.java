// SPDX-License-Identifier: Apache-2.0
/**
 * Runs of one scheme on one network, and what is measured of them.
 */
package org.crosslayer.simulator.run;
