// SPDX-License-Identifier: Apache-2.0

/**
 * The MPTCP connections of this host as the kernel reports them: a table kept from events, rebuilt from socket
 * diagnostics, and the rule that says which connections are worth reporting. Soft state: the truth is the kernel's.
 */
package org.crosslayer.agent.connections;
