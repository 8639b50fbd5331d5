// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.view;

import java.util.List;

/** The whole fabric at once, to draw it. */
public final class TopologyView {
    /** Changes with the devices, links and hosts; not with traffic. */
    public final long revision;
    public final List<DeviceView> devices;
    public final List<LinkView> links;
    public final List<HostView> hosts;

    TopologyView(long revision, List<DeviceView> devices, List<LinkView> links, List<HostView> hosts) {
        this.revision = revision;
        this.devices = List.copyOf(devices);
        this.links = List.copyOf(links);
        this.hosts = List.copyOf(hosts);
    }
}
