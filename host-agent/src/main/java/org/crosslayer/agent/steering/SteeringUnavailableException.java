// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.steering;

/** This machine, or the privileges of this process, do not allow steering: what is missing, and how to get it. */
public final class SteeringUnavailableException extends SteeringException {
    private static final long serialVersionUID = 1L;

    public SteeringUnavailableException(String message) {
        super(message);
    }
}
