// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.view;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.crosslayer.ecmp.Address;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.PathSet;

/** The paths between two hosts in both directions. */
public final class PathsView {
    private static final int MOST_PATHS = 1024;

    /** One path. */
    public static final class Path {
        /** Devices and the ports that packets leave them by, joined by ">": the identifiers of links. */
        public final String path;
        /** Share of random flows that take it, 0 to 1. */
        public final double share;

        private Path(String path, double share) {
            this.path = path;
            this.share = share;
        }
    }

    public final String source;
    public final String destination;
    public final List<Path> outbound;
    public final List<Path> inbound;
    /** Why there is none in one of the directions; empty if there are. */
    public final String problem;
    /** Like {@link #problem}, by direction. */
    @JsonIgnore
    public final String outboundProblem;
    @JsonIgnore
    public final String inboundProblem;

    PathsView(Fabric fabric, Address source, Address destination) {
        PathSet there = fabric.paths(source, destination, MOST_PATHS);
        PathSet back = fabric.paths(destination, source, MOST_PATHS);
        this.source = source.toString();
        this.destination = destination.toString();
        this.outbound = list(there);
        this.inbound = list(back);
        this.outboundProblem = there.size() == 0 ? there.failure().explanation() : "";
        this.inboundProblem = back.size() == 0 ? back.failure().explanation() : "";
        this.problem = outboundProblem.isEmpty() ? inboundProblem : outboundProblem;
    }

    private static List<Path> list(PathSet paths) {
        return IntStream.range(0, paths.size()).mapToObj(i -> new Path(paths.path(i).label(), paths.share(i)))
            .collect(Collectors.toUnmodifiableList());
    }
}
