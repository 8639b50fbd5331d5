// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.connections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crosslayer.mptcp.FakeFabricService.CLIENT;
import static org.crosslayer.mptcp.FakeFabricService.SERVER;
import static org.crosslayer.mptcp.MptcpConnectionEvent.Type.CONNECTION_ADDED;
import static org.crosslayer.mptcp.MptcpConnectionEvent.Type.CONNECTION_REMOVED;
import static org.crosslayer.mptcp.MptcpConnectionEvent.Type.CONNECTION_UPDATED;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.crosslayer.mptcp.AgentId;
import org.crosslayer.mptcp.ConnectionKey;
import org.crosslayer.mptcp.ConnectionToken;
import org.crosslayer.mptcp.DirectEvents;
import org.crosslayer.mptcp.FourTuple;
import org.crosslayer.mptcp.MptcpConnection;
import org.crosslayer.mptcp.PlannedSubflow;
import org.crosslayer.mptcp.Subflow;
import org.junit.jupiter.api.Test;

class ConnectionManagerTest {
    private static final AgentId AGENT = AgentId.agentId("client");
    private static final AgentId OTHER = AgentId.agentId("other");

    private final DirectEvents events = new DirectEvents();
    private final ConnectionManager manager = TestConnections.activated(events);

    @Test
    void shouldKeepThePlanWhenAConnectionIsReportedAgain() {
        manager.report(connection(1, 1001));
        plan(1, 12000, 12001);

        MptcpConnection again = manager.report(connection(1, 1001));

        assertThat(again.planned()).hasSize(1);
        assertThat(manager.sourcePortsInUse(AGENT).test(12001)).isTrue();
        assertThat(events.types()).containsExactly(CONNECTION_ADDED, CONNECTION_UPDATED, CONNECTION_UPDATED);
    }

    @Test
    void shouldTakeATokenWithOtherEndsForAnotherConnection() {
        manager.report(connection(1, 1001));
        plan(1, 12000);

        MptcpConnection other = manager.report(connection(1, 1002));

        assertThat(other.planned()).isEmpty();
        assertThat(manager.sourcePortsInUse(AGENT).test(12000)).isFalse();
        assertThat(manager.sourcePortsInUse(AGENT).test(1001)).isFalse();
        assertThat(manager.sourcePortsInUse(AGENT).test(1002)).isTrue();
    }

    @Test
    void shouldIgnoreWhatComesLateForAClosedConnection() {
        manager.report(connection(1, 1001));
        manager.remove(key(1));
        manager.remove(key(1));

        assertThat(manager.update(key(1), known -> known.copy().with(subflow(12000)).build())).isEmpty();
        assertThat(manager.connection(key(1))).isEmpty();
        assertThat(events.types()).containsExactly(CONNECTION_ADDED, CONNECTION_REMOVED);
    }

    @Test
    void shouldNotDoubleASubflowThatIsReportedTwice() {
        manager.report(connection(1, 1001));
        manager.update(key(1), known -> known.copy().with(subflow(12000)).build());
        manager.update(key(1), known -> known.copy().with(subflow(12000)).build());
        assertThat(manager.connection(key(1)).orElseThrow().subflows()).hasSize(2);

        manager.update(key(1), known -> known.copy().without(subflow(12000)).build());

        assertThat(manager.connection(key(1)).orElseThrow().subflows()).hasSize(1);
        assertThat(manager.sourcePortsInUse(AGENT).test(12000)).isFalse();
    }

    @Test
    void shouldReplaceOnlyTheAgentsOwnConnectionsByItsSnapshot() {
        manager.report(connection(1, 1001));
        manager.report(connection(2, 1002));
        plan(2, 12000);
        MptcpConnection others = MptcpConnection.builder(
            ConnectionKey.connectionKey(OTHER, ConnectionToken.token(1)), tuple(1001)).build();
        manager.report(others);

        List<MptcpConnection> now = manager.replace(AGENT, List.of(connection(3, 1003), connection(2, 1002)));

        assertThat(now).extracting(connection -> connection.key().token().value()).containsExactly(3, 2);
        assertThat(manager.connections(AGENT)).hasSize(2);
        assertThat(manager.connection(key(2)).orElseThrow().planned()).hasSize(1);
        assertThat(manager.connections(OTHER)).hasSize(1);
        assertThat(manager.connections()).hasSize(3);
    }

    @Test
    void shouldForgetAllOfAnAgent() {
        manager.report(connection(1, 1001));
        manager.removeAll(AGENT);
        manager.removeAll(AGENT);

        assertThat(manager.connections()).isEmpty();
        assertThat(manager.sourcePortsInUse(AGENT).test(1001)).isFalse();
        assertThat(events.types()).containsExactly(CONNECTION_ADDED, CONNECTION_REMOVED);
    }

    @Test
    void shouldHoldTheCandidatesOfAPlanUntilOneIsTaken() {
        manager.report(connection(1, 1001));
        PlannedSubflow asked = plan(1, 12000, 12001);

        manager.update(key(1), known -> known.copy().planned(List.of(asked.opened(12001))).build());

        assertThat(portsInUse(12000, 12002)).containsExactly(12001);
    }

    @Test
    void shouldRememberPortsOfSubflowsThatHaveEndedButNotOfMereCandidates() {
        manager.report(connection(1, 1001));
        PlannedSubflow asked = plan(1, 12000, 12001);
        manager.update(key(1), known -> known.copy().planned(List.of(asked.opened(12001))).build());
        assertThat(manager.sourcePortsRecentlyUsed(AGENT).test(12001)).isFalse();

        manager.remove(key(1));

        assertThat(IntStream.of(1001, 12000, 12001).filter(manager.sourcePortsRecentlyUsed(AGENT)))
            .containsExactly(1001, 12001);
    }

    /** Whatever is done, the ports in use are those of what is known. */
    @Property(tries = 300)
    void shouldCountPortsLikeAModel(@ForAll("steps") List<Step> steps) {
        ConnectionManager fresh = TestConnections.activated(new DirectEvents());
        Map<Integer, Set<Integer>> model = new HashMap<>();
        for (Step step : steps) {
            step.apply(fresh, model);
        }
        Set<Integer> expected = model.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
        assertThat(IntStream.range(2000, 2010).filter(fresh.sourcePortsInUse(AGENT)).boxed())
            .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(fresh.connections()).hasSize(model.size());
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Integer> port = Arbitraries.integers().between(2000, 2009);
        return Combinators.combine(Arbitraries.of(Kind.values()), Arbitraries.integers().between(1, 3), port)
            .as(Step::new).list().ofMaxSize(30);
    }

    enum Kind { REPORT, CLOSE, ADD, DROP, SNAPSHOT_OF_ONE }

    /** One change. */
    static final class Step {
        private final Kind kind;
        private final int token;
        private final int port;

        Step(Kind kind, int token, int port) {
            this.kind = kind;
            this.token = token;
            this.port = port;
        }

        void apply(ConnectionManager manager, Map<Integer, Set<Integer>> model) {
            switch (kind) {
                case REPORT:
                    manager.report(connection(token, port));
                    model.put(token, Set.of(port));
                    break;
                case CLOSE:
                    manager.remove(key(token));
                    model.remove(token);
                    break;
                case ADD:
                    manager.update(key(token), known -> known.copy().with(subflow(port)).build());
                    model.computeIfPresent(token, (key, ports) -> with(ports, port));
                    break;
                case DROP:
                    manager.update(key(token), known -> known.copy().without(subflow(port)).build());
                    model.computeIfPresent(token, (key, ports) -> without(ports, port));
                    break;
                default:
                    manager.replace(AGENT, List.of(connection(token, port)));
                    model.clear();
                    model.put(token, Set.of(port));
                    break;
            }
        }

        private static Set<Integer> with(Set<Integer> ports, int port) {
            Set<Integer> all = ports.stream().collect(Collectors.toSet());
            all.add(port);
            return all;
        }

        private static Set<Integer> without(Set<Integer> ports, int port) {
            return ports.stream().filter(p -> p != port).collect(Collectors.toSet());
        }

        @Override
        public String toString() {
            return kind + " " + token + " " + port;
        }
    }

    private PlannedSubflow plan(int token, Integer... ports) {
        PlannedSubflow asked = PlannedSubflow.asked(tuple(1001), List.of(ports), "", "", false);
        manager.update(key(token), known -> known.copy().planned(List.of(asked)).build());
        return asked;
    }

    private List<Integer> portsInUse(int from, int to) {
        return IntStream.range(from, to).filter(manager.sourcePortsInUse(AGENT)).boxed().collect(Collectors.toList());
    }

    private static ConnectionKey key(int token) {
        return ConnectionKey.connectionKey(AGENT, ConnectionToken.token(token));
    }

    private static MptcpConnection connection(int token, int localPort) {
        return MptcpConnection.builder(key(token), tuple(localPort)).with(subflow(localPort)).build();
    }

    private static Subflow subflow(int localPort) {
        return Subflow.subflow(tuple(localPort), 0, 0, false);
    }

    private static FourTuple tuple(int localPort) {
        return FourTuple.fourTuple(CLIENT, localPort, SERVER, 80);
    }
}
