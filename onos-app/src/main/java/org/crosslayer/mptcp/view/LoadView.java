// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.view;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.crosslayer.mptcp.planning.PlanningTotals;

/** The load that plans expect on links, and what is kept for connections beside the connections themselves. */
public final class LoadView {

    /** A link with load. */
    public static final class Link {
        public final String link;
        public final long bps;

        Link(String link, long bps) {
            this.link = link;
            this.bps = bps;
        }
    }

    public final int accounted;
    public final int ends;
    public final int demands;
    public final int unanswered;
    public final int moves;
    /** Source ports in use, by agent. */
    public final Map<String, Integer> sourcePorts;
    public final List<Link> links;

    LoadView(PlanningTotals totals, Map<String, Integer> sourcePorts, List<Link> links) {
        this.accounted = totals.accounted();
        this.ends = totals.ends();
        this.demands = totals.demands();
        this.unanswered = totals.unanswered();
        this.moves = totals.moves();
        this.sourcePorts = Collections.unmodifiableMap(new TreeMap<>(sourcePorts));
        this.links = List.copyOf(links);
    }
}
