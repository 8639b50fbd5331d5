// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.steering;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The part of the agent's configuration that is about steering.
 *
 * @param pools that are there without a controller
 */
public record SteeringConfig(List<SourcePortPool> pools, SteeringSettings settings) {
    /** Nothing configured. */
    public static final SteeringConfig NONE = new SteeringConfig(List.of(), SteeringSettings.DEFAULT);

    private static final Logger LOG = LoggerFactory.getLogger(SteeringConfig.class);

    public SteeringConfig {
        pools = List.copyOf(pools);
    }

    /** Finds out whether the pools can be together. */
    public void check() throws SteeringException {
        PoolSet.of(List.of(), Origin.CONFIGURATION, pools, 0);
    }

    /**
     * Puts the pools in force, in the place of those of an earlier configuration. Without any nothing of steering is
     * even loaded, unless there may be something to take over.
     */
    public void apply() {
        boolean earlier = settings.directory().isPresent() || Files.exists(Path.of("/sys/fs/bpf/crosslayer"));
        if (pools.isEmpty() && !earlier) {
            return;
        }
        try {
            new KernelSteering(settings).update(Origin.CONFIGURATION, before -> pools);
            if (!pools.isEmpty()) {
                LOG.info("steering first subflows by {} configured pools", pools.size());
            }
        } catch (SteeringException e) {
            LOG.warn("{}: the configured pools are not in force", e.getMessage());
        }
    }
}
