// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.config;

/** The configuration is wrong; the message is one line for the user: where, what, what was expected. */
public final class ConfigException extends Exception {
    private static final long serialVersionUID = 1L;

    ConfigException(String message) {
        super(message);
    }
}
