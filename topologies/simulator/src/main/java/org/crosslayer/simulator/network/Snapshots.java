// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.simulator.network;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.crosslayer.ecmp.Address;
import org.crosslayer.ecmp.EcmpHash;
import org.crosslayer.ecmp.LinuxEcmpHash;
import org.crosslayer.ecmp.LinuxEcmpHash.Policy;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.FabricBuilder;

/**
 * Makes the fabric snapshots of one network: Linux routers with hash policy 3, each with a seed of its own, that
 * route on the shortest paths which are left. Host n has address 10.0.0.0 + n + 1 and index n in every snapshot.
 */
public final class Snapshots {

    private static final int FIRST_ADDRESS = 0x0a000001;

    private final Cabling cabling;
    private final List<EcmpHash> hashes = new ArrayList<>();
    private final List<Address> addresses = new ArrayList<>();

    /**
     * Switches the network on.
     *
     * @param cabling the network
     * @param random  draws the routers' seeds
     */
    public Snapshots(Cabling cabling, SplittableRandom random) {
        this.cabling = cabling;
        for (int router = 0; router < cabling.routerCount(); router++) {
            hashes.add(new LinuxEcmpHash(Policy.FIVE_TUPLE, random.nextInt(1, Integer.MAX_VALUE)));
        }
        for (int host = 0; host < cabling.hostCount(); host++) {
            int number = FIRST_ADDRESS + host;
            addresses.add(Address.of(new byte[] {(byte) (number >>> 24), (byte) (number >>> 16),
                    (byte) (number >>> 8), (byte) number}));
        }
    }

    /**
     * Address of a host.
     *
     * @param host its number
     * @return IPv4 address
     */
    public Address address(int host) {
        return addresses.get(host);
    }

    /**
     * The network as it is now.
     *
     * @param state which cables work
     * @return the snapshot
     */
    public Fabric fabric(CableState state) {
        FabricBuilder builder = new FabricBuilder();
        for (int router = 0; router < cabling.routerCount(); router++) {
            builder.device(id(router), cabling.routerName(router), hashes.get(router));
        }
        for (int index = 0; index < cabling.cableCount(); index++) {
            Cabling.Cable cable = cabling.cable(index);
            long rate = Math.round(cable.rateBps() * state.fraction(index));
            if (rate > 0) {
                builder.link(id(cable.oneRouter()), cable.onePort(), id(cable.otherRouter()), cable.otherPort(), rate);
                builder.link(id(cable.otherRouter()), cable.otherPort(), id(cable.oneRouter()), cable.onePort(), rate);
            }
        }
        for (int host = 0; host < cabling.hostCount(); host++) {
            Cabling.HostPort port = cabling.host(host);
            builder.host("h" + host, List.of(addresses.get(host)), id(port.router()), port.port(), port.rateBps());
        }
        Fabric fabric = builder.build();
        if (!fabric.leftOut().isEmpty()) {
            throw new IllegalStateException("the simulated network contradicts itself: " + fabric.leftOut().get(0));
        }
        return fabric;
    }

    private static String id(int router) {
        return "r" + router;
    }
}
