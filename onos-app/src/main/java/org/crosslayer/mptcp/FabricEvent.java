// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp;

import org.crosslayer.fabric.Fabric;
import org.onosproject.event.AbstractEvent;

/** The fabric, the policy or the measured traffic was replaced. */
public final class FabricEvent extends AbstractEvent<FabricEvent.Type, Fabric> {

    /** What happened. */
    public enum Type {
        /** There is a new snapshot: devices, links, hosts or hashes have changed. */
        FABRIC_CHANGED,
        /** There is a new policy; the fabric is the same. */
        POLICY_CHANGED,
        /** There is a new measurement of the links' traffic; fabric and policy are the same. */
        UTILISATION_MEASURED
    }

    /**
     * Makes an event.
     *
     * @param type    what happened
     * @param subject the fabric in force
     */
    public FabricEvent(Type type, Fabric subject) {
        super(type, subject);
    }

    /**
     * Makes an event that others have caused.
     *
     * @param type    what happened
     * @param subject the fabric in force
     * @param time    when the first event occurred that led to it, milliseconds since 1970
     */
    public FabricEvent(Type type, Fabric subject, long time) {
        super(type, subject, time);
    }
}
