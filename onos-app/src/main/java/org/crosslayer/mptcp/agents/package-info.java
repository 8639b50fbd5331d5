// SPDX-License-Identifier: Apache-2.0
/**
 * The gRPC endpoint that host agents attach to: one {@code AgentSession} for every stream, one handler for every
 * kind of message. The protocol's generated classes are used here and nowhere else.
 */
package org.crosslayer.mptcp.agents;
