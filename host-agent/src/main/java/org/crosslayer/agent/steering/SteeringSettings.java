// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.steering;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where steering works.
 *
 * @param cgroup directory of the cgroup (version 2) whose processes are steered; empty: the root, so all processes
 * @param directory of a BPF file system, in which everything is pinned; empty: that of /sys/fs/bpf
 */
public record SteeringSettings(Optional<Path> cgroup, Optional<Path> directory) {
    /** All processes, the usual place. */
    public static final SteeringSettings DEFAULT = new SteeringSettings(Optional.empty(), Optional.empty());
}
