// SPDX-License-Identifier: Apache-2.0

/** The agent's configuration: flags before environment before file before defaults, checked as a whole. */
package org.crosslayer.agent.config;
