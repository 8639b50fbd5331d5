// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.view;

import java.util.Optional;
import org.crosslayer.fabric.PathTracer;
import org.crosslayer.mptcp.FourTuple;
import org.crosslayer.mptcp.Subflow;
import org.crosslayer.mptcp.SubflowStatistics;

/** A subflow while a list is made: its paths are traced when a column needs them, once. */
final class SubflowRow {
    private final ConnectionRow of;
    private final Subflow subflow;
    private final PathTracer tracer;
    private SubflowView view;

    SubflowRow(ConnectionRow of, Subflow subflow, PathTracer tracer) {
        this.of = of;
        this.subflow = subflow;
        this.tracer = tracer;
    }

    ConnectionRow connection() {
        return of;
    }

    FourTuple tuple() {
        return subflow.tuple();
    }

    boolean backup() {
        return subflow.backup();
    }

    SubflowView.Origin origin() {
        return view == null ? SubflowView.Origin.of(of.connection(), subflow, tracer) : view.origin;
    }

    Optional<SubflowStatistics> measured() {
        return of.statistics().flatMap(all -> all.subflow(subflow.tuple()));
    }

    SubflowView view() {
        if (view == null) {
            view = SubflowView.of(of.connection(), subflow, tracer, of.statistics());
        }
        return view;
    }
}
