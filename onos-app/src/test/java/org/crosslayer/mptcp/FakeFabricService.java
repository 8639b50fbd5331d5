// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import org.crosslayer.ecmp.Address;
import org.crosslayer.ecmp.FiveTuple;
import org.crosslayer.ecmp.LinuxEcmpHash;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.FabricBuilder;
import org.crosslayer.fabric.PathTracer;
import org.crosslayer.plan.PlannerPolicy;
import org.crosslayer.standing.StandingPolicy;
import org.onlab.packet.IpAddress;

/**
 * A network and a policy that tests set.
 *
 * <pre>
 *                 / p1 \
 *   client --- r1 - ..  - r2 --- server       10.0.1.2, fd00:1::2      10.0.2.2, fd00:2::2
 *                 \ pN /
 * </pre>
 */
public final class FakeFabricService implements FabricService {
    public static final IpAddress CLIENT = IpAddress.valueOf("10.0.1.2");
    public static final IpAddress SERVER = IpAddress.valueOf("10.0.2.2");
    public static final IpAddress CLIENT6 = IpAddress.valueOf("fd00:1::2");
    public static final IpAddress SERVER6 = IpAddress.valueOf("fd00:2::2");

    private final Set<FabricListener> listeners = new CopyOnWriteArraySet<>();
    private volatile Fabric fabric;
    private volatile PlannerPolicy policy = PlannerPolicy.DEFAULT;
    private volatile StandingPolicy standing = StandingPolicy.OFF;

    private FakeFabricService(Fabric fabric) {
        this.fabric = fabric;
    }

    public static FakeFabricService withParallelPaths(int paths) {
        return new FakeFabricService(parallelPaths(paths));
    }

    public static FakeFabricService unknown() {
        return new FakeFabricService(Fabric.empty());
    }

    public static Fabric parallelPaths(int paths) {
        FabricBuilder builder = new FabricBuilder().device("r1", "r1", hash(42)).device("r2", "r2", hash(43));
        for (int i = 1; i <= paths; i++) {
            String middle = "p" + i;
            builder.device(middle, middle, hash(100 + i));
            builder.link("r1", i, middle, 1, 0).link(middle, 1, "r1", i, 0);
            builder.link(middle, 2, "r2", i, 0).link("r2", i, middle, 2, 0);
        }
        return builder
            .host("client", List.of(address(CLIENT), address(CLIENT6)), "r1", 100, 0)
            .host("server", List.of(address(SERVER), address(SERVER6)), "r2", 100, 0).build();
    }

    private static LinuxEcmpHash hash(int seed) {
        return new LinuxEcmpHash(LinuxEcmpHash.Policy.FIVE_TUPLE, seed);
    }

    /** The path that a subflow's packets take, in the direction of its SYN. */
    public String outboundPath(FourTuple tuple) {
        return new PathTracer(fabric).trace(FiveTuple.tcp(address(tuple.localAddress()), tuple.localPort(),
            address(tuple.remoteAddress()), tuple.remotePort())).label();
    }

    private static Address address(IpAddress address) {
        return Address.of(address.toOctets());
    }

    public void change(Fabric to) {
        fabric = to;
        listeners.forEach(listener -> listener.event(new FabricEvent(FabricEvent.Type.FABRIC_CHANGED, to)));
    }

    public void change(PlannerPolicy to) {
        policy = to;
        listeners.forEach(listener -> listener.event(new FabricEvent(FabricEvent.Type.POLICY_CHANGED, fabric)));
    }

    @Override
    public Fabric fabric() {
        return fabric;
    }

    @Override
    public StandingPolicy standing() {
        return standing;
    }

    public void stand(StandingPolicy next) {
        standing = next;
    }

    @Override
    public PlannerPolicy policy() {
        return policy;
    }

    @Override
    public void addListener(FabricListener listener) {
        listeners.add(listener);
    }

    @Override
    public void removeListener(FabricListener listener) {
        listeners.remove(listener);
    }
}
