// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.view;

import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.FabricLink;
import org.crosslayer.fabric.LinkUtilisation;

/** A link in one direction. */
public final class LinkView {
    /** As in paths: the device and the port that packets leave it by; of a host's link, the host and where it leads. */
    public final String id;
    /** Both ends, for people. */
    public final String link;
    /** Name of the device, or identifier of the host, that packets leave. */
    public final String source;
    /** Port there; 0 of a host. */
    public final long port;
    public final String destination;
    public final long destinationPort;
    /** Whether one end is a host. */
    public final boolean ofHost;
    public final boolean up;
    /** Null if not known. */
    public final Long rateBps;
    /** Traffic that ONOS's port statistics tell of; null if not known. */
    public final Long trafficBps;
    /** Load that plans expect from all connections that agents have reported. */
    public final long plannedBps;

    LinkView(Fabric fabric, int index, LinkUtilisation utilisation, LinkLoads planned) {
        FabricLink end = fabric.link(index);
        this.source = end(fabric, end.sourceDevice(), end.host());
        this.port = end.sourceDevice() == FabricLink.NONE ? 0 : end.sourcePort();
        this.destination = end(fabric, end.destinationDevice(), end.host());
        this.destinationPort = end.destinationDevice() == FabricLink.NONE ? 0 : end.destinationPort();
        this.ofHost = end.host() != FabricLink.NONE;
        this.id = end.sourceDevice() == FabricLink.NONE ? source + ">" + destination + "/" + destinationPort
            : source + "/" + port;
        this.link = LinkText.ends(fabric, index);
        this.up = fabric.live(index);
        this.rateBps = fabric.rateBps(index) == 0 ? null : (Long) fabric.rateBps(index);
        this.trafficBps = utilisation.known(index) ? (Long) utilisation.bitsPerSecond(index) : null;
        this.plannedBps = planned.bps(fabric, index);
    }

    private static String end(Fabric fabric, int device, int host) {
        return device == FabricLink.NONE ? fabric.host(host).id() : fabric.device(device).name();
    }
}
