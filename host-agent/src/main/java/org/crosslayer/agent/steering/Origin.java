// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.steering;

/** Who gave a pool. Of several with the same match the one whose origin comes first here counts. */
public enum Origin {
    /** A person, with {@code crosslayer-agent steering}. */
    MANUAL(1),
    /** The configuration file of the agent. */
    CONFIGURATION(2),
    /** The controller. */
    CONTROLLER(3);

    /** In the kernel's maps. */
    private final int number;

    Origin(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    static Origin of(int number) throws SteeringException {
        for (Origin origin : values()) {
            if (origin.number == number) {
                return origin;
            }
        }
        throw new SteeringException("the kernel's pools have an origin that this agent does not know (" + number
            + "): run 'crosslayer-agent steering off' to begin anew");
    }
}
