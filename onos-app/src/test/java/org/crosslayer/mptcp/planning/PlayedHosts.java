// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.planning;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.FabricBuilder;
import org.crosslayer.fabric.PathTracer;
import org.crosslayer.fabric.TestFabrics;
import org.crosslayer.mptcp.AgentId;
import org.crosslayer.mptcp.ConnectionKey;
import org.crosslayer.mptcp.ConnectionStatistics.SendingLimit;
import org.crosslayer.mptcp.ConnectionToken;
import org.crosslayer.mptcp.DirectEvents;
import org.crosslayer.mptcp.FakeFabricService;
import org.crosslayer.mptcp.FourTuple;
import org.crosslayer.mptcp.MptcpConnection;
import org.crosslayer.mptcp.PlannedSubflow;
import org.crosslayer.mptcp.Subflow;
import org.crosslayer.mptcp.connections.ConnectionManager;
import org.crosslayer.mptcp.connections.ConnectionReading;
import org.crosslayer.mptcp.connections.SubflowReading;
import org.crosslayer.mptcp.connections.TestConnections;
import org.onlab.packet.IpAddress;

/**
 * Hosts h1, h2.. with agents behind one router, servers behind another, some links between them; and a clock. Agents
 * do what they are told, in the very call; every connection is one between a pair of hosts of its own.
 *
 * <pre>
 *   h1 .. hN -- r1 ==== r2 -- h(N+1) .. h(2N)      links between the routers have {@link TestFabrics#RATE}
 * </pre>
 */
final class PlayedHosts {
    private final int pairs;
    private final long hostRate;
    /** The other end of each host's connection. */
    private final int[] partner;
    private final ConnectionManager connections = TestConnections.activated(new DirectEvents());
    private final FakeFabricService fabrics = FakeFabricService.unknown();
    private final Map<ConnectionKey, long[]> counters = new HashMap<>();
    /** Agents by number of their host. */
    private final Map<Integer, Player> players = new HashMap<>();
    private PlanningEngine engine;
    private long now = TimeUnit.SECONDS.toNanos(1000);
    private boolean refusing;
    private int plans;
    private int closed;
    private int backups;

    PlayedHosts(int pairs, long hostRate, Integer... links) {
        this.pairs = pairs;
        this.hostRate = hostRate;
        this.partner = IntStream.rangeClosed(0, 2 * pairs).map(host -> host + pairs).toArray();
        fabrics.change(network(links));
        restart();
        for (int host = 1; host <= 2 * pairs; host++) {
            players.put(host, new Player(host));
        }
    }

    /** Hosts of a network of one's own, each of which opens connections to a partner; from 1. */
    PlayedHosts(Fabric fabric, int... partner) {
        this.pairs = 0;
        this.hostRate = 0;
        this.partner = partner;
        fabrics.change(fabric);
        restart();
        for (int host = 1; host < partner.length; host++) {
            players.put(host, new Player(host));
        }
    }

    private Fabric network(Integer... links) {
        FabricBuilder builder = new FabricBuilder().device("r1", "r1", TestFabrics.linux(11))
            .device("r2", "r2", TestFabrics.linux(12));
        for (int link : links) {
            TestFabrics.cable(builder, "r1", link, "r2", link);
        }
        for (int host = 1; host <= 2 * pairs; host++) {
            builder.host("h" + host, List.of(TestFabrics.ip(host)), host <= pairs ? "r1" : "r2", 100 + host, hostRate);
        }
        return builder.build();
    }

    /** From now on the controller knows nothing. */
    void restart() {
        connections.connections().forEach(connection -> connections.remove(connection.key()));
        engine = new PlanningEngine(fabrics, connections, connections, Runnable::run, Runnable::run, () -> now);
        engine.fabricChanged(System.currentTimeMillis());
    }

    /** From now on these are the links between the routers. */
    void links(Integer... links) {
        fabrics.change(network(links));
        engine.fabricChanged(System.currentTimeMillis());
    }

    FakeFabricService fabrics() {
        return fabrics;
    }

    PlanningEngine engine() {
        return engine;
    }

    ConnectionManager connections() {
        return connections;
    }

    /** Whether new subflows are refused by the kernel. */
    void refuse(boolean all) {
        refusing = all;
    }

    int plans() {
        return plans;
    }

    int closed() {
        return closed;
    }

    int backups() {
        return backups;
    }

    Player player(int host) {
        return players.get(host);
    }

    static ConnectionKey key(int host) {
        return ConnectionKey.connectionKey(AgentId.agentId("h" + host), ConnectionToken.token(host));
    }

    /** A host opens a connection to its partner behind the other router. */
    ConnectionKey open(int host, int sourcePort) {
        Player player = player(host);
        engine.snapshot(player, connections.replace(player.agent().id(), List.of()));
        engine.established(player, connections.report(MptcpConnection.builder(key(host), tuple(host, sourcePort))
            .with(Subflow.subflow(tuple(host, sourcePort), 0, 0, false)).build()));
        return key(host);
    }

    FourTuple tuple(int host, int sourcePort) {
        return FourTuple.fourTuple(address(host), sourcePort, address(partner[host]), 80);
    }

    static IpAddress address(int host) {
        return IpAddress.valueOf("10.0." + host + ".2");
    }

    MptcpConnection connection(int host) {
        return connections.connection(key(host)).orElseThrow();
    }

    /** Links between the routers that a host's subflows take, one entry for each. */
    List<String> outbound(int host) {
        PathTracer tracer = new PathTracer(fabrics.fabric());
        List<String> links = new ArrayList<>();
        for (Subflow subflow : connection(host).subflows()) {
            if (!subflow.backup()) {
                links.add(tracer.trace(Flows.outbound(subflow.tuple())).label().split(">")[0]);
            }
        }
        return links;
    }

    /** A second passes: counters are reported, then the load is looked at. */
    void second(Map<Integer, Long> sendBps, SendingLimit limit) {
        now += TimeUnit.SECONDS.toNanos(1);
        sendBps.forEach((host, bps) -> measure(host, bps, limit));
        engine.tick();
    }

    private void measure(int host, long bps, SendingLimit limit) {
        List<Subflow> subflows = connection(host).subflows();
        List<SubflowReading> readings = new ArrayList<>();
        for (Subflow subflow : subflows) {
            long[] counted = counters.computeIfAbsent(ConnectionKey.connectionKey(AgentId.agentId("h" + host),
                ConnectionToken.token(subflow.tuple().localPort())), key -> new long[4]);
            counted[0] += bps / 8 / subflows.size();
            readings.add(new SubflowReading(subflow.tuple(), counted.clone(), 1000, 10));
        }
        if (connections.measured(key(host), new ConnectionReading(now, limit, readings))) {
            engine.measured(key(host));
        }
    }

    /** Expected load of all links together. */
    long load() {
        long load = 0;
        for (int link = 0; link < fabrics.fabric().linkCount(); link++) {
            load += engine.loadBps(link);
        }
        return load;
    }

    /** Expected load of the links by name. */
    Map<String, Long> loads() {
        Map<String, Long> loads = new HashMap<>();
        Fabric fabric = fabrics.fabric();
        for (int link = 0; link < fabric.linkCount(); link++) {
            loads.merge(fabric.sourceDevice(link) + "/" + fabric.link(link).sourcePort() + "/"
                + fabric.link(link).host(), engine.loadBps(link), Long::sum);
        }
        return loads;
    }

    /** The agent of one host, which does at once what it is told. */
    final class Player implements AgentChannel {
        private final FakeChannel who;
        private final Set<Long> seen = new HashSet<>();

        private Player(int host) {
            who = new FakeChannel().of(AgentId.agentId("h" + host), address(host));
        }

        @Override
        public org.crosslayer.mptcp.Agent agent() {
            return who.agent();
        }

        @Override
        public String instance() {
            return who.instance();
        }

        @Override
        public void send(SentPlan plan) {
            if (!seen.add(plan.commandId())) {
                return;
            }
            plans++;
            List<PathOutcome> outcomes = new ArrayList<>();
            for (int i = 0; i < plan.paths().size(); i++) {
                outcomes.add(refusing ? new PathOutcome(plan.commandId(), i, PathOutcome.Result.REFUSED, 0, "no")
                    : new PathOutcome(plan.commandId(), i, PathOutcome.Result.OPENED,
                        plan.paths().get(i).sourcePorts().get(0), ""));
            }
            engine.outcomes(this, outcomes);
            if (!refusing) {
                plan.paths().forEach(path -> established(plan.key(), path));
            }
        }

        private void established(ConnectionKey key, PlannedSubflow path) {
            FourTuple tuple = FourTuple.fourTuple(path.localAddress(), path.sourcePorts().get(0),
                path.remoteAddress(), path.remotePort());
            connections.update(key, known -> known.copy().with(Subflow.subflow(tuple, 1, 0, path.backup())).build());
            engine.changed(this, key);
        }

        @Override
        public void send(List<SubflowCommand> commands) {
            for (SubflowCommand command : commands) {
                boolean close = command.kind() == SubflowCommand.Kind.CLOSE;
                closed += close ? 1 : 0;
                backups += close ? 0 : 1;
                Subflow subflow = Subflow.subflow(command.tuple(), 0, 0, true);
                connections.update(command.key(), known -> close ? known.copy().without(subflow).build()
                    : known.copy().with(subflow).build());
                engine.outcomes(this, List.of(new PathOutcome(command.commandId(), PathOutcome.NO_PATH,
                    PathOutcome.Result.OPENED, 0, "")));
                engine.changed(this, command.key());
            }
        }
    }
}
