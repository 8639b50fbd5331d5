// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.fabric;

import java.util.Arrays;
import org.crosslayer.ecmp.Address;
import org.crosslayer.ecmp.FiveTuple;
import org.crosslayer.ecmp.PortSelector;

/**
 * What the devices on the way do with the packets of one pair of addresses, looked up once for each device instead
 * of once for each packet. A device that comes up again gets its hash bound to the addresses. Belongs to one thread.
 */
final class HopCache {

    private static final int SLOTS = 128;

    private final Fabric fabric;
    private final int[] device = new int[SLOTS];
    private final NextHops[] nextHops = new NextHops[SLOTS];
    private final PortSelector[] bound = new PortSelector[SLOTS];
    private final boolean[] seen = new boolean[SLOTS];
    private FiveTuple flow;
    private Address destination;
    private DestinationTable shortest;

    HopCache(Fabric fabric) {
        this.fabric = fabric;
    }

    /** Turns to other packets. */
    void towards(int destinationHost, FiveTuple packets) {
        flow = packets;
        destination = packets.destination();
        shortest = fabric.towards(destinationHost);
        Arrays.fill(device, FabricLink.NONE);
    }

    /** Next hops of a device, null if it has no route. */
    NextHops nextHops(int ofDevice) {
        int slot = ofDevice & SLOTS - 1;
        if (device[slot] == ofDevice) {
            return nextHops[slot];
        }
        RouteTable routes = fabric.routes(ofDevice);
        NextHops found = routes != null ? routes.lookup(destination)
                : shortest == null ? null : shortest.nextHops(ofDevice);
        // A device with one next hop, as every core router has, must not drive out one whose hash is bound.
        if (found != null && found.size() > 1) {
            device[slot] = ofDevice;
            nextHops[slot] = found;
            bound[slot] = null;
            seen[slot] = false;
        }
        return found;
    }

    /**
     * The choice of a device that has just been asked for and has several next hops; null if binding it does not pay
     * yet or there is no model.
     */
    PortSelector bound(int ofDevice) {
        int slot = ofDevice & SLOTS - 1;
        if (bound[slot] == null && nextHops[slot].modelled()) {
            if (seen[slot]) {
                bound[slot] = nextHops[slot].selector().bind(flow);
            }
            seen[slot] = true;
        }
        return bound[slot];
    }
}
