// SPDX-License-Identifier: Apache-2.0

/**
 * A rehearsal of the agent, run once at build time: the JVM lists the classes that it sees, and those make up the
 * distribution's class-data archive. Nothing of it runs in a daemon.
 */
package org.crosslayer.agent.training;
