// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.control;

import com.google.protobuf.ByteString;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.crosslayer.control.v1.SourcePortPool;
import org.crosslayer.control.v1.StandingOrders;
import org.crosslayer.control.v1.StandingPath;
import org.crosslayer.control.v1.StandingPlan;
import org.crosslayer.control.v1.StandingRenewal;

/** Rules for what a controller decides in advance. */
final class StandingRules {
    private StandingRules() {
    }

    static void orders(StandingOrders orders, FieldPath path) throws InvalidMessageException {
        FieldRules.nonZero(orders.getGeneration(), path.field("generation"));
        FieldRules.range(orders.getExpiresInS(), 1, Limits.STANDING_SECONDS, path.field("expires_in_s"));
        plans(orders, path);
        pools(orders, path);
    }

    static void renewal(StandingRenewal renewal, FieldPath path) throws InvalidMessageException {
        FieldRules.nonZero(renewal.getGeneration(), path.field("generation"));
        FieldRules.range(renewal.getExpiresInS(), 1, Limits.STANDING_SECONDS, path.field("expires_in_s"));
    }

    private static void plans(StandingOrders orders, FieldPath path) throws InvalidMessageException {
        FieldRules.count(orders.getPlansCount(), 0, Limits.STANDING_PLANS, path.field("plans"));
        Set<Integer> ids = new HashSet<>();
        Set<List<Object>> matches = new HashSet<>();
        for (int i = 0; i < orders.getPlansCount(); i++) {
            StandingPlan plan = orders.getPlans(i);
            FieldPath at = path.element("plans", i);
            plan(plan, at);
            unique(ids, plan.getId(), at);
            if (!matches.add(List.of(plan.getRemote(), plan.getLocal(), plan.getRemotePort(), plan.getPriority()))) {
                throw at.bad("has match and priority of a plan before it");
            }
        }
    }

    private static void plan(StandingPlan plan, FieldPath path) throws InvalidMessageException {
        FieldRules.nonZero(plan.getId(), path.field("id"));
        FieldRules.prefix(plan.hasRemote(), plan.getRemote(), path.field("remote"));
        if (plan.hasLocal()) {
            FieldRules.prefix(true, plan.getLocal(), path.field("local"));
            if (plan.getLocal().getAddress().size() != plan.getRemote().getAddress().size()) {
                throw path.bad("mixes address families: local and remote differ");
            }
        }
        FieldRules.range(plan.getRemotePort(), 0, Limits.PORT, path.field("remote_port"));
        FieldRules.range(plan.getMaxSubflows(), 1, Limits.STANDING_PATHS, path.field("max_subflows"));
        FieldRules.count(plan.getPathsCount(), 1, Limits.STANDING_PATHS, path.field("paths"));
        for (int i = 0; i < plan.getPathsCount(); i++) {
            path(plan.getPaths(i), path.element("paths", i));
        }
        initial(plan, path);
    }

    private static void path(StandingPath standing, FieldPath path) throws InvalidMessageException {
        FieldRules.differentPorts(standing.getSourcePortsList(), Limits.POOL_PORTS, path, "source_ports");
        FieldRules.text(standing.getOutboundPath(), Limits.PATH_LABEL_CHARACTERS, path.field("outbound_path"));
        FieldRules.text(standing.getInboundPath(), Limits.PATH_LABEL_CHARACTERS, path.field("inbound_path"));
    }

    private static void initial(StandingPlan plan, FieldPath path) throws InvalidMessageException {
        ByteString table = plan.getInitialPaths();
        if (table.isEmpty()) {
            FieldRules.range(plan.getInitialFirstPort(), 0, 0, path.field("initial_first_port"));
            return;
        }
        FieldRules.sourceOrDestinationPort(plan.getInitialFirstPort(), path.field("initial_first_port"));
        FieldRules.count(table.size(), 1, Limits.PORT + 1 - plan.getInitialFirstPort(), path.field("initial_paths"));
        for (int i = 0; i < table.size(); i++) {
            FieldRules.range(table.byteAt(i) & 0xff, 0, plan.getPathsCount(), path.element("initial_paths", i));
        }
    }

    private static void pools(StandingOrders orders, FieldPath path) throws InvalidMessageException {
        FieldRules.count(orders.getPoolsCount(), 0, Limits.STANDING_PLANS, path.field("pools"));
        Set<Integer> ids = new HashSet<>();
        Set<List<Object>> matches = new HashSet<>();
        for (int i = 0; i < orders.getPoolsCount(); i++) {
            SourcePortPool pool = orders.getPools(i);
            FieldPath at = path.element("pools", i);
            pool(pool, at);
            unique(ids, pool.getId(), at);
            if (!matches.add(List.of(pool.getRemote(), pool.getRemotePort()))) {
                throw at.bad("has the match of a pool before it");
            }
        }
    }

    private static void pool(SourcePortPool pool, FieldPath path) throws InvalidMessageException {
        FieldRules.nonZero(pool.getId(), path.field("id"));
        FieldRules.prefix(pool.hasRemote(), pool.getRemote(), path.field("remote"));
        FieldRules.range(pool.getRemotePort(), 0, Limits.PORT, path.field("remote_port"));
        if (!pool.getMptcp() && !pool.getTcp()) {
            throw path.bad("is neither for mptcp nor for tcp");
        }
        FieldRules.differentPorts(pool.getSourcePortsList(), Limits.POOL_PORTS, path, "source_ports");
    }

    private static void unique(Set<Integer> ids, int id, FieldPath path) throws InvalidMessageException {
        if (!ids.add(id)) {
            throw path.field("id").bad("is " + Integer.toUnsignedString(id) + " a second time");
        }
    }
}
