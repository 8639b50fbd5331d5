// SPDX-License-Identifier: Apache-2.0

/** Client of the kernel module mptcp_crosslayer: its table of standing plans, settings, statistics and events. */
package org.crosslayer.agent.module;
