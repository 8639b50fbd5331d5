// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.control;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.util.Map;
import org.crosslayer.control.v1.Capabilities;
import org.crosslayer.control.v1.ErrnoCount;
import org.crosslayer.control.v1.Event;
import org.crosslayer.control.v1.EventBatch;
import org.crosslayer.control.v1.Prefix;
import org.crosslayer.control.v1.Result;
import org.crosslayer.control.v1.SourcePortPool;
import org.crosslayer.control.v1.SourcePortPoolState;
import org.crosslayer.control.v1.StandingExecutor;
import org.crosslayer.control.v1.StandingOrders;
import org.crosslayer.control.v1.StandingPath;
import org.crosslayer.control.v1.StandingPlan;
import org.crosslayer.control.v1.StandingPlanFailed;
import org.crosslayer.control.v1.StandingPlanState;
import org.crosslayer.control.v1.StandingRenewal;
import org.crosslayer.control.v1.StandingReport;

/** Valid messages about standing orders, with every field set. */
final class StandingSamples {
    private StandingSamples() {
    }

    static void addTo(Map<String, Message> all) {
        all.put("hello_standing", Samples.agent().setHello(Samples.hello().setCapabilities(capabilities())).build());
        all.put("standing_report", Samples.agent().setStanding(report()).build());
        all.put("standing_refusals", Samples.agent().setStanding(StandingReport.newBuilder().setGeneration(7)
            .addPlans(refusedState())).build());
        all.put("standing_failed", Samples.agent().setEvents(EventBatch.newBuilder().addEvents(failed())).build());
        all.put("standing_orders", Samples.controller().setStanding(orders()).build());
        all.put("standing_renewal", Samples.controller().setStandingRenewal(
            StandingRenewal.newBuilder().setGeneration(7).setExpiresInS(30)).build());
    }

    static Capabilities.Builder capabilities() {
        return Capabilities.newBuilder().setMaxSubflows(8).setStandingExecutor(
            StandingExecutor.STANDING_EXECUTOR_KERNEL).setMaxStandingPlans(1024).setMaxSourcePortPools(256);
    }

    static StandingReport.Builder report() {
        return StandingReport.newBuilder().setGeneration(7)
            .setExecutor(StandingExecutor.STANDING_EXECUTOR_AGENT).addPlans(planState()).addPools(poolState());
    }

    static StandingPlanState.Builder planState() {
        return StandingPlanState.newBuilder().setId(1).setResult(Result.RESULT_REFUSED_BY_KERNEL).setError(28)
            .setMessage("too many plans").setHits(2).setOpened(3).setRefused(4).setBusyPorts(5).setExhausted(6)
            .setTaken(7);
    }

    static StandingPlanState.Builder refusedState() {
        return StandingPlanState.newBuilder().setId(1).setResult(Result.RESULT_DONE).setHits(2).setRefused(4)
            .addRefusals(ErrnoCount.newBuilder().setError(22).setCount(3))
            .addRefusals(ErrnoCount.newBuilder().setCount(1)).setEnded(8);
    }

    static Event.Builder failed() {
        return Event.newBuilder().setTimeNs(1).setToken(2).setStandingFailed(
            StandingPlanFailed.newBuilder().setPlan(1).setError(22).setMessage("invalid address"));
    }

    static SourcePortPoolState.Builder poolState() {
        return SourcePortPoolState.newBuilder().setId(1).setResult(Result.RESULT_REFUSED_BY_AGENT).setError(1)
            .setMessage("no BPF").setSteered(2).setBusyPorts(3).setExhausted(4);
    }

    static StandingOrders.Builder orders() {
        return StandingOrders.newBuilder().setGeneration(7).setExpiresInS(30).addPlans(plan()).addPools(pool());
    }

    static StandingPlan.Builder plan() {
        return StandingPlan.newBuilder().setId(1).setRemote(prefix(10, 0, 2, 0, 24)).setLocal(prefix(10, 0, 1, 2, 32))
            .setRemotePort(80).setPriority(9).setMaxSubflows(2).addPaths(path()).setInitialFirstPort(32_768)
            .setInitialPaths(ByteString.copyFrom(new byte[] {1, 0, 1}));
    }

    static StandingPath.Builder path() {
        return StandingPath.newBuilder().addSourcePorts(20_000).addSourcePorts(20_003).setBackup(true)
            .setOutboundPath("r1/2>p2/2").setInboundPath("r2/1>p1/1");
    }

    static SourcePortPool.Builder pool() {
        return SourcePortPool.newBuilder().setId(1).setRemote(prefix(10, 0, 2, 0, 24)).setRemotePort(80).setMptcp(true)
            .setTcp(true).addSourcePorts(21_000).addSourcePorts(21_001);
    }

    static Prefix.Builder prefix(int a, int b, int c, int d, int length) {
        return Prefix.newBuilder().setAddress(ByteString.copyFrom(new byte[] {(byte) a, (byte) b, (byte) c, (byte) d}))
            .setLength(length);
    }
}
