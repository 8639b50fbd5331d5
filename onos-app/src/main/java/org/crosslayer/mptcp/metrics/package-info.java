// SPDX-License-Identifier: Apache-2.0
/**
 * Metrics of this node for Prometheus, at {@code /onos/mptcp/metrics}. What happens is counted where it happens; what
 * is there is read when somebody asks.
 */
package org.crosslayer.mptcp.metrics;
