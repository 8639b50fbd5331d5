// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.steering;

import java.io.IOException;

/** Steering cannot be had, or the kernel refused: in one line, with what to do. */
public class SteeringException extends IOException {
    private static final long serialVersionUID = 1L;

    public SteeringException(String message) {
        super(message);
    }
}
