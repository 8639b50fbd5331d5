// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.agents;

import com.google.protobuf.ByteString;
import java.util.HashMap;
import java.util.Map;
import org.crosslayer.control.v1.ControllerMessage;
import org.crosslayer.control.v1.Prefix;
import org.crosslayer.control.v1.Result;
import org.crosslayer.control.v1.SourcePortPool;
import org.crosslayer.control.v1.SourcePortPoolState;
import org.crosslayer.control.v1.StandingOrders;
import org.crosslayer.control.v1.StandingPlanState;
import org.crosslayer.control.v1.StandingRenewal;
import org.crosslayer.control.v1.StandingReport;
import org.crosslayer.ecmp.Address;
import org.crosslayer.mptcp.standing.SentOrders;
import org.crosslayer.mptcp.standing.StandingStatus;
import org.crosslayer.standing.StandingPath;
import org.crosslayer.standing.StandingPlan;

/** Standing plans, and what agents say of them, as messages. */
final class StandingMessages {
    private StandingMessages() {
    }

    static ControllerMessage.Builder orders(SentOrders orders) {
        StandingOrders.Builder wire = StandingOrders.newBuilder().setGeneration(orders.generation())
            .setExpiresInS(orders.expirySeconds());
        orders.plans().forEach((id, plan) -> {
            wire.addPlans(plan(id, plan));
            if (orders.steers(id)) {
                wire.addPools(SourcePortPool.newBuilder().setId(id).setRemote(host(plan.destination().remote()))
                    .setRemotePort(plan.destination().remotePort()).setMptcp(orders.kinds().mptcp())
                    .setTcp(orders.kinds().tcp()).addAllSourcePorts(plan.steered()));
            }
        });
        return ControllerMessage.newBuilder().setStanding(wire);
    }

    static ControllerMessage.Builder renewal(long generation, int seconds) {
        return ControllerMessage.newBuilder().setStandingRenewal(StandingRenewal.newBuilder()
            .setGeneration(generation).setExpiresInS(seconds));
    }

    private static org.crosslayer.control.v1.StandingPlan.Builder plan(int id, StandingPlan plan) {
        org.crosslayer.control.v1.StandingPlan.Builder wire = org.crosslayer.control.v1.StandingPlan.newBuilder()
            .setId(id).setRemote(host(plan.destination().remote())).setLocal(host(plan.destination().local()))
            .setRemotePort(plan.destination().remotePort()).setMaxSubflows(plan.maxSubflows())
            .setInitialFirstPort(plan.initialFirstPort())
            .setInitialPaths(ByteString.copyFrom(plan.initialPaths()));
        for (StandingPath path : plan.paths()) {
            wire.addPaths(org.crosslayer.control.v1.StandingPath.newBuilder().addAllSourcePorts(path.ports())
                .setOutboundPath(ControllerMessages.label(path.forward().label()))
                .setInboundPath(ControllerMessages.label(path.reverse().label())));
        }
        return wire;
    }

    private static Prefix.Builder host(Address address) {
        byte[] bytes = address.bytes();
        return Prefix.newBuilder().setAddress(ByteString.copyFrom(bytes)).setLength(Byte.SIZE * bytes.length);
    }

    static StandingStatus status(StandingReport report) {
        Map<Integer, StandingStatus.Entry> plans = new HashMap<>();
        for (StandingPlanState plan : report.getPlansList()) {
            plans.put(plan.getId(), new StandingStatus.Entry(refusal(plan.getResult(), plan.getError(),
                plan.getMessage()), plan.getHits(), plan.getOpened(), plan.getRefused(), plan.getBusyPorts(),
                plan.getExhausted(), plan.getTaken(), plan.getEnded()).refusedBy(refusals(plan)));
        }
        Map<Integer, StandingStatus.Entry> pools = new HashMap<>();
        for (SourcePortPoolState pool : report.getPoolsList()) {
            pools.put(pool.getId(), new StandingStatus.Entry(refusal(pool.getResult(), pool.getError(),
                pool.getMessage()), pool.getSteered(), 0, 0, pool.getBusyPorts(), pool.getExhausted(), 0));
        }
        return new StandingStatus(report.getGeneration(), WireValues.executor(report.getExecutor()), plans, pools);
    }

    private static Map<Integer, Long> refusals(StandingPlanState plan) {
        Map<Integer, Long> refusals = new HashMap<>();
        plan.getRefusalsList().forEach(refusal -> refusals.put(refusal.getError(), refusal.getCount()));
        return refusals;
    }

    /** Null if there is none. */
    private static String refusal(Result result, int error, String message) {
        switch (result) {
            case RESULT_DONE:
            case RESULT_ALREADY:
                return null;
            case RESULT_REFUSED_BY_KERNEL:
                return "kernel: errno " + error + " " + message;
            case RESULT_REFUSED_BY_AGENT:
                return "agent: " + message;
            default:
                return result + " " + message;
        }
    }
}
