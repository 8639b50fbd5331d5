// SPDX-License-Identifier: Apache-2.0

/**
 * The agent's side of the control protocol: one stream to one controller at a time, kept up with back-off; reports
 * what the connection table tells, and carries out plans and commands within the agent's own limits.
 */
package org.crosslayer.agent.controller;
