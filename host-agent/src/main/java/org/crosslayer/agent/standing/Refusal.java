// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.standing;

/**
 * Why a plan or a pool is not in force.
 *
 * @param byKernel else by this agent
 * @param errno positive, 0 if it was the agent
 */
public record Refusal(boolean byKernel, int errno, String message) {
    static Refusal byAgent(String message) {
        return new Refusal(false, 0, message);
    }
}
