// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.connections;

import org.onosproject.event.EventDeliveryService;

/** Makes the component as ONOS would. */
public final class TestConnections {
    private TestConnections() {
    }

    public static ConnectionManager activated(EventDeliveryService events) {
        ConnectionManager manager = new ConnectionManager();
        manager.eventDispatcher = events;
        manager.activate();
        return manager;
    }
}
