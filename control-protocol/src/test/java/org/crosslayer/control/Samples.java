// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.control;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.util.LinkedHashMap;
import java.util.Map;
import org.crosslayer.control.v1.AddressRemoved;
import org.crosslayer.control.v1.AgentMessage;
import org.crosslayer.control.v1.AnnounceAddress;
import org.crosslayer.control.v1.AnnouncedAddress;
import org.crosslayer.control.v1.AttachedAgent;
import org.crosslayer.control.v1.Capabilities;
import org.crosslayer.control.v1.CheckResult;
import org.crosslayer.control.v1.CloseSubflow;
import org.crosslayer.control.v1.Command;
import org.crosslayer.control.v1.CommandBatch;
import org.crosslayer.control.v1.Connection;
import org.crosslayer.control.v1.ConnectionClosed;
import org.crosslayer.control.v1.ConnectionSnapshot;
import org.crosslayer.control.v1.ConnectionTelemetry;
import org.crosslayer.control.v1.ControllerMessage;
import org.crosslayer.control.v1.Echo;
import org.crosslayer.control.v1.Event;
import org.crosslayer.control.v1.EventBatch;
import org.crosslayer.control.v1.FourTuple;
import org.crosslayer.control.v1.Hello;
import org.crosslayer.control.v1.Leave;
import org.crosslayer.control.v1.OpenSubflow;
import org.crosslayer.control.v1.Outcome;
import org.crosslayer.control.v1.OutcomeBatch;
import org.crosslayer.control.v1.PlannedPath;
import org.crosslayer.control.v1.Policy;
import org.crosslayer.control.v1.ReportingPolicy;
import org.crosslayer.control.v1.Result;
import org.crosslayer.control.v1.SendingLimit;
import org.crosslayer.control.v1.SetBackup;
import org.crosslayer.control.v1.SnapshotRequest;
import org.crosslayer.control.v1.Subflow;
import org.crosslayer.control.v1.SubflowClosed;
import org.crosslayer.control.v1.SubflowEstablished;
import org.crosslayer.control.v1.SubflowPlan;
import org.crosslayer.control.v1.SubflowPriority;
import org.crosslayer.control.v1.SubflowTelemetry;
import org.crosslayer.control.v1.TelemetryBatch;
import org.crosslayer.control.v1.TelemetryPolicy;
import org.crosslayer.control.v1.Welcome;
import org.crosslayer.control.v1.WithdrawAddress;

/** One valid message of every kind, with every field set. */
final class Samples {
    static final ByteString LOCAL = ByteString.copyFrom(new byte[] {10, 0, 1, 2});
    static final ByteString REMOTE = ByteString.copyFrom(new byte[] {10, 0, 2, 2});
    static final ByteString LOCAL6 = ByteString.fromHex("fd000001000000000000000000000002");
    static final int TOKEN = 0xcafe1234;

    private Samples() {
    }

    static Map<String, Message> all() {
        Map<String, Message> all = new LinkedHashMap<>();
        all.put("hello", agent().setHello(hello()).build());
        all.put("snapshot", agent().setSnapshot(
            ConnectionSnapshot.newBuilder().addConnections(connection()).setMore(true)).build());
        all.put("events", events());
        all.put("outcomes", agent().setOutcomes(OutcomeBatch.newBuilder().addOutcomes(outcome())).build());
        all.put("telemetry", agent().setTelemetry(
            TelemetryBatch.newBuilder().setTimeNs(6).addSubflows(telemetry())).build());
        all.put("telemetry_connections", agent().setTelemetry(TelemetryBatch.newBuilder().setTimeNs(6)
            .addSubflows(telemetry().setBytesAcked(6).setUnsentBytes(7).setBusyUs(8).setReceiverLimitedUs(9))
            .addConnections(connectionTelemetry())).build());
        all.put("welcome", controller().setWelcome(Welcome.newBuilder().setProtocolVersion(1)
            .setControllerId("onos-1").setPolicy(policy())).build());
        all.put("plan", controller().setPlan(plan()).build());
        all.put("commands", commands());
        all.put("policy", controller().setPolicy(policy()).build());
        all.put("snapshot_request", controller().setSnapshotRequest(SnapshotRequest.newBuilder()).build());
        all.put("hello_attachment", agent().setHello(hello().setAttachment(1_795_000_000_000L)).build());
        all.put("welcome_echo", controller().setWelcome(Welcome.newBuilder().setProtocolVersion(1)
            .setControllerId("onos-1").setPolicy(policy()).setAnswersEcho(true)).build());
        all.put("agent_echo", agent().setEcho(Echo.newBuilder().setNumber(8)).build());
        all.put("controller_echo", controller().setEcho(Echo.newBuilder().setNumber(8)).build());
        all.put("leave", controller().setLeave(Leave.newBuilder().setWithinMs(500)).build());
        all.put("check_result", CheckResult.newBuilder().setProtocolVersion(1).setControllerId("onos-1")
            .setTimeMs(1_795_000_000_000L).setAttached(AttachedAgent.newBuilder().setRemote("10.0.1.2:40312")
                .addAddresses(LOCAL).addAddresses(LOCAL6)).build());
        StandingSamples.addTo(all);
        return all;
    }

    static AgentMessage.Builder agent() {
        return AgentMessage.newBuilder().setSequence(7);
    }

    static ControllerMessage.Builder controller() {
        return ControllerMessage.newBuilder().setSequence(7);
    }

    static Hello.Builder hello() {
        return Hello.newBuilder().setProtocolVersion(1).setAgentId("client-1.lab")
            .setInstanceId(ByteString.copyFrom(new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}))
            .setAgentVersion("0.1.0").setKernelRelease("6.18.0").addAddresses(LOCAL).addAddresses(LOCAL6)
            .setCapabilities(Capabilities.newBuilder().setSubflows(true).setAnnounce(true).setSetBackup(true)
                .setTelemetry(true).setIpv6(true).setMaxSubflows(16));
    }

    static FourTuple.Builder tuple() {
        return FourTuple.newBuilder().setLocalAddress(LOCAL).setRemoteAddress(REMOTE)
            .setLocalPort(12345).setRemotePort(80);
    }

    static Subflow.Builder subflow() {
        return Subflow.newBuilder().setTuple(tuple()).setLocalId(3).setRemoteId(4).setBackup(true);
    }

    static AnnouncedAddress.Builder announced() {
        return AnnouncedAddress.newBuilder().setAddress(REMOTE).setPort(81).setAddressId(9);
    }

    static Connection.Builder connection() {
        return Connection.newBuilder().setToken(TOKEN).setServerSide(true).setInitial(tuple())
            .setDenyJoinInitial(true).addSubflows(subflow()).addAnnounced(announced());
    }

    static Event.Builder event() {
        return Event.newBuilder().setTimeNs(123_456_789_012L).setToken(TOKEN);
    }

    static AgentMessage events() {
        return agent().setEvents(EventBatch.newBuilder()
            .addEvents(event().setEstablished(connection()))
            .addEvents(event().setSubflowEstablished(SubflowEstablished.newBuilder().setSubflow(subflow())))
            .addEvents(event().setSubflowClosed(
                SubflowClosed.newBuilder().setSubflow(subflow()).setError(104).setResetReason(1)))
            .addEvents(event().setSubflowPriority(SubflowPriority.newBuilder().setSubflow(subflow())))
            .addEvents(event().setAddressAnnounced(announced()))
            .addEvents(event().setAddressRemoved(AddressRemoved.newBuilder().setAddressId(9)))
            .addEvents(event().setClosed(ConnectionClosed.newBuilder()))).build();
    }

    static Outcome.Builder outcome() {
        return Outcome.newBuilder().setCommandId(-2L).setPathIndex(1).setResult(Result.RESULT_PORTS_IN_USE)
            .setError(98).setMessage("address in use").setSourcePort(12001).setCandidatesInUse(6)
            .setSinceEstablishedNs(1_000_000);
    }

    static SubflowTelemetry.Builder telemetry() {
        return SubflowTelemetry.newBuilder().setToken(TOKEN).setTuple(tuple()).setBytesSent(1).setBytesReceived(2)
            .setRetransmittedSegments(3).setDeliveryRate(4).setRttUs(5).setCongestionWindow(10);
    }

    static ConnectionTelemetry.Builder connectionTelemetry() {
        return ConnectionTelemetry.newBuilder().setToken(TOKEN).setBytesAcked(10).setBytesReceived(11)
            .setBacklogBytes(12).setSendingLimit(SendingLimit.SENDING_LIMIT_NETWORK);
    }

    static Policy.Builder policy() {
        return Policy.newBuilder()
            .setReporting(ReportingPolicy.newBuilder().setOpenAfterBytes(65_536).setOpenAfterMs(200))
            .setTelemetry(TelemetryPolicy.newBuilder().setIntervalMs(1000));
    }

    static PlannedPath.Builder path() {
        return PlannedPath.newBuilder().setLocalAddress(LOCAL).setRemoteAddress(REMOTE).setRemotePort(80)
            .setRemoteId(1).addCandidateSourcePorts(12000).addCandidateSourcePorts(31999).setBackup(true)
            .setOutboundPath("r1/2>p2/2>r2/3").setInboundPath("r2/1>p1/1>r1/3");
    }

    static SubflowPlan.Builder plan() {
        return SubflowPlan.newBuilder().setCommandId(42).setToken(TOKEN).addPaths(path());
    }

    static Command.Builder command() {
        return Command.newBuilder().setCommandId(43).setToken(TOKEN);
    }

    static ControllerMessage commands() {
        return controller().setCommands(CommandBatch.newBuilder()
            .addCommands(command().setOpen(OpenSubflow.newBuilder().setLocalAddress(LOCAL).setRemoteAddress(REMOTE)
                .setSourcePort(12000).setRemotePort(80).setRemoteId(1).setBackup(true)))
            .addCommands(command().setClose(CloseSubflow.newBuilder().setTuple(tuple())))
            .addCommands(command().setSetBackup(SetBackup.newBuilder().setTuple(tuple()).setBackup(true)))
            .addCommands(command().setAnnounce(AnnounceAddress.newBuilder().setAddress(LOCAL).setPort(81)))
            .addCommands(command().setWithdraw(WithdrawAddress.newBuilder().setAddress(LOCAL).setPort(81)))).build();
    }
}
