// SPDX-License-Identifier: Apache-2.0

/** The MPTCP path manager of the kernel, typed: its events and its commands. */
package org.crosslayer.agent.mptcp;
