// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.crosslayer.ecmp.FiveTuple;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.PathTracer;
import org.crosslayer.fabric.TracedPath;

/**
 * One subflow to open: source ports, and where each of them makes its packets go.
 */
public final class PlannedPath {

    private final Fabric fabric;
    private final FiveTuple initial;
    private final int[] ports;
    private final boolean backup;
    /** Paths of the first candidate; traced when they are asked for, unless they are the same for all candidates. */
    private TracedPath forward;
    private TracedPath reverse;
    private final boolean samePaths;

    /** A subflow whose candidates all take the same two paths. */
    PlannedPath(TracedPath forward, TracedPath reverse, List<Integer> candidatePorts, boolean backup) {
        this.fabric = null;
        this.initial = null;
        this.ports = candidatePorts.stream().mapToInt(Integer::intValue).toArray();
        this.forward = forward;
        this.reverse = reverse;
        this.samePaths = true;
        this.backup = backup;
    }

    /** A subflow whose candidates may take different paths that are equally good. */
    PlannedPath(Fabric fabric, FiveTuple initial, int[] ports) {
        this.fabric = fabric;
        this.initial = initial;
        this.ports = ports;
        this.samePaths = false;
        this.backup = false;
    }

    /**
     * Path of the packets that the client sends from the first candidate port.
     *
     * @return incomplete if it is not known
     */
    public TracedPath forward() {
        return forward(0);
    }

    /**
     * Path of the packets that the server sends to the first candidate port.
     *
     * @return incomplete if it is not known
     */
    public TracedPath reverse() {
        return reverse(0);
    }

    /**
     * Path of the packets that the client sends from one of the candidate ports.
     *
     * @param candidate position in {@link #candidatePorts()}
     * @return incomplete if it is not known
     */
    public TracedPath forward(int candidate) {
        if (candidate == 0 || samePaths) {
            if (forward == null) {
                forward = trace(candidate, false);
            }
            return forward;
        }
        return trace(candidate, false);
    }

    /**
     * Path of the packets that the server sends to one of the candidate ports.
     *
     * @param candidate position in {@link #candidatePorts()}
     * @return incomplete if it is not known
     */
    public TracedPath reverse(int candidate) {
        if (candidate == 0 || samePaths) {
            if (reverse == null) {
                reverse = trace(candidate, true);
            }
            return reverse;
        }
        return trace(candidate, true);
    }

    private TracedPath trace(int candidate, boolean back) {
        FiveTuple subflow = initial.withSourcePort(ports[candidate]);
        return new PathTracer(fabric).trace(back ? subflow.reversed() : subflow);
    }

    /**
     * Source ports, one of which is to be used. The subflow counts on the path of the first one; the others lead
     * there too, or over other links that are as good or nearly so.
     *
     * @return best first, no port in two paths of a plan
     */
    public List<Integer> candidatePorts() {
        return IntStream.of(ports).boxed().collect(Collectors.toUnmodifiableList());
    }

    /**
     * The source port that the plan counts with.
     *
     * @return first of {@link #candidatePorts()}
     */
    public int firstPort() {
        return ports[0];
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
        return forward() + " | " + reverse() + " " + candidatePorts() + (backup ? " backup" : "");
    }
}
