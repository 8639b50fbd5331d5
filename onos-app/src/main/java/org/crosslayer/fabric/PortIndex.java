// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.fabric;

import java.util.Arrays;

/**
 * The link that leaves a port, by device and port number; open addressing in flat arrays. Changes only while a
 * fabric is made.
 */
final class PortIndex {

    private int[] device;
    private long[] port;
    /** Link, NONE where the slot is free. */
    private int[] link;
    private int count;

    PortIndex(int expected) {
        allocate(Integer.highestOneBit(Math.max(8, expected)) << 2);
    }

    /** The same ports, to be added to. */
    PortIndex(PortIndex other) {
        device = other.device.clone();
        port = other.port.clone();
        link = other.link.clone();
        count = other.count;
    }

    /** The link that leaves a port, NONE if there is none. */
    int get(int ofDevice, long number) {
        return link[slot(ofDevice, number)];
    }

    /** Notes a link unless the port has one; returns the one that it had, or NONE. */
    int putIfAbsent(int ofDevice, long number, int index) {
        int slot = slot(ofDevice, number);
        int known = link[slot];
        if (known == FabricLink.NONE) {
            device[slot] = ofDevice;
            port[slot] = number;
            link[slot] = index;
            if (2 * ++count > link.length) {
                grow();
            }
        }
        return known;
    }

    /** Notes a link in place of the one that the port may have had. */
    void put(int ofDevice, long number, int index) {
        if (putIfAbsent(ofDevice, number, index) != FabricLink.NONE) {
            link[slot(ofDevice, number)] = index;
        }
    }

    private int slot(int ofDevice, long number) {
        long hash = (number * 0x9e3779b97f4a7c15L + ofDevice) * 0xbf58476d1ce4e5b9L;
        int slot = (int) (hash >>> Integer.SIZE) & link.length - 1;
        while (link[slot] != FabricLink.NONE && (device[slot] != ofDevice || port[slot] != number)) {
            slot = slot + 1 & link.length - 1;
        }
        return slot;
    }

    private void grow() {
        int[] devices = device;
        long[] ports = port;
        int[] links = link;
        allocate(2 * links.length);
        for (int i = 0; i < links.length; i++) {
            if (links[i] != FabricLink.NONE) {
                putIfAbsent(devices[i], ports[i], links[i]);
            }
        }
    }

    private void allocate(int size) {
        device = new int[size];
        port = new long[size];
        link = new int[size];
        Arrays.fill(link, FabricLink.NONE);
        count = 0;
    }
}
