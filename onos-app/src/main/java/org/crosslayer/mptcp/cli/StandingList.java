// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.crosslayer.mptcp.standing.StandingOverview;
import org.crosslayer.mptcp.view.Json;
import org.crosslayer.mptcp.view.StandingView;

/** Standing plans by agent: match, paths, pools, what came of them, and why they were made. */
final class StandingList implements View {
    private final List<StandingView> agents;

    StandingList(List<StandingView> agents) {
        this.agents = agents;
    }

    @Override
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (StandingView agent : agents) {
            lines.add(String.format("%s by the %s%s, generation %d, %s%s", agent.agent,
                agent.executor.name().toLowerCase(Locale.ROOT), agent.attached ? "" : " (not attached)",
                agent.generation, agent.generation == 0 ? "nothing sent" : agent.confirmed == agent.generation
                    ? "in force" : "not confirmed", agent.generation == 0 ? ""
                    : ", sent or renewed " + agent.ageSeconds + " s ago"));
            agent.plans.forEach(plan -> lines(lines, plan));
        }
        if (lines.isEmpty()) {
            lines.add("No agent that is known can carry out standing plans");
        }
        return lines;
    }

    private static void lines(List<String> lines, StandingView.Plan plan) {
        String match = plan.local + ">" + plan.remote + " port " + plan.remotePort;
        if (plan.paths == null) {
            lines.add("  " + (plan.state == StandingOverview.State.REFUSED ? "refused" : "none") + " for " + match);
        } else {
            lines.add(String.format("  plan %d for %s: %s, data %s, at most %d further subflows", plan.id, match,
                plan.state == StandingOverview.State.IN_FORCE ? "in force" : "sent",
                plan.direction.name().toLowerCase(Locale.ROOT), plan.maxSubflows));
            plan.paths.forEach(path -> lines.add(String.format("    out %s in %s: %d source ports", path.outboundPath,
                path.inboundPath, path.sourcePorts.size())));
            if (plan.counters != null) {
                lines.add(counters(plan.counters));
            }
            if (plan.steeredPorts > 0) {
                lines.add(String.format("    first subflows: %d source ports%s", plan.steeredPorts,
                    plan.pool == null ? "" : pool(plan.pool)));
            }
        }
        plan.reasons.forEach(reason -> lines.add("    because " + reason));
    }

    private static String counters(StandingView.Counters counted) {
        return String.format("    connections %d, subflows %d, refused %d%s, ports busy %d, pools exhausted %d, "
            + "paths left to the first subflow %d, ended %d", counted.hits, counted.opened, counted.refused,
            refusals(counted.refusedByErrno), counted.busyPorts, counted.exhausted, counted.taken, counted.ended);
    }

    /** {@code  (errno 22: 3, others: 1)}, or nothing. */
    private static String refusals(Map<Integer, Long> refused) {
        return refused.isEmpty() ? "" : refused.entrySet().stream()
            .map(each -> (each.getKey() == 0 ? "others: " : "errno " + each.getKey() + ": ") + each.getValue())
            .collect(Collectors.joining(", ", " (", ")"));
    }

    private static String pool(StandingView.Pool pool) {
        return pool.refusal.isEmpty() ? String.format(", used %d, busy %d, exhausted %d", pool.steered, pool.busyPorts,
            pool.exhausted) : ", refused: " + pool.refusal;
    }

    @Override
    public ObjectNode json() {
        return Json.of("agents", agents);
    }
}
