// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.FabricHost;

/** A host of the fabric. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class HostView {
    /** In ONOS: MAC address and VLAN. */
    public final String id;
    public final List<String> addresses;
    /** Devices and ports that it is at. */
    public final List<String> locations;
    /** The agent that speaks for one of its addresses; null if none is attached here. */
    public final String agent;

    HostView(Fabric fabric, int index, String agent) {
        FabricHost host = fabric.host(index);
        this.id = host.id();
        this.addresses = host.addresses().stream().map(Object::toString).collect(Collectors.toUnmodifiableList());
        this.locations = IntStream.range(0, host.attachments()).mapToObj(at -> fabric.link(host.uplink(at)))
            .map(up -> fabric.device(up.destinationDevice()).name() + "/" + up.destinationPort())
            .collect(Collectors.toUnmodifiableList());
        this.agent = agent;
    }
}
