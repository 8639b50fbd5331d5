// SPDX-License-Identifier: Apache-2.0

/**
 * First-subflow steering: the source port of a connection's first subflow, or of a plain TCP connection, is taken from
 * a pool before its first SYN, by a program of the kernel ({@code kernel-module/steering}) that goes on while the agent
 * is down. Nothing of it is loaded by an agent that has no pools.
 */
package org.crosslayer.agent.steering;
