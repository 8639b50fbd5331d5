// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.web;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.crosslayer.mptcp.view.AgentView;
import org.crosslayer.mptcp.view.ConnectionView;
import org.crosslayer.mptcp.view.Json;
import org.crosslayer.mptcp.view.MptcpViews;
import org.crosslayer.mptcp.view.Query;
import org.crosslayer.mptcp.view.TrafficView;

/** What the listeners have been told last, and how the present differs from it. For one thread. */
final class Picture {
    private final TrafficPicture traffic = new TrafficPicture();
    private final TablePicture connections = new TablePicture("connections", List.of("sendRateBps", "receiveRateBps"));
    private final TablePicture agents = new TablePicture("agents", List.of());
    private ObjectNode topology;
    private ObjectNode policy;
    private ObjectNode problems;

    /** Takes what is now; the events that tell the difference, perhaps none. */
    List<byte[]> look(MptcpViews views) {
        List<byte[]> news = new ArrayList<>();
        TrafficView now = views.traffic();
        if (topology == null || now.revision != traffic.revision()) {
            topology = Json.of(views.topology());
            // A fabric that has changed since is seen by the next look.
            traffic.begin(topology.get("revision").asLong());
            news.add(Event.of("topology", topology));
        }
        news.addAll(traffic.look(now));
        news.addAll(agents.look(views.agents(Query.ALL).items().stream()
            .map((AgentView agent) -> TablePicture.row(agent.id, Json.of(agent))).collect(Collectors.toList())));
        news.addAll(connections.look(views.connections(Query.ALL, true).items().stream()
            .map((ConnectionView each) -> TablePicture.row(each.name(), Json.of(each))).collect(Collectors.toList())));
        policy = renewed(news, "policy", policy, Json.of(views.policy()));
        problems = renewed(news, "problems", problems, Json.of("problems", views.problems(Query.ALL).items()));
        return news;
    }

    private static ObjectNode renewed(List<byte[]> news, String kind, ObjectNode before, ObjectNode now) {
        if (!now.equals(before)) {
            news.add(Event.of(kind, now));
        }
        return now;
    }

    /** Everything that was told last, for somebody who knows nothing. */
    List<byte[]> everything() {
        ObjectNode empty = JsonNodeFactory.instance.objectNode();
        List<byte[]> events = new ArrayList<>();
        events.add(Event.of("begin", empty));
        events.add(Event.of("topology", topology));
        events.addAll(traffic.everything());
        events.addAll(agents.everything());
        events.addAll(connections.everything());
        events.add(Event.of("policy", policy));
        events.add(Event.of("problems", problems));
        events.add(Event.of("ready", empty));
        return events;
    }
}
