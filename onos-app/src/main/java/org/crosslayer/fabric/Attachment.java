// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.fabric;

import java.util.Arrays;

/**
 * The devices behind any of which a destination is. Hosts at the same devices share their next hops.
 */
final class Attachment {

    private final int[] devices;
    private final int hash;

    /** Ascending devices without repetition. */
    Attachment(int[] devices) {
        this.devices = devices;
        this.hash = Arrays.hashCode(devices);
    }

    int[] devices() {
        return devices;
    }

    /** The device if there is exactly one, else NONE. */
    int only() {
        return devices.length == 1 ? devices[0] : FabricLink.NONE;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Attachment && Arrays.equals(devices, ((Attachment) other).devices);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
