// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.control;

import org.crosslayer.control.v1.AgentMessage;
import org.crosslayer.control.v1.CheckResult;
import org.crosslayer.control.v1.ControllerMessage;

/**
 * The content rules of {@code control.proto}, for both sides: everything that can be said of one message alone.
 * What depends on the messages before it is checked elsewhere: numbering by {@link SequenceCheck}, order by the
 * sessions of agent and controller.
 *
 * <p>Stateless; messages with unset or unknown oneof members pass, as the contract asks.
 */
public final class MessageValidator {
    private MessageValidator() {
    }

    /**
     * Checks a message of an agent.
     *
     * @param message message as received, or as about to be sent
     * @throws InvalidMessageException naming the first offending field
     */
    public static void validate(AgentMessage message) throws InvalidMessageException {
        AgentMessageRules.check(message);
    }

    /**
     * Checks a message of a controller.
     *
     * @param message message as received, or as about to be sent
     * @throws InvalidMessageException naming the first offending field
     */
    public static void validate(ControllerMessage message) throws InvalidMessageException {
        ControllerMessageRules.check(message);
    }

    /**
     * Checks a controller's answer to Check.
     *
     * @param result as received, or as about to be sent
     * @throws InvalidMessageException naming the first offending field
     */
    public static void validate(CheckResult result) throws InvalidMessageException {
        ControllerMessageRules.checkResult(result, FieldPath.root("check_result"));
    }
}
