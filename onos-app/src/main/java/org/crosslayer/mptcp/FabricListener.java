// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp;

import org.onosproject.event.EventListener;

/** Told when the fabric or the policy was replaced; must hand off at once. */
public interface FabricListener extends EventListener<FabricEvent> {
}
