// SPDX-License-Identifier: Apache-2.0
/**
 * {@code ./crosslayer ecmp-check}: reads rows of packets and where a switch has sent them, and says how many of them
 * the hash models predict.
 */
package org.crosslayer.ecmpcheck;
