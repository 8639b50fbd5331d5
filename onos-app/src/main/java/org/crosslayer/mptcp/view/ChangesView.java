// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Set;

/** What has changed between two revisions. Who has missed too much is told to read everything again. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class ChangesView {
    /** Revision of what is told here; to be asked for next time. */
    public final long revision;
    /** Whether everything has to be read again; the rest says nothing then. */
    public final boolean reset;
    /** Connections that are new or have changed, brief. */
    public final List<ConnectionView> connections;
    /** Connections that are gone, as agent/token. */
    public final List<String> removed;
    /** Whether agents have come or gone. */
    public final boolean agents;
    /** Whether devices, links or hosts are others. */
    public final boolean fabric;
    /** Whether the links' traffic was measured anew. */
    public final boolean traffic;
    /** Whether the policy is another. */
    public final boolean policy;

    ChangesView(long revision, boolean reset, List<ConnectionView> connections, List<String> removed,
                Set<ChangeLog.Topic> topics) {
        this.revision = revision;
        this.reset = reset;
        this.connections = List.copyOf(connections);
        this.removed = List.copyOf(removed);
        this.agents = topics.contains(ChangeLog.Topic.AGENTS);
        this.fabric = topics.contains(ChangeLog.Topic.FABRIC);
        this.traffic = topics.contains(ChangeLog.Topic.TRAFFIC);
        this.policy = topics.contains(ChangeLog.Topic.POLICY);
    }
}
