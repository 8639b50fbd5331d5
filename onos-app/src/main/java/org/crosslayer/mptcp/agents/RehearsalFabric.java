// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.agents;

import com.google.protobuf.ByteString;
import java.util.List;
import org.crosslayer.ecmp.Address;
import org.crosslayer.ecmp.LinuxEcmpHash;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.FabricBuilder;
import org.crosslayer.mptcp.FabricListener;
import org.crosslayer.mptcp.FabricService;
import org.crosslayer.plan.PlannerPolicy;

/** Two routers with four links between them, and one host at each; addresses are those for documentation. */
final class RehearsalFabric implements FabricService {
    static final ByteString CLIENT = ByteString.copyFrom(new byte[] {(byte) 192, 0, 2, 1});
    static final ByteString SERVER = ByteString.copyFrom(new byte[] {(byte) 198, 51, 100, 1});
    private static final int LINKS = 4;
    private static final int HOST_PORT = 100;

    private final Fabric fabric = build();

    private static Fabric build() {
        FabricBuilder builder = new FabricBuilder().device("a", "a", hash(1)).device("b", "b", hash(2));
        for (int port = 1; port <= LINKS; port++) {
            builder.link("a", port, "b", port, 0).link("b", port, "a", port, 0);
        }
        return builder.host("client", List.of(Address.of(CLIENT.toByteArray())), "a", HOST_PORT, 0)
            .host("server", List.of(Address.of(SERVER.toByteArray())), "b", HOST_PORT, 0).build();
    }

    private static LinuxEcmpHash hash(int seed) {
        return new LinuxEcmpHash(LinuxEcmpHash.Policy.FIVE_TUPLE, seed);
    }

    @Override
    public Fabric fabric() {
        return fabric;
    }

    @Override
    public PlannerPolicy policy() {
        return PlannerPolicy.DEFAULT;
    }

    @Override
    public void addListener(FabricListener listener) {
    }

    @Override
    public void removeListener(FabricListener listener) {
    }
}
