// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.controller;

import io.grpc.Status;

/** One line for people of how a stream ended. */
final class StatusText {
    private static final int MAX_CHARACTERS = 400;

    private StatusText() {
    }

    /** Code, description and innermost cause; a controller's words can neither forge log lines nor fill the log. */
    static String of(Status status) {
        StringBuilder line = new StringBuilder(status.getCode().name());
        if (status.getDescription() != null && !status.getDescription().isEmpty()) {
            line.append(": ").append(status.getDescription());
        }
        Throwable cause = status.getCause();
        while (cause != null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause != null && cause.getMessage() != null && line.indexOf(cause.getMessage()) < 0) {
            line.append(" (").append(cause.getMessage()).append(')');
        }
        String text = line.toString().replaceAll("\\p{Cntrl}+", " ");
        return text.length() <= MAX_CHARACTERS ? text : text.substring(0, MAX_CHARACTERS) + "...";
    }
}
