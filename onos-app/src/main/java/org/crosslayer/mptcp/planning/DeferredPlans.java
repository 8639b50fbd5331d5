// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.planning;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.crosslayer.mptcp.ConnectionKey;

/**
 * Connections that wait because the fabric is not known yet. After a start of ONOS its agents are often back before
 * its devices, links and hosts are: planning at once would spend subflows on luck.
 */
final class DeferredPlans {
    private final Set<ConnectionKey> keys = new LinkedHashSet<>();
    private boolean open = true;

    /** Keeps a connection for later; false if there is no waiting any more. */
    synchronized boolean defer(ConnectionKey key) {
        if (open) {
            keys.add(key);
        }
        return open;
    }

    /** Takes all that wait. */
    synchronized List<ConnectionKey> take() {
        List<ConnectionKey> taken = new ArrayList<>(keys);
        keys.clear();
        return taken;
    }

    /** Ends the waiting: what cannot be modelled from now on is planned without a model. */
    synchronized void close() {
        open = false;
    }
}
