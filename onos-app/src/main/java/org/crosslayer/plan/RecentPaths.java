// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.plan;

import java.util.LinkedHashMap;
import java.util.Map;
import org.crosslayer.ecmp.Address;
import org.crosslayer.ecmp.FiveTuple;
import org.crosslayer.fabric.Fabric;

/**
 * The paths between those addresses that were asked for lately: hosts talk to the same service again and again, and
 * from the second time on what their ports lead to is remembered. Belongs to one thread.
 */
final class RecentPaths {

    /** Each may remember 128 KiB. */
    static final int MOST = 64;

    private final Map<Key, PairedPaths> known = new LinkedHashMap<>(2 * MOST, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, PairedPaths> eldest) {
            return size() > MOST;
        }
    };
    private Fabric fabric;

    /** The paths that subflows of a connection can take. */
    PairedPaths of(Fabric current, FiveTuple flow) {
        if (current != fabric) {
            known.clear();
            fabric = current;
        }
        Key key = new Key(flow);
        PairedPaths paths = known.get(key);
        if (paths == null) {
            paths = new PairedPaths(current, flow);
            known.put(key, paths);
        } else {
            paths.remember();
        }
        return paths;
    }

    private static final class Key {
        private final Address source;
        private final Address destination;
        private final int destinationPort;

        Key(FiveTuple flow) {
            source = flow.source();
            destination = flow.destination();
            destinationPort = flow.destinationPort();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key && destinationPort == ((Key) other).destinationPort
                    && source.equals(((Key) other).source) && destination.equals(((Key) other).destination);
        }

        @Override
        public int hashCode() {
            return (31 * source.hashCode() + destination.hashCode()) * 31 + destinationPort;
        }
    }
}
