// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cli;

import java.util.ArrayList;
import java.util.List;
import org.crosslayer.mptcp.view.AgentView;
import org.crosslayer.mptcp.view.DeviceView;
import org.crosslayer.mptcp.view.HostView;
import org.crosslayer.mptcp.view.LinkView;

/** Lines about devices, links, hosts and agents. */
final class FabricText {
    private FabricText() {
    }

    static List<String> agent(AgentView agent) {
        return List.of(String.format(
            "%s at %s since %s: version %s, kernel %s, addresses %s, at most %d subflows, connections %d", agent.id,
            agent.remote, agent.attached, agent.version, agent.kernelRelease, String.join(",", agent.addresses),
            agent.maxSubflows, agent.connections));
    }

    static List<String> device(DeviceView device) {
        List<String> lines = new ArrayList<>();
        lines.add(device.name + " is " + device.id + ", hash " + (device.hash == null ? "not known" : device.hash));
        if (device.links != null) {
            device.links.forEach(link -> lines.add("  " + line(link)));
        }
        return lines;
    }

    static String line(LinkView link) {
        return link.link + (link.up ? " up, " : " down, ")
            + (link.rateBps == null ? "rate unknown" : Rates.text(link.rateBps)) + ", traffic "
            + (link.trafficBps == null ? "unknown" : Rates.text(link.trafficBps)
                + (link.trafficSource == LinkView.TrafficSource.AGENTS ? " as agents report" : ""))
            + (link.plannedBps == 0 ? "" : ", planned " + Rates.text(link.plannedBps));
    }

    static List<String> host(HostView host) {
        return List.of(host.id + " " + String.join(",", host.addresses) + " at " + (host.locations.isEmpty()
            ? "no live link" : String.join(",", host.locations)) + (host.agent == null ? "" : ", agent " + host.agent));
    }
}
