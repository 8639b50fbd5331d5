// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.ecmpcheck;

/**
 * A file or an option is not what it should be; the message says where and what was expected, in one line.
 */
final class BadInputException extends Exception {

    private static final long serialVersionUID = 1L;

    BadInputException(String message) {
        super(message);
    }
}
