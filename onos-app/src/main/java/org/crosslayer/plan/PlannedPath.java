// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

import java.util.List;
import org.crosslayer.fabric.TracedPath;

/**
 * One subflow to open: where its packets are to go, and the source ports that make them go there.
 */
public final class PlannedPath {

    private final TracedPath forward;
    private final TracedPath reverse;
    private final List<Integer> candidatePorts;
    private final boolean backup;

    PlannedPath(TracedPath forward, TracedPath reverse, List<Integer> candidatePorts, boolean backup) {
        this.forward = forward;
        this.reverse = reverse;
        this.candidatePorts = List.copyOf(candidatePorts);
        this.backup = backup;
    }

    /**
     * Path of the packets that the client sends.
     *
     * @return incomplete if the plan is not modelled
     */
    public TracedPath forward() {
        return forward;
    }

    /**
     * Path of the packets that the server sends.
     *
     * @return incomplete if the plan is not modelled
     */
    public TracedPath reverse() {
        return reverse;
    }

    /**
     * Source ports, each of which leads there; one of them is to be used.
     *
     * @return best first, no port in two paths of a plan
     */
    public List<Integer> candidatePorts() {
        return candidatePorts;
    }

    /**
     * Whether the subflow is to be opened as a backup.
     *
     * @return true for backup
     */
    public boolean backup() {
        return backup;
    }

    @Override
    public String toString() {
        return forward + " | " + reverse + " " + candidatePorts + (backup ? " backup" : "");
    }
}
