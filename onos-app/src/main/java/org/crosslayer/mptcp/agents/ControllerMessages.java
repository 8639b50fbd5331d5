// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.agents;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.crosslayer.control.Limits;
import org.crosslayer.control.v1.AttachedAgent;
import org.crosslayer.control.v1.CheckResult;
import org.crosslayer.control.v1.CloseSubflow;
import org.crosslayer.control.v1.Command;
import org.crosslayer.control.v1.CommandBatch;
import org.crosslayer.control.v1.ControllerMessage;
import org.crosslayer.control.v1.Echo;
import org.crosslayer.control.v1.FourTuple;
import org.crosslayer.control.v1.Leave;
import org.crosslayer.control.v1.PlannedPath;
import org.crosslayer.control.v1.Policy;
import org.crosslayer.control.v1.ReportingPolicy;
import org.crosslayer.control.v1.SetBackup;
import org.crosslayer.control.v1.SubflowPlan;
import org.crosslayer.control.v1.TelemetryPolicy;
import org.crosslayer.control.v1.Welcome;
import org.crosslayer.mptcp.Agent;
import org.crosslayer.mptcp.PlannedSubflow;
import org.crosslayer.mptcp.planning.SentPlan;
import org.crosslayer.mptcp.planning.SubflowCommand;
import org.crosslayer.plan.PlannerPolicy;
import org.onlab.packet.IpAddress;

/** Makes the messages of this side. Their sequence numbers are set when they are sent. */
final class ControllerMessages {
    private static final int LABEL_CHARACTERS = 1024;
    /** Under load the time between readings is not stretched beyond this. */
    private static final int SPARSEST_TELEMETRY_MILLIS = 60_000;

    private ControllerMessages() {
    }

    static ControllerMessage.Builder welcome(String controllerId, PlannerPolicy policy, int stretch) {
        return ControllerMessage.newBuilder().setWelcome(Welcome.newBuilder()
            .setProtocolVersion(Limits.PROTOCOL_VERSION).setControllerId(controllerId)
            .setPolicy(wirePolicy(policy, stretch)).setAnswersEcho(true));
    }

    /** @param attached agent of the same name, if there is one */
    static CheckResult checkResult(String controllerId, Instant now, Optional<Agent> attached) {
        CheckResult.Builder result = CheckResult.newBuilder().setProtocolVersion(Limits.PROTOCOL_VERSION)
            .setControllerId(controllerId).setTimeMs(now.toEpochMilli());
        attached.ifPresent(agent -> {
            AttachedAgent.Builder wire = AttachedAgent.newBuilder().setRemote(agent.remote());
            agent.addresses().forEach(address -> wire.addAddresses(address(address)));
            result.setAttached(wire);
        });
        return result.build();
    }

    static ControllerMessage.Builder echo(Echo question) {
        return ControllerMessage.newBuilder().setEcho(question);
    }

    static ControllerMessage.Builder leave(int withinMillis) {
        return ControllerMessage.newBuilder().setLeave(Leave.newBuilder().setWithinMs(withinMillis));
    }

    static ControllerMessage.Builder policy(PlannerPolicy policy, int stretch) {
        return ControllerMessage.newBuilder().setPolicy(wirePolicy(policy, stretch));
    }

    static ControllerMessage.Builder plan(SentPlan plan) {
        SubflowPlan.Builder wire = SubflowPlan.newBuilder()
            .setCommandId(plan.commandId()).setToken(plan.key().token().value());
        plan.paths().forEach(path -> wire.addPaths(path(path)));
        return ControllerMessage.newBuilder().setPlan(wire);
    }

    static ControllerMessage.Builder commands(List<SubflowCommand> commands) {
        CommandBatch.Builder batch = CommandBatch.newBuilder();
        for (SubflowCommand command : commands) {
            Command.Builder wire = Command.newBuilder().setCommandId(command.commandId())
                .setToken(command.key().token().value());
            if (command.kind() == SubflowCommand.Kind.CLOSE) {
                wire.setClose(CloseSubflow.newBuilder().setTuple(tuple(command.tuple())));
            } else {
                wire.setSetBackup(SetBackup.newBuilder().setTuple(tuple(command.tuple())).setBackup(true));
            }
            batch.addCommands(wire);
        }
        return ControllerMessage.newBuilder().setCommands(batch);
    }

    private static FourTuple.Builder tuple(org.crosslayer.mptcp.FourTuple tuple) {
        return FourTuple.newBuilder().setLocalAddress(address(tuple.localAddress())).setLocalPort(tuple.localPort())
            .setRemoteAddress(address(tuple.remoteAddress())).setRemotePort(tuple.remotePort());
    }

    private static PlannedPath.Builder path(PlannedSubflow path) {
        return PlannedPath.newBuilder()
            .setLocalAddress(address(path.localAddress()))
            .setRemoteAddress(address(path.remoteAddress()))
            .setRemotePort(path.remotePort())
            .addAllCandidateSourcePorts(path.sourcePorts())
            .setBackup(path.backup())
            .setOutboundPath(label(path.outboundPath()))
            .setInboundPath(label(path.inboundPath()));
    }

    /** Milliseconds between readings that are to be so many times sparser; 0 if there are none. */
    static int interval(int policyMillis, int stretch) {
        return policyMillis <= 0 ? policyMillis : (int) Math.min((long) policyMillis * stretch,
            Math.max(policyMillis, SPARSEST_TELEMETRY_MILLIS));
    }

    private static Policy.Builder wirePolicy(PlannerPolicy policy, int stretch) {
        return Policy.newBuilder()
            .setReporting(ReportingPolicy.newBuilder()
                .setOpenAfterBytes(policy.openAfterBytes()).setOpenAfterMs(policy.openAfterMillis()))
            .setTelemetry(TelemetryPolicy.newBuilder()
                .setIntervalMs(interval(policy.telemetryIntervalMillis(), stretch)));
    }

    private static ByteString address(IpAddress address) {
        return ByteString.copyFrom(address.toOctets());
    }

    static String label(String path) {
        return path.length() <= LABEL_CHARACTERS ? path : path.substring(0, LABEL_CHARACTERS);
    }
}
