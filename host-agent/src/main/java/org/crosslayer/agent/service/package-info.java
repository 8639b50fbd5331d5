// SPDX-License-Identifier: Apache-2.0

/** The service manager's side of the daemon: systemd is told of readiness, of the end, and that the agent is alive. */
package org.crosslayer.agent.service;
