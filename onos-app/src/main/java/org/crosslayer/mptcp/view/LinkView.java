// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.view;

import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.FabricLink;

/** A link in one direction. */
public final class LinkView {

    /** Who tells of a link's traffic. */
    public enum TrafficSource {
        /** Port statistics: all traffic. */
        PORTS,
        /** Agents of this node: traffic of the connections that they report. */
        AGENTS
    }

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
    /** Null if not known. */
    public final Long trafficBps;
    /** Who tells of the traffic; null: nobody. */
    public final TrafficSource trafficSource;
    /** Load that plans expect from all connections that agents have reported. */
    public final long plannedBps;

    LinkView(Fabric fabric, int index, LinkTraffic traffic, LinkLoads planned) {
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
        this.trafficSource = traffic.source(index);
        this.trafficBps = trafficSource == null ? null : (Long) traffic.bps(index);
        this.plannedBps = planned.bps(fabric, index);
    }

    private static String end(Fabric fabric, int device, int host) {
        return device == FabricLink.NONE ? fabric.host(host).id() : fabric.device(device).name();
    }
}
