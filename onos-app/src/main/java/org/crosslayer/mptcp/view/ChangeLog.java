// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.view;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.crosslayer.mptcp.ConnectionKey;

/**
 * Which connections and other things have changed since which revision: the last change of each, not every change, so
 * that it is no longer than what there is. Its memory is bounded; who asks for what it has forgotten learns that.
 * Safe from any thread.
 */
final class ChangeLog {

    /** What else may change. */
    enum Topic { AGENTS, FABRIC, TRAFFIC, POLICY }

    /** What has changed since a revision. */
    static final class Changes {
        final long revision;
        final boolean forgotten;
        final List<ConnectionKey> keys;
        final Set<Topic> topics;

        private Changes(long revision, boolean forgotten, List<ConnectionKey> keys, Set<Topic> topics) {
            this.revision = revision;
            this.forgotten = forgotten;
            this.keys = keys;
            this.topics = topics;
        }
    }

    private final int most;
    /** Revision by connection; the latest change is the last entry. */
    private final LinkedHashMap<ConnectionKey, Long> connections = new LinkedHashMap<>();
    private final Map<Topic, Long> topics = new EnumMap<>(Topic.class);
    private long revision;
    /** Changes up to this revision may have been forgotten. */
    private long forgotten;

    /**
     * A log.
     *
     * @param start revision to begin with: higher than any of an earlier log that somebody may ask for
     * @param most  connections that are remembered
     */
    ChangeLog(long start, int most) {
        this.revision = start;
        this.forgotten = start - 1;
        this.most = most;
    }

    synchronized void changed(ConnectionKey key) {
        connections.remove(key);
        connections.put(key, ++revision);
        if (connections.size() > most) {
            Iterator<Long> oldest = connections.values().iterator();
            forgotten = oldest.next();
            oldest.remove();
        }
    }

    synchronized void changed(Topic topic) {
        topics.put(topic, ++revision);
    }

    synchronized long revision() {
        return revision;
    }

    /** What has changed after a revision. */
    synchronized Changes since(long after) {
        return between(after, revision);
    }

    /**
     * What has changed after a revision up to another; the latest change of a connection counts, so that each is there
     * once, and not at all if it has changed again since.
     */
    synchronized Changes between(long after, long upTo) {
        if (after < forgotten || after > revision) {
            return new Changes(upTo, true, List.of(), Set.of());
        }
        List<ConnectionKey> keys = new ArrayList<>();
        if (after < upTo) {
            connections.forEach((key, changed) -> {
                if (changed > after && changed <= upTo) {
                    keys.add(key);
                }
            });
        }
        Set<Topic> others = EnumSet.noneOf(Topic.class);
        topics.forEach((topic, changed) -> {
            if (changed > after && changed <= upTo) {
                others.add(topic);
            }
        });
        return new Changes(upTo, false, keys, others);
    }
}
