// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.connections;

/**
 * Why nothing came of the standing plan of a connection.
 *
 * @param plan its id
 * @param errno of the last subflow that was refused, 0 if no source port was free or if it is not known
 * @param message for people
 */
public record PlanFailure(int plan, int errno, String message) {
}
