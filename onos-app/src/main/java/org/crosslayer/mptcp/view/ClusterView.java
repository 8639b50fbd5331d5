// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.view;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The nodes of the cluster, whose agents are where, and what the other nodes' agents put on links. */
public final class ClusterView {
    /** This node. */
    public final String node;
    /** State by node. */
    public final Map<String, String> nodes;
    /** Node by agent. */
    public final Map<String, String> agents;
    /** Links with load of other nodes' agents. */
    public final List<LoadView.Link> others;

    ClusterView(String node, Map<String, String> nodes, Map<String, String> agents, List<LoadView.Link> others) {
        this.node = node;
        this.nodes = Collections.unmodifiableMap(new TreeMap<>(nodes));
        this.agents = Collections.unmodifiableMap(new TreeMap<>(agents));
        this.others = List.copyOf(others);
    }
}
