// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.control;

/**
 * A message that parses but breaks a rule of {@code control.proto}. The receiver ends the stream with
 * INVALID_ARGUMENT and {@link #getMessage()} as the description.
 */
public final class InvalidMessageException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String field;
    private final String reason;

    InvalidMessageException(String field, String reason) {
        // A hostile peer can cause any number of these: no stack trace, it would say nothing anyway.
        super(field + ": " + reason, null, false, false);
        this.field = field;
        this.reason = reason;
    }

    /**
     * The offending field.
     *
     * @return a path of field names from the message, for example {@code events.events[3].established.token}
     */
    public String field() {
        return field;
    }

    /**
     * What is wrong with it.
     *
     * @return what was found and what is allowed, without a full stop
     */
    public String reason() {
        return reason;
    }
}
