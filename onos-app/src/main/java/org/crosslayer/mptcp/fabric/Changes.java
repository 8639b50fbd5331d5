// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.fabric;

import java.util.HashSet;
import java.util.Set;
import org.onosproject.net.ConnectPoint;
import org.onosproject.net.LinkKey;

/**
 * What ONOS has reported since the last snapshot. Safe from any thread.
 */
final class Changes {

    /** More than that are read as a whole faster than one by one. */
    private static final int MOST = 256;

    private final Set<LinkKey> links = new HashSet<>();
    private final Set<ConnectPoint> ports = new HashSet<>();
    private boolean everything;
    /** When the first of them occurred, milliseconds since 1970; 0 if that is not known. */
    private long since;

    /** A link has come, gone or changed. */
    synchronized void link(LinkKey key) {
        links.add(key);
    }

    /** A port has come, gone or changed. */
    synchronized void port(ConnectPoint at) {
        ports.add(at);
    }

    /** Anything else has changed. */
    synchronized void everything() {
        everything = true;
    }

    /** Notes when a change occurred. */
    synchronized void occurred(long time) {
        since = since == 0 ? time : Math.min(since, time);
    }

    /** What there is, and none from now on. */
    synchronized Changes take() {
        Changes taken = new Changes();
        taken.links.addAll(links);
        taken.ports.addAll(ports);
        taken.everything = everything || links.size() + ports.size() > MOST;
        taken.since = since;
        since = 0;
        links.clear();
        ports.clear();
        everything = false;
        return taken;
    }

    /** Whether only links and ports have changed, and not too many. */
    synchronized boolean few() {
        return !everything;
    }

    synchronized long since() {
        return since;
    }

    Set<LinkKey> links() {
        return links;
    }

    Set<ConnectPoint> ports() {
        return ports;
    }
}
