// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.view;

import java.util.Collection;
import java.util.stream.Stream;
import org.crosslayer.ecmp.Address;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.FabricLink;
import org.crosslayer.mptcp.Agent;
import org.onlab.packet.IpAddress;

/** How many of each a fabric has. Costs little, unlike {@link FabricView}. */
public final class FabricCounts {
    public final int devices;
    /** Live ones; a cable counts twice. */
    public final int links;
    public final int linksDown;
    public final int hosts;
    /** Lines that the list of problems has. */
    public final int problems;

    FabricCounts(Fabric fabric, Collection<Agent> agents) {
        this.devices = fabric.deviceCount();
        this.links = fabric.liveLinkCount();
        this.linksDown = fabric.linkCount() - links;
        this.hosts = fabric.hostCount();
        this.problems = fabric.problems().size()
            + (int) agents.stream().flatMap(agent -> homeless(fabric, agent)).count();
    }

    /** Addresses of an agent that no host of the fabric has. */
    static Stream<IpAddress> homeless(Fabric fabric, Agent agent) {
        return agent.addresses().stream().filter(ip -> fabric.hostOf(Address.of(ip.toOctets())) == FabricLink.NONE);
    }
}
