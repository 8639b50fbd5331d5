// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.view;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.crosslayer.ecmp.Address;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.FabricLink;
import org.crosslayer.mptcp.Agent;
import org.onlab.packet.IpAddress;

/** The fabric, its traffic and its planned load, read together. */
final class FabricReading {
    private final Fabric fabric;
    private final LinkTraffic traffic;
    private final LinkLoads loads;
    private final Map<Address, String> agents;

    /**
     * A reading.
     *
     * @param fabric   network
     * @param traffic  on its links
     * @param loads    planned loads
     * @param attached agents
     */
    FabricReading(Fabric fabric, LinkTraffic traffic, LinkLoads loads, Collection<Agent> attached) {
        this.fabric = fabric;
        this.traffic = traffic;
        this.loads = loads;
        this.agents = new HashMap<>();
        attached.forEach(agent -> agent.addresses().forEach(ip ->
            agents.put(Address.of(ip.toOctets()), agent.id().id())));
    }

    List<ProblemView> problems(Collection<Agent> attached) {
        List<ProblemView> problems = fabric.problems().stream()
            .map(problem -> new ProblemView(ProblemView.About.FABRIC, problem)).collect(Collectors.toList());
        attached.stream().sorted(Comparator.comparing(Agent::id))
            .forEach(agent -> FabricCounts.homeless(fabric, agent).sorted()
                .forEach(ip -> problems.add(homeless(agent, ip))));
        return problems;
    }

    private static ProblemView homeless(Agent agent, IpAddress address) {
        return new ProblemView(ProblemView.About.AGENT, "agent " + agent.id() + " speaks for " + address
            + ", which is not the address of a host in the fabric: its connections cannot be traced");
    }

    FabricView summary(List<ProblemView> problems) {
        return new FabricView(fabric, traffic, problems);
    }

    List<DeviceView> devices() {
        int[] degrees = new int[fabric.deviceCount()];
        for (int link = 0; link < fabric.linkCount(); link++) {
            if (fabric.live(link) && fabric.sourceDevice(link) != FabricLink.NONE
                    && fabric.destinationDevice(link) != FabricLink.NONE) {
                degrees[fabric.sourceDevice(link)]++;
            }
        }
        return IntStream.range(0, fabric.deviceCount())
            .mapToObj(device -> new DeviceView(fabric, device, degrees[device], null)).collect(Collectors.toList());
    }

    /** A device with the links that leave it. */
    Optional<DeviceView> device(String text) {
        int device = fabric.deviceOf(text);
        if (device < 0) {
            device = IntStream.range(0, fabric.deviceCount()).filter(each -> fabric.device(each).name().equals(text))
                .findFirst().orElse(FabricLink.NONE);
        }
        if (device < 0) {
            return Optional.empty();
        }
        int found = device;
        List<LinkView> links = IntStream.range(0, fabric.linkCount()).filter(link -> fabric.sourceDevice(link) == found)
            .mapToObj(this::link).sorted(Comparator.comparingLong(link -> link.port))
            .collect(Collectors.toUnmodifiableList());
        int degree = (int) links.stream().filter(link -> link.up && !link.ofHost).count();
        return Optional.of(new DeviceView(fabric, found, degree, links));
    }

    List<LinkView> links() {
        return IntStream.range(0, fabric.linkCount()).mapToObj(this::link).collect(Collectors.toList());
    }

    private LinkView link(int index) {
        return new LinkView(fabric, index, traffic, loads);
    }

    List<HostView> hosts() {
        return IntStream.range(0, fabric.hostCount()).mapToObj(host -> new HostView(fabric, host,
            fabric.host(host).addresses().stream().map(agents::get).filter(Objects::nonNull).findFirst().orElse(null)))
            .collect(Collectors.toList());
    }
}
