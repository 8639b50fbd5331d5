// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.agent.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import org.crosslayer.agent.connections.ReportingRule;
import org.crosslayer.agent.connections.Samples;
import org.crosslayer.agent.connections.TableRebuild;
import org.crosslayer.agent.mptcp.MptcpEvent;
import org.crosslayer.control.v1.AgentMessage;
import org.crosslayer.control.v1.Connection;
import org.crosslayer.control.v1.ControllerMessage;
import org.crosslayer.control.v1.Event;
import org.crosslayer.control.v1.Hello;
import org.crosslayer.control.v1.Policy;
import org.crosslayer.control.v1.ReportingPolicy;
import org.crosslayer.control.v1.SendingLimit;
import org.crosslayer.control.v1.SnapshotRequest;
import org.crosslayer.control.v1.TelemetryPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReportingTest {
    private LinkFixture agent;

    @BeforeEach
    void create() throws Exception {
        agent = new LinkFixture();
    }

    @AfterEach
    void close() throws Exception {
        agent.close();
        assertThat(agent.controller.wrong).isEmpty();
    }

    private static Event event(AgentMessage message) {
        return message.getEvents().getEvents(0);
    }

    @Test
    void shouldSayHelloThenSendASnapshot() throws Exception {
        agent.table.apply(Samples.established(), 1);
        agent.table.apply(Samples.subflowEstablished(Samples.SECOND, 1), 2);
        agent.start();
        FakeController.Stream stream = agent.controller.stream();
        Hello hello = stream.await(AgentMessage::hasHello).getHello();
        assertThat(hello.getAgentId()).isEqualTo("h1");
        assertThat(hello.getAddressesList()).containsExactly(Wire.address(Samples.address("10.0.1.2")));
        assertThat(hello.getCapabilities().getMaxSubflows()).isEqualTo(5);
        List<Connection> connections = stream.await(AgentMessage::hasSnapshot).getSnapshot().getConnectionsList();
        assertThat(connections).hasSize(1);
        assertThat(connections.get(0).getToken()).isEqualTo(Samples.TOKEN);
        assertThat(connections.get(0).getSubflowsList()).hasSize(2);
        await().until(() -> agent.logged("attached to " + agent.controller.address() + " (fake)") == 1);
    }

    @Test
    void shouldReportEventsInOrder() throws Exception {
        agent.start();
        FakeController.Stream stream = agent.controller.attached();
        agent.table.apply(Samples.established(), 77);
        agent.table.apply(Samples.subflowEstablished(Samples.SECOND, 1), 78);
        agent.table.apply(Samples.subflowClosed(Samples.SECOND, 1, 111), 79);
        agent.table.apply(new MptcpEvent.Announced(Samples.TOKEN, 4, Samples.endpoint("10.0.3.2", 8080)), 80);
        agent.table.apply(new MptcpEvent.Removed(Samples.TOKEN, 4), 81);
        agent.table.apply(new MptcpEvent.SubflowPriority(Samples.TOKEN, Samples.details(Samples.INITIAL, 0, 0)), 82);
        agent.table.apply(new MptcpEvent.Closed(Samples.TOKEN), 83);
        Event established = event(stream.await(AgentMessage::hasEvents));
        assertThat(established.getTimeNs()).isEqualTo(77);
        assertThat(established.getEstablished().getInitial().getLocalPort()).isEqualTo(40_000);
        List<Event> gathered = new ArrayList<>();
        while (gathered.size() < 6) {
            gathered.addAll(stream.await(AgentMessage::hasEvents).getEvents().getEventsList());
        }
        assertThat(gathered.get(0).getSubflowEstablished().getSubflow().getLocalId()).isEqualTo(1);
        assertThat(gathered.get(1).getSubflowClosed().getError()).isEqualTo(111);
        assertThat(gathered.get(2).getAddressAnnounced().getPort()).isEqualTo(8080);
        assertThat(gathered.get(3).getAddressRemoved().getAddressId()).isEqualTo(4);
        assertThat(gathered.get(4).hasSubflowPriority()).isTrue();
        assertThat(gathered.get(5).hasClosed()).isTrue();
    }

    @Test
    void shouldObeyThePolicyAndKeepItWhileDetached() throws Exception {
        agent.controller.policy = Policy.newBuilder()
            .setReporting(ReportingPolicy.newBuilder().setOpenAfterBytes(1_000_000)).build();
        agent.start();
        FakeController.Stream stream = agent.controller.attached();
        assertThat(agent.table.rule()).isEqualTo(new ReportingRule(1_000_000, 0));
        agent.table.apply(Samples.established(), 1);
        assertThat(agent.table.waitingCount()).isEqualTo(1);
        stream.out.onError(new RuntimeException("restart"));
        assertThat(agent.table.rule()).isEqualTo(new ReportingRule(1_000_000, 0));
        FakeController.Stream second = agent.controller.stream();
        assertThat(second.await(AgentMessage::hasSnapshot).getSnapshot().getConnectionsCount()).isZero();
        second.send(ControllerMessage.newBuilder().setPolicy(Policy.getDefaultInstance()));
        assertThat(event(second.await(AgentMessage::hasEvents)).hasEstablished()).isTrue();
    }

    @Test
    void shouldSendSnapshotsWhenAskedAndAfterARebuild() throws Exception {
        agent.start();
        FakeController.Stream stream = agent.controller.attached();
        stream.send(ControllerMessage.newBuilder().setSnapshotRequest(SnapshotRequest.getDefaultInstance()));
        assertThat(stream.await(AgentMessage::hasSnapshot).getSnapshot().getConnectionsCount()).isZero();
        TableRebuild.apply(agent.table, List.of(Samples.socket()), 5);
        assertThat(stream.await(AgentMessage::hasSnapshot).getSnapshot().getConnectionsCount()).isEqualTo(1);
    }

    @Test
    void shouldSplitLargeSnapshots() throws Exception {
        int many = 20_000;
        for (int token = 1; token <= many; token++) {
            agent.table.apply(Samples.established(token), token);
        }
        agent.start();
        FakeController.Stream stream = agent.controller.stream();
        List<Integer> tokens = new ArrayList<>();
        AgentMessage part;
        int parts = 0;
        do {
            part = stream.await(AgentMessage::hasSnapshot);
            assertThat(part.getSerializedSize()).isLessThan(2 * SnapshotParts.PART_BYTES);
            part.getSnapshot().getConnectionsList().forEach(connection -> tokens.add(connection.getToken()));
            parts++;
        } while (part.getSnapshot().getMore());
        assertThat(parts).isGreaterThan(1);
        assertThat(tokens).hasSize(many).doesNotHaveDuplicates();
    }

    @Test
    void shouldDropEventsAndSendASnapshotIfTheControllerDoesNotRead() throws Exception {
        agent.controller.reads = false;
        agent.start();
        FakeController.Stream stream = agent.controller.stream();
        stream.await(AgentMessage::hasHello);
        int many = 20_000;
        // The stream counts as attached with the snapshot, which nobody has read yet.
        await().until(() -> agent.logged("attached to") == 1);
        for (int token = 1; token <= many; token++) {
            agent.table.apply(Samples.established(token), token);
        }
        stream.out.request(Integer.MAX_VALUE);
        int events = 0;
        AgentMessage message = stream.await(AgentMessage::hasSnapshot);
        while (message.hasEvents() || message.getSnapshot().getConnectionsCount() == 0) {
            events += message.getEvents().getEventsCount();
            message = stream.await(any -> true);
        }
        assertThat(events).isLessThan(many);
        int connections = message.getSnapshot().getConnectionsCount();
        while (message.getSnapshot().getMore()) {
            message = stream.await(AgentMessage::hasSnapshot);
            connections += message.getSnapshot().getConnectionsCount();
        }
        assertThat(connections).isEqualTo(many);
        agent.table.apply(new MptcpEvent.Closed(1), 1);
        assertThat(event(stream.await(AgentMessage::hasEvents)).hasClosed()).isTrue();
    }

    @Test
    void shouldSendCountersAtTheIntervalOfThePolicy() throws Exception {
        agent.controller.policy = Policy.newBuilder()
            .setTelemetry(TelemetryPolicy.newBuilder().setIntervalMs(100)).build();
        agent.table.apply(Samples.established(), 1);
        agent.start();
        FakeController.Stream stream = agent.controller.attached();
        AgentMessage first = stream.await(AgentMessage::hasTelemetry);
        assertThat(first.getTelemetry().getSubflows(0).getToken()).isEqualTo(Samples.TOKEN);
        assertThat(first.getTelemetry().getSubflows(0).getRttUs()).isEqualTo(1500);
        assertThat(first.getTelemetry().getSubflows(0).getBytesReceived()).isEqualTo(2000);
        assertThat(first.getTelemetry().getSubflows(0).getBytesAcked()).isEqualTo(900);
        assertThat(first.getTelemetry().getConnectionsList()).hasSize(1);
        assertThat(first.getTelemetry().getConnections(0).getBytesAcked()).isEqualTo(10);
        assertThat(first.getTelemetry().getConnections(0).getSendingLimit())
            .isEqualTo(SendingLimit.SENDING_LIMIT_APPLICATION);
        assertThat(stream.await(AgentMessage::hasTelemetry).getTelemetry().getConnections(0).getSendingLimit())
            .isEqualTo(SendingLimit.SENDING_LIMIT_IDLE);
    }

    @Test
    void shouldSendNoCountersOfAConnectionThatWasNotReported() throws Exception {
        agent.controller.policy = Policy.newBuilder()
            .setReporting(ReportingPolicy.newBuilder().setOpenAfterMs(3_600_000))
            .setTelemetry(TelemetryPolicy.newBuilder().setIntervalMs(100)).build();
        agent.start();
        FakeController.Stream stream = agent.controller.attached();
        agent.table.apply(Samples.established(), 1);
        stream.send(ControllerMessage.newBuilder().setPolicy(Policy.newBuilder()
            .setTelemetry(TelemetryPolicy.newBuilder().setIntervalMs(100))));
        assertThat(event(stream.await(any -> true)).hasEstablished()).isTrue();
        stream.await(AgentMessage::hasTelemetry);
    }
}
