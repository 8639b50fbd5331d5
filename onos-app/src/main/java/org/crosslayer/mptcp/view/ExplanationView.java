// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.view;

import java.util.List;
import java.util.stream.Collectors;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.FabricLink;
import org.crosslayer.mptcp.MptcpConnection;
import org.crosslayer.mptcp.planning.MoveRecord;
import org.crosslayer.mptcp.planning.PlacementReport;
import org.crosslayer.plan.ConnectionView;
import org.crosslayer.plan.DataDirection;
import org.crosslayer.plan.Explanation;

/** Why the subflows of one connection are where they are. */
public final class ExplanationView {

    /** A path in the direction of the data that was considered. */
    public static final class Path {
        public final String path;
        /** What other connections leave of it at its narrowest link; negative if more is expected there. */
        public final long residualBps;
        /** The device, or the host, and the port of the narrowest link. */
        public final String bottleneck;
        /** Subflows of this connection on it. */
        public final int subflows;
        /** Why it was taken or left. */
        public final String verdict;

        private Path(Fabric fabric, Explanation.Path path) {
            this.path = path.path().label();
            this.residualBps = path.residualBps();
            FabricLink link = fabric.link(path.bottleneck());
            this.bottleneck = link.sourceDevice() == FabricLink.NONE ? fabric.host(link.host()).id()
                : fabric.device(link.sourceDevice()).name() + "/" + link.sourcePort();
            this.subflows = path.subflows();
            this.verdict = path.verdict();
        }

        static List<Path> all(Fabric fabric, Explanation explanation) {
            return explanation.paths().stream().map(path -> new Path(fabric, path))
                .collect(Collectors.toUnmodifiableList());
        }
    }

    /** A change that was made to the connection, or tried. */
    public static final class Move {
        public final String began;
        public final long micros;
        public final String change;
        public final String reason;
        /** Empty if it was made. */
        public final String failure;

        private Move(MoveRecord move) {
            this.began = move.began().toString();
            this.micros = move.micros();
            this.change = move.change();
            this.reason = move.reason();
            this.failure = move.failure();
        }
    }

    public final String agent;
    public final String token;
    public final boolean serverSide;
    public final EndsView initial;
    public final int subflowCount;
    public final DataDirection direction;
    /** What it is expected to send. */
    public final long demandBps;
    /** Whether nothing but the hosts' links limits that. */
    public final boolean unlimited;
    public final int pathCount;
    /** Those in use, then the best others. */
    public final List<Path> paths;
    /** The decision in words, as of now. */
    public final List<String> lines;
    /** Those of the time when it was planned. */
    public final List<String> reasons;
    public final List<Move> moves;
    /** A change under way; empty if there is none. */
    public final String moving;
    /** The standing plan that serves it; empty if none does. */
    public final String standing;

    ExplanationView(PlacementReport report) {
        MptcpConnection connection = report.connection();
        Explanation explanation = report.explanation();
        this.agent = connection.key().agent().id();
        this.token = connection.key().token().toString();
        this.serverSide = connection.serverSide();
        this.initial = new EndsView(connection.initial());
        this.subflowCount = connection.subflows().size();
        this.direction = explanation.direction();
        this.demandBps = explanation.demandBps();
        this.unlimited = demandBps == ConnectionView.UNLIMITED;
        this.pathCount = explanation.pathCount();
        this.paths = Path.all(report.fabric(), explanation);
        this.lines = explanation.lines();
        this.reasons = connection.reasons();
        this.moves = report.moves().stream().map(Move::new).collect(Collectors.toUnmodifiableList());
        this.moving = report.underWay().orElse("");
        this.standing = report.standing().orElse("");
    }
}
