// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.agents;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.crosslayer.control.v1.AgentMessage;
import org.crosslayer.control.v1.Capabilities;
import org.crosslayer.control.v1.Command;
import org.crosslayer.control.v1.Connection;
import org.crosslayer.control.v1.ConnectionClosed;
import org.crosslayer.control.v1.ConnectionSnapshot;
import org.crosslayer.control.v1.ControllerMessage;
import org.crosslayer.control.v1.Event;
import org.crosslayer.control.v1.EventBatch;
import org.crosslayer.control.v1.Hello;
import org.crosslayer.control.v1.Outcome;
import org.crosslayer.control.v1.OutcomeBatch;
import org.crosslayer.control.v1.Result;
import org.crosslayer.control.v1.SubflowClosed;
import org.crosslayer.control.v1.SubflowEstablished;
import org.crosslayer.control.v1.SubflowPlan;
import org.crosslayer.mptcp.AgentId;
import org.crosslayer.mptcp.DirectEvents;
import org.crosslayer.mptcp.FakeFabricService;
import org.crosslayer.mptcp.connections.ConnectionManager;
import org.crosslayer.mptcp.connections.TestConnections;
import org.crosslayer.mptcp.planning.PlanningEngine;

/**
 * One host whose kernel is always right and whose agent is not: it loses reports, repeats them, sends them late and in
 * another order, answers plans never or twice, and attaches again whenever it likes. What it does is told by numbers.
 */
final class UnreliableAgent implements Sessions {
    private static final AgentId ID = AgentId.agentId("client");
    private static final int ACTIONS = 10;
    private static final int TOKENS = 6;
    private static final int INITIAL_PORTS = 40_000;
    private static final int OWN_PORTS = 50_000;
    private static final int INSTANCE_BYTES = 16;

    private final FakeFabricService fabric = FakeFabricService.withParallelPaths(4);
    private final ConnectionManager registry = TestConnections.activated(new DirectEvents());
    private final PlanningEngine engine = new PlanningEngine(fabric, registry, registry, Runnable::run);
    private final MessageHandlers handlers = new MessageHandlers(registry, engine);
    /** The kernel: source ports of the subflows of each connection, by token; the first of the list is the initial. */
    private final Map<Integer, List<Integer>> kernel = new TreeMap<>();
    private final List<Event> history = new ArrayList<>();
    private final List<Event> late = new ArrayList<>();
    private final List<SubflowPlan> plans = new ArrayList<>();
    private final List<Command> commands = new ArrayList<>();
    private AgentStreams transport;
    private AgentSession session;
    private int read;
    private long sequence;
    private int instance;
    private int ports;

    UnreliableAgent() {
        reattach(false);
    }

    PlanningEngine engine() {
        return engine;
    }

    int links() {
        return fabric.fabric().linkCount();
    }

    boolean portTaken(int port) {
        return registry.sourcePortsInUse(ID).test(port);
    }

    void play(List<Integer> script) {
        for (int number : script) {
            act(number % ACTIONS, number / ACTIONS);
            if (transport.status() != null) {
                throw new AssertionError("the stream has ended: " + transport.status());
            }
            hear();
        }
    }

    private void act(int action, int how) {
        int token = 1 + how % TOKENS;
        switch (action) {
            case 0:
            case 1:
                open(token, how);
                break;
            case 2:
                close(token, how);
                break;
            case 3:
                openSubflow(token, how);
                break;
            case 4:
                closeSubflow(token, how);
                break;
            case 5:
                answer(how, false);
                break;
            case 6:
                answer(how, true);
                break;
            case 7:
                sendLate(how);
                break;
            case 8:
                obey(how);
                break;
            default:
                reattach(how % 2 == 0);
                break;
        }
    }

    private void open(int token, int how) {
        if (!kernel.containsKey(token)) {
            ports++;
            kernel.put(token, new ArrayList<>(List.of(INITIAL_PORTS + ports)));
            tell(how, Event.newBuilder().setToken(token).setEstablished(connection(token)));
        }
    }

    private void close(int token, int how) {
        if (kernel.remove(token) != null) {
            tell(how, Event.newBuilder().setToken(token).setClosed(ConnectionClosed.getDefaultInstance()));
        }
    }

    private void openSubflow(int token, int how) {
        if (kernel.containsKey(token)) {
            ports++;
            opened(token, OWN_PORTS + ports, how);
        }
    }

    private void opened(int token, int port, int how) {
        kernel.get(token).add(port);
        tell(how, Event.newBuilder().setToken(token).setSubflowEstablished(SubflowEstablished.newBuilder()
            .setSubflow(TestAgent.subflow(port))));
    }

    private void closeSubflow(int token, int how) {
        List<Integer> subflows = kernel.getOrDefault(token, List.of());
        if (subflows.size() > 1) {
            ended(token, subflows.get(subflows.size() - 1), how);
        }
    }

    private void ended(int token, int port, int how) {
        kernel.get(token).remove((Integer) port);
        tell(how, Event.newBuilder().setToken(token).setSubflowClosed(SubflowClosed.newBuilder()
            .setSubflow(TestAgent.subflow(port))));
    }

    /** Carries out a plan, or answers one as if it had; twice at times. */
    private void answer(int how, boolean refuse) {
        if (plans.isEmpty()) {
            return;
        }
        SubflowPlan plan = plans.get(how % plans.size());
        OutcomeBatch.Builder outcomes = OutcomeBatch.newBuilder();
        for (int path = 0; path < plan.getPathsCount(); path++) {
            int port = plan.getPaths(path).getCandidateSourcePorts(0);
            List<Integer> subflows = kernel.get(plan.getToken());
            boolean opens = !refuse && subflows != null && !taken(port);
            outcomes.addOutcomes(Outcome.newBuilder().setCommandId(plan.getCommandId()).setPathIndex(path)
                .setResult(opens ? Result.RESULT_DONE : subflows == null ? Result.RESULT_UNKNOWN_CONNECTION
                    : how % 2 == 0 ? Result.RESULT_PORTS_IN_USE : Result.RESULT_REFUSED_BY_KERNEL)
                .setSourcePort(opens ? port : 0)
                .setCandidatesInUse(how % 2 == 0 ? plan.getPaths(path).getCandidateSourcePortsCount() : 0));
            if (opens) {
                opened(plan.getToken(), port, how);
            }
        }
        for (int times = how % 3; times >= 0; times--) {
            send(AgentMessage.newBuilder().setOutcomes(outcomes));
        }
    }

    private boolean taken(int port) {
        return kernel.values().stream().anyMatch(subflows -> subflows.contains(port));
    }

    private void obey(int how) {
        if (commands.isEmpty()) {
            return;
        }
        Command command = commands.get(how % commands.size());
        int port = command.getClose().getTuple().getLocalPort();
        boolean there = kernel.getOrDefault(command.getToken(), List.of()).contains(port);
        send(AgentMessage.newBuilder().setOutcomes(OutcomeBatch.newBuilder().addOutcomes(Outcome.newBuilder()
            .setCommandId(command.getCommandId())
            .setResult(there ? Result.RESULT_DONE : Result.RESULT_UNKNOWN_CONNECTION))));
        if (there && command.hasClose()) {
            ended(command.getToken(), port, how);
        }
    }

    /** Sends what has waited in the wrong order, or something that was told before. */
    private void sendLate(int how) {
        if (!late.isEmpty()) {
            report(late.remove(late.size() - 1));
        } else if (!history.isEmpty()) {
            report(history.get(how % history.size()));
        }
    }

    private void tell(int how, Event.Builder builder) {
        Event event = builder.build();
        history.add(event);
        switch (how % 7) {
            case 0:
                break;
            case 1:
                report(event);
                report(event);
                break;
            case 2:
                late.add(event);
                break;
            default:
                report(event);
                break;
        }
    }

    private void report(Event event) {
        send(AgentMessage.newBuilder().setEvents(EventBatch.newBuilder().addEvents(event)));
    }

    /** Begins a new stream, in place of the one before, and says what the kernel has. */
    void reattach(boolean sameStart) {
        if (session != null) {
            session.close(Status.ABORTED);
        }
        if (!sameStart) {
            instance++;
            plans.clear();
            commands.clear();
        }
        late.clear();
        transport = new AgentStreams();
        session = new AgentSession(transport.stream(), "10.9.9.9:1", PeerIdentity.of(null), this, handlers);
        sequence = 0;
        read = 0;
        byte[] start = new byte[INSTANCE_BYTES];
        start[0] = (byte) instance;
        start[1] = (byte) (instance >> Byte.SIZE);
        send(AgentMessage.newBuilder().setHello(Hello.newBuilder().setProtocolVersion(1).setAgentId(ID.id())
            .setInstanceId(ByteString.copyFrom(start)).addAddresses(TestAgent.LOCAL)
            .setCapabilities(Capabilities.newBuilder().setSubflows(true).setSetBackup(true).setMaxSubflows(8))));
        snapshot();
        hear();
    }

    private void snapshot() {
        ConnectionSnapshot.Builder snapshot = ConnectionSnapshot.newBuilder();
        kernel.keySet().forEach(token -> snapshot.addConnections(connection(token)));
        send(AgentMessage.newBuilder().setSnapshot(snapshot));
    }

    /** All connections end, unseen; then a snapshot says so, and every plan is answered. */
    void endAll() {
        kernel.clear();
        hear();
        snapshot();
        hear();
        for (int plan = 0; plan < plans.size(); plan++) {
            answer(plan, true);
        }
    }

    private Connection.Builder connection(int token) {
        List<Integer> subflows = kernel.get(token);
        Connection.Builder wire = Connection.newBuilder().setToken(token).setInitial(TestAgent.tuple(subflows.get(0)));
        subflows.forEach(port -> wire.addSubflows(TestAgent.subflow(port)));
        return wire;
    }

    private void send(AgentMessage.Builder message) {
        sequence++;
        session.received(Inbound.MARSHALLER.parse(message.setSequence(sequence).build().toByteString().newInput()));
    }

    private void hear() {
        List<ControllerMessage> sent = transport.sent();
        for (; read < sent.size(); read++) {
            if (sent.get(read).hasPlan()) {
                plans.add(sent.get(read).getPlan());
            }
            commands.addAll(sent.get(read).getCommands().getCommandsList());
        }
    }

    /** Source ports of subflows by token, as the kernel has them. */
    Map<Integer, Set<Integer>> knownToKernel() {
        Map<Integer, Set<Integer>> known = new TreeMap<>();
        kernel.forEach((token, subflows) -> known.put(token, new TreeSet<>(subflows)));
        return known;
    }

    /** The same, as the controller has them. */
    Map<Integer, Set<Integer>> knownToController() {
        Map<Integer, Set<Integer>> known = new TreeMap<>();
        registry.connections(ID).forEach(connection -> known.put(connection.key().token().value(), ports(
            connection.subflows())));
        return known;
    }

    private static Set<Integer> ports(Collection<org.crosslayer.mptcp.Subflow> subflows) {
        Set<Integer> ports = new TreeSet<>();
        subflows.forEach(subflow -> ports.add(subflow.tuple().localPort()));
        return ports;
    }

    @Override
    public void checkUnclaimed(AgentId id, PeerIdentity identity) {
    }

    @Override
    public void attach(AgentSession attached) {
    }

    @Override
    public void detach(AgentSession detached, String reason) {
        engine.detached(detached);
    }
}
