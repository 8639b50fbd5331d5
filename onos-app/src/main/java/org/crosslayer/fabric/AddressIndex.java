// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.fabric;

import org.crosslayer.ecmp.Address;

/**
 * The host that has an address; open addressing without an object per entry. Changes only while a fabric is made.
 */
final class AddressIndex {

    private Address[] addresses;
    private int[] hosts;
    private int count;

    AddressIndex(int expected) {
        addresses = new Address[Integer.highestOneBit(Math.max(8, expected)) << 2];
        hosts = new int[addresses.length];
    }

    /** The host of an address, NONE if there is none. */
    int get(Address address) {
        int slot = slot(address);
        return addresses[slot] == null ? FabricLink.NONE : hosts[slot];
    }

    /** Notes the host of an address unless it has one; returns the one that it had, or NONE. */
    int putIfAbsent(Address address, int host) {
        int slot = slot(address);
        if (addresses[slot] != null) {
            return hosts[slot];
        }
        addresses[slot] = address;
        hosts[slot] = host;
        if (2 * ++count > addresses.length) {
            grow();
        }
        return FabricLink.NONE;
    }

    private int slot(Address address) {
        long hash = address.hashCode() * 0x9e3779b97f4a7c15L;
        int slot = (int) (hash >>> Integer.SIZE) & addresses.length - 1;
        while (addresses[slot] != null && !addresses[slot].equals(address)) {
            slot = slot + 1 & addresses.length - 1;
        }
        return slot;
    }

    private void grow() {
        Address[] known = addresses;
        int[] values = hosts;
        addresses = new Address[2 * known.length];
        hosts = new int[2 * known.length];
        count = 0;
        for (int i = 0; i < known.length; i++) {
            if (known[i] != null) {
                putIfAbsent(known[i], values[i]);
            }
        }
    }
}
