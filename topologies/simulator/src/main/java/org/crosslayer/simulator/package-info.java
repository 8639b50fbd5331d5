// SPDX-License-Identifier: Apache-2.0
/**
 * Flow-level simulator of networks full of Multipath TCP connections: its command line.
 */
package org.crosslayer.simulator;
