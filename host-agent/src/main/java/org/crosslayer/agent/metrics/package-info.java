// SPDX-License-Identifier: Apache-2.0

/** The agent's figures for Prometheus: counters, their exposition as text, and the endpoint that gives it. */
package org.crosslayer.agent.metrics;
