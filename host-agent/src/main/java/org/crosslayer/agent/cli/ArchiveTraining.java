// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.cli;

/**
 * Run once at build time to see which classes the agent uses: the JVM writes them to the class-data archive of the
 * distribution when this ends.
 */
public final class ArchiveTraining {
    private ArchiveTraining() {
    }

    /** Uses what the agent uses. */
    public static void main(String[] args) {
        AgentCommand.commandLine(new AgentCommand(new RunningKernel(), System::getenv)).execute("list");
    }
}
