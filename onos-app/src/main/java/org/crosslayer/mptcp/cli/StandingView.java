// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.crosslayer.mptcp.standing.StandingOverview;
import org.crosslayer.mptcp.standing.StandingStatus;
import org.crosslayer.standing.Destination;
import org.crosslayer.standing.StandingPath;
import org.crosslayer.standing.StandingPlan;

/** Standing plans by agent: match, paths, pools, what came of them, and why they were made. */
final class StandingView implements View {
    private final List<StandingOverview> agents;

    StandingView(List<StandingOverview> agents) {
        this.agents = agents;
    }

    @Override
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (StandingOverview agent : agents) {
            lines.add(String.format("%s by the %s%s, generation %d, %s%s", agent.agent(),
                agent.executor().name().toLowerCase(Locale.ROOT), agent.attached() ? "" : " (not attached)",
                agent.generation(), agent.generation() == 0 ? "nothing sent" : agent.confirmed() == agent.generation()
                    ? "in force" : "not confirmed", agent.generation() == 0 ? ""
                    : ", sent or renewed " + agent.ageSeconds() + " s ago"));
            agent.lines().forEach(line -> lines(lines, line));
        }
        if (lines.isEmpty()) {
            lines.add("No agent that is known can carry out standing plans");
        }
        return lines;
    }

    private static void lines(List<String> lines, StandingOverview.Line line) {
        String match = line.destination().toString();
        StandingPlan plan = line.plan().orElse(null);
        if (plan == null) {
            lines.add("  " + (line.state() == StandingOverview.State.REFUSED ? "refused" : "none") + " for " + match);
        } else {
            lines.add(String.format("  plan %d for %s: %s, data %s, at most %d further subflows", line.id(), match,
                line.state() == StandingOverview.State.IN_FORCE ? "in force" : "sent",
                plan.direction().name().toLowerCase(Locale.ROOT), plan.maxSubflows()));
            for (StandingPath path : plan.paths()) {
                lines.add(String.format("    out %s in %s: %d source ports", path.forward().label(),
                    path.reverse().label(), path.ports().size()));
            }
            line.counters().ifPresent(counted -> lines.add(String.format("    connections %d, subflows %d, "
                + "refused %d%s, ports busy %d, pools exhausted %d, paths left to the first subflow %d, ended %d",
                counted.hits(), counted.opened(), counted.refused(), refusals(counted), counted.busyPorts(),
                counted.exhausted(), counted.taken(), counted.ended())));
            if (!plan.steered().isEmpty()) {
                lines.add(String.format("    first subflows: %d source ports%s", plan.steered().size(),
                    line.pool().map(StandingView::steered).orElse("")));
            }
        }
        line.reasons().forEach(reason -> lines.add("    because " + reason));
    }

    /** {@code  (errno 22: 3, others: 1)}, or nothing. */
    private static String refusals(StandingStatus.Entry counted) {
        return counted.refusedBy().isEmpty() ? "" : counted.refusedBy().entrySet().stream()
            .map(refused -> (refused.getKey() == 0 ? "others: " : "errno " + refused.getKey() + ": ")
                + refused.getValue()).collect(Collectors.joining(", ", " (", ")"));
    }

    private static String steered(StandingStatus.Entry pool) {
        return pool.refusal().map(why -> ", refused: " + why).orElse(String.format(", used %d, busy %d, exhausted %d",
            pool.hits(), pool.busyPorts(), pool.exhausted()));
    }

    @Override
    public ObjectNode json(ObjectMapper mapper) {
        ObjectNode root = mapper.createObjectNode();
        ArrayNode all = root.putArray("agents");
        for (StandingOverview agent : agents) {
            ObjectNode node = all.addObject().put("agent", agent.agent().id())
                .put("executor", agent.executor().name()).put("attached", agent.attached())
                .put("generation", agent.generation()).put("confirmed", agent.confirmed())
                .put("ageSeconds", agent.ageSeconds());
            ArrayNode plans = node.putArray("plans");
            agent.lines().forEach(line -> json(plans.addObject(), line));
        }
        return root;
    }

    private static void json(ObjectNode node, StandingOverview.Line line) {
        Destination destination = line.destination();
        node.put("id", line.id()).put("local", destination.local().toString())
            .put("remote", destination.remote().toString()).put("remotePort", destination.remotePort())
            .put("state", line.state().name());
        line.plan().ifPresent(plan -> {
            node.put("direction", plan.direction().name()).put("maxSubflows", plan.maxSubflows())
                .put("initialFirstPort", plan.initialFirstPort()).put("initialPorts", plan.initialPaths().length)
                .put("steeredPorts", plan.steered().size());
            ArrayNode paths = node.putArray("paths");
            plan.paths().forEach(path -> {
                ArrayNode ports = paths.addObject().put("outboundPath", path.forward().label())
                    .put("inboundPath", path.reverse().label()).putArray("sourcePorts");
                path.ports().forEach(ports::add);
            });
        });
        line.counters().ifPresent(counted -> counters(node.putObject("counters"), counted));
        line.pool().ifPresent(pool -> node.putObject("pool").put("steered", pool.hits())
            .put("busyPorts", pool.busyPorts()).put("exhausted", pool.exhausted())
            .put("refusal", pool.refusal().orElse("")));
        ArrayNode reasons = node.putArray("reasons");
        line.reasons().forEach(reasons::add);
    }

    private static void counters(ObjectNode node, StandingStatus.Entry counted) {
        node.put("hits", counted.hits()).put("opened", counted.opened()).put("refused", counted.refused())
            .put("busyPorts", counted.busyPorts()).put("exhausted", counted.exhausted())
            .put("taken", counted.taken()).put("ended", counted.ended());
        ObjectNode refusals = node.putObject("refusedByErrno");
        counted.refusedBy().forEach((errno, count) -> refusals.put(errno.toString(), count));
    }
}
