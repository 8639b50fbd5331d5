// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.controller;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.crosslayer.agent.connections.ConnectionTable;
import org.crosslayer.agent.standing.StandingPlans;
import org.crosslayer.control.v1.Hello;
import org.crosslayer.control.v1.Policy;

/**
 * What a {@link ControllerClient} works with.
 *
 * @param controllers tried in this order
 * @param hello made anew for each stream
 * @param policy puts a controller's policy in force
 * @param returnAfter about how often it is seen to whether the first controller is back
 */
record ControllerClientParts(List<ControllerAddress> controllers, Channels channels, Supplier<Hello> hello,
                             ConnectionTable table, CommandRunner runner, Reporter reporter,
                             Consumer<Policy> policy, StandingPlans standing, Duration returnAfter) {
    ControllerClientParts {
        controllers = List.copyOf(controllers);
    }
}
