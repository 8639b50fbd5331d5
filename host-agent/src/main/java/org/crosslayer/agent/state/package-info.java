// SPDX-License-Identifier: Apache-2.0

/**
 * What the running agent holds, shown to whoever asks on this host: to compare it with the kernel and the controller.
 * Nothing in the agent depends on it.
 */
package org.crosslayer.agent.state;
