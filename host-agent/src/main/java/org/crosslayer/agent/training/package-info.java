// SPDX-License-Identifier: Apache-2.0

/**
 * A rehearsal of the agent, run once at build time: the JVM writes the classes that it sees into the distribution's
 * class-data archive. Nothing of it runs in a daemon.
 */
package org.crosslayer.agent.training;
