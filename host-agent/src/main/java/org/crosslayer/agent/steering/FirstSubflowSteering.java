// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.steering;

import java.util.List;

/**
 * The pools of one origin (a controller, the configuration) in the kernel, for the network namespace of the thread that
 * calls. Calls take some tens of milliseconds; they may come from any thread. What was handed over stays in force when
 * the agent ends.
 */
public interface FirstSubflowSteering {
    /** Whether this machine can steer; if not, the other calls do nothing. */
    boolean available();

    /**
     * Puts these pools in the place of all earlier ones of this origin, in one step: a connection sees the old ones or
     * the new ones. Those of other origins stay.
     *
     * @throws SteeringException the kernel refused, or they are too many; the earlier ones are still in force
     */
    void replaceAll(List<SourcePortPool> pools) throws SteeringException;

    /** Counters of the pools of this origin, in the order of their ids. */
    List<PoolStatistics> statistics() throws SteeringException;

    /** For machines that cannot steer. */
    FirstSubflowSteering NONE = new FirstSubflowSteering() {
        @Override
        public boolean available() {
            return false;
        }

        @Override
        public void replaceAll(List<SourcePortPool> pools) {
            // nothing to put them into
        }

        @Override
        public List<PoolStatistics> statistics() {
            return List.of();
        }
    };
}
