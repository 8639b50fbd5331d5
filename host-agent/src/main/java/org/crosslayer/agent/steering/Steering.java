// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.steering;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens steering for those that only hand over pools. */
public final class Steering implements FirstSubflowSteering {
    private static final Logger LOG = LoggerFactory.getLogger(Steering.class);

    private final Origin origin;
    private final KernelSteering kernel;

    private Steering(Origin origin, KernelSteering kernel) {
        this.origin = origin;
        this.kernel = kernel;
    }

    /** For one origin; {@link FirstSubflowSteering#NONE}, after a line in the log, if this machine lacks something. */
    public static FirstSubflowSteering open(Origin origin, SteeringSettings settings) {
        KernelSteering kernel = new KernelSteering(settings);
        try {
            kernel.check();
            return new Steering(origin, kernel);
        } catch (SteeringException e) {
            LOG.info("{}: source ports of first subflows are the kernel's choice", e.getMessage());
            return NONE;
        }
    }

    @Override
    public boolean available() {
        return true;
    }

    @Override
    public void replaceAll(List<SourcePortPool> pools) throws SteeringException {
        kernel.update(origin, earlier -> pools);
    }

    @Override
    public List<PoolStatistics> statistics() throws SteeringException {
        return kernel.statistics(kernel.pools().stream().filter(pool -> pool.origin() == origin).toList());
    }
}
