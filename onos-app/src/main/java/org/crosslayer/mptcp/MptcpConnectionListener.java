// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp;

import org.onosproject.event.EventListener;

/** Hears of changes of connections, on ONOS's event thread. */
public interface MptcpConnectionListener extends EventListener<MptcpConnectionEvent> {
}
