// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.controller;

import com.google.protobuf.ByteString;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.crosslayer.agent.plans.InitialPaths;
import org.crosslayer.agent.plans.PlanCounters;
import org.crosslayer.agent.plans.Prefix;
import org.crosslayer.agent.plans.StandingPath;
import org.crosslayer.agent.plans.StandingPlan;
import org.crosslayer.agent.standing.ExecutorKind;
import org.crosslayer.agent.standing.Orders;
import org.crosslayer.agent.standing.Refusal;
import org.crosslayer.agent.standing.SourcePool;
import org.crosslayer.agent.standing.StandingStatus;
import org.crosslayer.control.v1.ErrnoCount;
import org.crosslayer.control.v1.Result;
import org.crosslayer.control.v1.SourcePortPool;
import org.crosslayer.control.v1.SourcePortPoolState;
import org.crosslayer.control.v1.StandingExecutor;
import org.crosslayer.control.v1.StandingOrders;
import org.crosslayer.control.v1.StandingPlanState;
import org.crosslayer.control.v1.StandingReport;

/** Turns standing orders of the control protocol into the agent's values, and their status back. */
final class StandingWire {
    private static final int MAX_MESSAGE = 512;
    private static final int IPV6_BYTES = 16;
    private static final int MAPPED_BITS = 96;

    private StandingWire() {
    }

    /**
     * Orders that were received now; the validator has seen them.
     *
     * @throws IllegalArgumentException a plan cannot be
     */
    static Orders orders(StandingOrders orders, long nowNanos) {
        List<StandingPlan> plans = new ArrayList<>(orders.getPlansCount());
        for (org.crosslayer.control.v1.StandingPlan plan : orders.getPlansList()) {
            plans.add(plan(plan));
        }
        List<SourcePool> pools = new ArrayList<>(orders.getPoolsCount());
        for (SourcePortPool pool : orders.getPoolsList()) {
            pools.add(new SourcePool(pool.getId(), prefix(pool.getRemote()), pool.getRemotePort(), pool.getMptcp(),
                pool.getTcp(), pool.getSourcePortsList()));
        }
        return new Orders(orders.getGeneration(), deadline(orders.getExpiresInS(), nowNanos), plans, pools);
    }

    static long deadline(int seconds, long nowNanos) {
        return nowNanos + TimeUnit.SECONDS.toNanos(seconds);
    }

    private static StandingPlan plan(org.crosslayer.control.v1.StandingPlan plan) {
        List<StandingPath> paths = new ArrayList<>(plan.getPathsCount());
        for (org.crosslayer.control.v1.StandingPath path : plan.getPathsList()) {
            paths.add(StandingPath.of(path.getSourcePortsList(), path.getBackup()));
        }
        return new StandingPlan(plan.getId(), prefix(plan.getRemote()),
            plan.hasLocal() ? Optional.of(prefix(plan.getLocal())) : Optional.empty(), plan.getRemotePort(),
            plan.getPriority(), plan.getMaxSubflows(), paths, plan.getInitialPaths().isEmpty() ? InitialPaths.UNKNOWN
                : InitialPaths.of(plan.getInitialFirstPort(), plan.getInitialPaths().toByteArray()));
    }

    private static Prefix prefix(org.crosslayer.control.v1.Prefix prefix) {
        ByteString bytes = prefix.getAddress();
        InetAddress address = Wire.address(bytes);
        boolean mapped = bytes.size() == IPV6_BYTES && address.getAddress().length < IPV6_BYTES;
        return new Prefix(address, prefix.getLength() - (mapped ? MAPPED_BITS : 0));
    }

    static StandingExecutor executor(ExecutorKind kind) {
        return switch (kind) {
            case AGENT -> StandingExecutor.STANDING_EXECUTOR_AGENT;
            case KERNEL -> StandingExecutor.STANDING_EXECUTOR_KERNEL;
        };
    }

    /** Plans of this host's own, which no controller has ordered, are not told. */
    static StandingReport report(StandingStatus status) {
        StandingReport.Builder report = StandingReport.newBuilder().setGeneration(status.generation())
            .setExecutor(executor(status.executor()));
        if (status.generation() != 0) {
            status.plans().forEach(plan -> report.addPlans(state(plan)));
            status.pools().forEach(pool -> report.addPools(state(pool)));
        }
        return report.build();
    }

    private static StandingPlanState state(StandingStatus.PlanStatus status) {
        return StandingPlanState.newBuilder().setId(status.plan().id()).setResult(result(status.refusal()))
            .setError(error(status.refusal())).setMessage(message(status.refusal()))
            .setHits(status.counters().hits()).setOpened(status.counters().opened())
            .setRefused(status.counters().refused()).setBusyPorts(status.counters().busyPorts())
            .setExhausted(status.counters().exhausted()).setTaken(status.counters().taken())
            .setEnded(status.counters().ended()).addAllRefusals(refusals(status.counters())).build();
    }

    private static List<ErrnoCount> refusals(PlanCounters counters) {
        List<ErrnoCount> refusals = new ArrayList<>();
        counters.refusals().forEach((errno, count) -> refusals.add(
            ErrnoCount.newBuilder().setError(errno).setCount(count).build()));
        return refusals;
    }

    private static SourcePortPoolState state(StandingStatus.PoolStatus status) {
        return SourcePortPoolState.newBuilder().setId(status.pool().id()).setResult(result(status.refusal()))
            .setError(error(status.refusal())).setMessage(message(status.refusal()))
            .setSteered(status.counters().steered()).setBusyPorts(status.counters().busyPorts())
            .setExhausted(status.counters().exhausted()).build();
    }

    private static Result result(Refusal refusal) {
        if (refusal == null) {
            return Result.RESULT_DONE;
        }
        return refusal.byKernel() ? Result.RESULT_REFUSED_BY_KERNEL : Result.RESULT_REFUSED_BY_AGENT;
    }

    private static int error(Refusal refusal) {
        return refusal == null ? 0 : refusal.errno();
    }

    private static String message(Refusal refusal) {
        return shortened(refusal == null ? "" : refusal.message());
    }

    /** As much of a message as the protocol takes. */
    static String shortened(String message) {
        return message.substring(0, Math.min(MAX_MESSAGE, message.length()));
    }
}
