// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.planning;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import org.crosslayer.ecmp.Address;
import org.crosslayer.ecmp.LinuxEcmpHash;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.FabricBuilder;
import org.crosslayer.mptcp.Agent;
import org.crosslayer.mptcp.AgentCapabilities;
import org.crosslayer.mptcp.AgentId;
import org.crosslayer.mptcp.ConnectionKey;
import org.crosslayer.mptcp.ConnectionToken;
import org.crosslayer.mptcp.FourTuple;
import org.crosslayer.mptcp.MptcpConnection;
import org.crosslayer.mptcp.Subflow;
import org.crosslayer.plan.PlannerPolicy;
import org.onlab.packet.IpAddress;

/**
 * Plans for connections that do not exist, so that the first real one does not wait for class loading and the
 * compiler for all of it: its plan takes tens of milliseconds, half of what it takes without.
 */
final class WarmUp {
    private static final int ROUNDS = 500;
    private static final int PATHS = 4;
    private static final int FIRST_PORT = 33_000;
    private static final int HOST_PORT = 100;
    private static final IpAddress CLIENT = IpAddress.valueOf("192.0.2.1");
    private static final IpAddress SERVER = IpAddress.valueOf("198.51.100.1");

    private WarmUp() {
    }

    static void run(ConnectionPlanner planner) {
        Fabric fabric = fabric();
        Agent agent = new Agent(AgentId.agentId("warm-up"), "", "", List.of(CLIENT),
            new AgentCapabilities(EnumSet.allOf(AgentCapabilities.Ability.class), PATHS), "", Instant.EPOCH);
        for (int i = 0; i < ROUNDS; i++) {
            FourTuple initial = FourTuple.fourTuple(CLIENT, FIRST_PORT + i, SERVER, 80);
            MptcpConnection connection = MptcpConnection.builder(
                    ConnectionKey.connectionKey(agent.id(), ConnectionToken.token(i)), initial)
                .with(Subflow.subflow(initial, 0, 0, false)).build();
            planner.propose(fabric, PlannerPolicy.DEFAULT, agent, connection, List.of(), port -> false);
        }
    }

    private static Fabric fabric() {
        FabricBuilder builder = new FabricBuilder().device("a", "a", hash(1)).device("b", "b", hash(2));
        for (int port = 1; port <= PATHS; port++) {
            builder.link("a", port, "b", port, 0).link("b", port, "a", port, 0);
        }
        return builder.host("client", List.of(Address.of(CLIENT.toOctets())), "a", HOST_PORT, 0)
            .host("server", List.of(Address.of(SERVER.toOctets())), "b", HOST_PORT, 0).build();
    }

    private static LinuxEcmpHash hash(int seed) {
        return new LinuxEcmpHash(LinuxEcmpHash.Policy.FIVE_TUPLE, seed);
    }
}
