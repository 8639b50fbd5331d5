// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.FabricDevice;
import org.crosslayer.fabric.LinkUtilisation;

/** A device of the fabric with the links that leave it. */
final class DeviceView implements View {
    private final Fabric fabric;
    private final LinkUtilisation utilisation;
    private final FabricDevice device;
    /** By ascending port. */
    private final List<Integer> links;

    DeviceView(Fabric fabric, LinkUtilisation utilisation, int device) {
        this.fabric = fabric;
        this.utilisation = utilisation;
        this.device = fabric.device(device);
        this.links = IntStream.range(0, fabric.linkCount()).filter(link -> fabric.sourceDevice(link) == device)
            .boxed().sorted(Comparator.comparingLong(link -> fabric.link(link).sourcePort()))
            .collect(Collectors.toList());
    }

    /** The device of an identifier or else a name. */
    static int find(Fabric fabric, String text) {
        int byId = fabric.deviceOf(text);
        return byId >= 0 ? byId : IntStream.range(0, fabric.deviceCount())
            .filter(device -> fabric.device(device).name().equals(text)).findFirst()
            .orElseThrow(() -> new IllegalArgumentException("'" + text
                + "' is not the name or identifier of a device in the fabric; mptcp-fabric counts "
                + fabric.deviceCount() + ", devices lists all that ONOS knows"));
    }

    @Override
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(device.name() + " is " + device.id() + ", hash "
            + device.hash().map(Object::toString).orElse("not known"));
        for (int link : links) {
            String rate = fabric.rateBps(link) == 0 ? "rate unknown" : Rates.text(fabric.rateBps(link));
            String traffic = utilisation.known(link) ? Rates.text(utilisation.bitsPerSecond(link)) : "unknown";
            lines.add("  " + LinkText.ends(fabric, link) + (fabric.live(link) ? " up, " : " down, ") + rate
                + ", traffic " + traffic);
        }
        return lines;
    }

    @Override
    public ObjectNode json(ObjectMapper mapper) {
        ObjectNode root = mapper.createObjectNode();
        root.put("id", device.id()).put("name", device.name())
            .put("hash", device.hash().map(Object::toString).orElse(null));
        ArrayNode list = root.putArray("links");
        for (int link : links) {
            ObjectNode node = list.addObject().put("port", fabric.link(link).sourcePort())
                .put("link", LinkText.ends(fabric, link)).put("up", fabric.live(link))
                .put("rateBps", fabric.rateBps(link) == 0 ? null : (Long) fabric.rateBps(link));
            node.put("trafficBps", utilisation.known(link) ? (Long) utilisation.bitsPerSecond(link) : null);
        }
        return root;
    }
}
