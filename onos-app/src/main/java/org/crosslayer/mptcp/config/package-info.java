// SPDX-License-Identifier: Apache-2.0
/**
 * The application's part of ONOS's network configuration, under {@code apps/org.crosslayer.mptcp}: strictly
 * checked, refused whole, and turned into values.
 */
package org.crosslayer.mptcp.config;
