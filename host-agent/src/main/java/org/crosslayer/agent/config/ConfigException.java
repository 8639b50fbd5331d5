// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.config;

/** The configuration is wrong; the message is one line for the user: where, what, what was expected. */
public final class ConfigException extends Exception {
    private static final long serialVersionUID = 1L;

    ConfigException(String message) {
        super(printable(message));
    }

    /** What a file has in names and values is quoted in messages: control characters would break the line, or worse. */
    private static String printable(String message) {
        StringBuilder text = new StringBuilder(message.length());
        message.codePoints().forEach(character -> {
            int type = Character.getType(character);
            if (Character.isISOControl(character) || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR || type == Character.FORMAT) {
                text.append(String.format("\\u%04x", character));
            } else {
                text.appendCodePoint(character);
            }
        });
        return text.toString();
    }
}
