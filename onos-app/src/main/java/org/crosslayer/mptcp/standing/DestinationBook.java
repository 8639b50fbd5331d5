// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.standing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.crosslayer.mptcp.ConnectionKey;
import org.crosslayer.standing.Destination;
import org.crosslayer.standing.DestinationUse;
import org.crosslayer.standing.StandingPolicy;

/**
 * How much one agent's host has used its destinations lately. Of the destinations those are kept that were used last.
 * Safe from any thread.
 */
final class DestinationBook {
    /** A destination that is worth a plan is used all the time; a scan of a thousand others costs no more than this. */
    static final int MOST_DESTINATIONS = 256;

    private final Map<Destination, DestinationUse> uses = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Destination, DestinationUse> eldest) {
            return size() > MOST_DESTINATIONS;
        }
    };
    private final Map<ConnectionKey, Live> live = new HashMap<>();

    /** A connection that is there, and what it had carried at its last reading. */
    private static final class Live {
        private final DestinationUse use;
        private long out;
        private long in;

        Live(DestinationUse use) {
            this.use = use;
        }
    }

    /** A connection is there; counted once. */
    synchronized void opened(ConnectionKey key, Destination destination, int windowSeconds, long nanos) {
        live.computeIfAbsent(key, same -> {
            DestinationUse use = uses.computeIfAbsent(destination, any -> new DestinationUse(windowSeconds, nanos));
            use.opened(nanos);
            return new Live(use);
        });
    }

    /** A connection is gone. */
    synchronized void closed(ConnectionKey key, long nanos) {
        Live gone = live.remove(key);
        if (gone != null) {
            gone.use.closed(nanos);
        }
    }

    /** What a connection has carried altogether; less than before if subflows have ended. */
    synchronized void carried(ConnectionKey key, long out, long in, long nanos) {
        Live known = live.get(key);
        if (known != null) {
            known.use.carried(Math.max(0, out - known.out), Math.max(0, in - known.in), nanos);
            known.out = out;
            known.in = in;
        }
    }

    /** Starts counting anew: the window is another. */
    synchronized void clear() {
        uses.clear();
        live.clear();
    }

    /** Something of a destination's use, or what it is of none. */
    synchronized <T> T of(Destination destination, T otherwise, Function<DestinationUse, T> what) {
        // Not get(): being looked at is no use.
        for (Map.Entry<Destination, DestinationUse> entry : uses.entrySet()) {
            if (entry.getKey().equals(destination)) {
                return what.apply(entry.getValue());
            }
        }
        return otherwise;
    }

    /**
     * Destinations that are worth a standing plan, the heaviest first.
     *
     * @param standing those that have one; they keep it down to half of what it takes to get it
     */
    synchronized List<Destination> worth(StandingPolicy policy, Predicate<Destination> standing, long nanos) {
        Map<Destination, Double> bytes = new HashMap<>();
        uses.forEach((destination, use) -> {
            double factor = standing.test(destination) ? 0.5 : 1;
            if (use.connections(nanos) >= factor * policy.minConnections()
                    && use.bytes(nanos) >= factor * policy.minBytes()) {
                bytes.put(destination, use.bytes(nanos));
            }
        });
        List<Destination> worth = new ArrayList<>(bytes.keySet());
        worth.sort(Comparator.comparingDouble((Destination destination) -> -bytes.get(destination))
            .thenComparing(Destination::toString));
        return worth;
    }

    synchronized int size() {
        return uses.size();
    }
}
