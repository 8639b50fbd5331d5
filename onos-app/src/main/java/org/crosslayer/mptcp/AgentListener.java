// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp;

import org.onosproject.event.EventListener;

/** Hears of agents that come and go, on ONOS's event thread. */
public interface AgentListener extends EventListener<AgentEvent> {
}
