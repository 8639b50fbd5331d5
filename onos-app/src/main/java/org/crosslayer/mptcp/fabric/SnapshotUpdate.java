// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.fabric;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.FabricChange;
import org.crosslayer.fabric.FabricLink;
import org.onosproject.net.ConnectPoint;
import org.onosproject.net.Link;
import org.onosproject.net.LinkKey;

/**
 * Brings a snapshot up to date with some links and ports by looking at these alone.
 */
final class SnapshotUpdate {

    private final OnosNetwork onos;
    private final Fabric fabric;
    private final FabricChange change;

    private SnapshotUpdate(OnosNetwork onos, Fabric fabric) {
        this.onos = onos;
        this.fabric = fabric;
        this.change = fabric.change();
    }

    /**
     * The snapshot after some changes, which ONOS is asked about.
     *
     * @return null if it takes a full reading
     */
    static Fabric of(Fabric fabric, OnosNetwork onos, Changes changes) {
        if (!changes.few() || !fabric.leftOut().isEmpty()) {
            // What was left out may now be what counts.
            return null;
        }
        return new SnapshotUpdate(onos, fabric).apply(changes);
    }

    private Fabric apply(Changes changes) {
        Set<LinkKey> keys = new HashSet<>(changes.links());
        changes.ports().forEach(at -> {
            onos.links.getEgressLinks(at).forEach(link -> keys.add(LinkKey.linkKey(link)));
            onos.links.getIngressLinks(at).forEach(link -> keys.add(LinkKey.linkKey(link)));
        });
        if (!changes.ports().isEmpty()) {
            ports(changes.ports());
        }
        List<Link> present = new ArrayList<>();
        for (LinkKey key : keys) {
            Link link = onos.links.getLink(key.src(), key.dst());
            if (onos.counts(link)) {
                present.add(link);
            } else {
                gone(key);
            }
        }
        // After those that have gone, whose ports they may have.
        for (Link link : present) {
            if (!refresh(link)) {
                return null;
            }
        }
        return change.build();
    }

    private void gone(LinkKey key) {
        int link = known(key.src(), key.dst());
        if (link != FabricLink.NONE) {
            change.down(link);
        }
    }

    private boolean refresh(Link link) {
        int from = device(link.src());
        int to = device(link.dst());
        if (from == FabricLink.NONE || to == FabricLink.NONE) {
            return false;
        }
        int known = known(link.src(), link.dst());
        if (known == FabricLink.NONE) {
            int other = fabric.linkAt(from, link.src().port().toLong());
            if (other != FabricLink.NONE || onos.links.getEgressLinks(link.src()).size() > 1) {
                return false;
            }
            known = change.add(from, link.src().port().toLong(), to, link.dst().port().toLong(), onos.rate(link));
        }
        state(known, onos.up(link), onos.rate(link));
        return true;
    }

    /** Brings the links of hosts at some ports up to date. */
    private void ports(Set<ConnectPoint> ports) {
        Map<Integer, Map<Long, ConnectPoint>> byDevice = new HashMap<>();
        ports.forEach(at -> byDevice.computeIfAbsent(device(at), key -> new HashMap<>()).put(at.port().toLong(), at));
        for (int index = 0; index < fabric.linkCount(); index++) {
            FabricLink link = fabric.link(index);
            if (link.host() == FabricLink.NONE) {
                continue;
            }
            boolean up = link.sourceDevice() == FabricLink.NONE;
            int device = up ? link.destinationDevice() : link.sourceDevice();
            ConnectPoint at = byDevice.getOrDefault(device, Map.of())
                    .get(up ? link.destinationPort() : link.sourcePort());
            if (at != null) {
                state(index, onos.up(at), onos.rate(at));
            }
        }
    }

    private void state(int link, boolean up, long rate) {
        change.rate(link, rate);
        if (up) {
            change.up(link);
        } else {
            change.down(link);
        }
    }

    private int known(ConnectPoint from, ConnectPoint to) {
        int device = device(from);
        int link = device == FabricLink.NONE ? FabricLink.NONE : fabric.linkAt(device, from.port().toLong());
        return link != FabricLink.NONE && fabric.destinationDevice(link) == device(to)
                && fabric.link(link).host() == FabricLink.NONE
                && fabric.link(link).destinationPort() == to.port().toLong() ? link : FabricLink.NONE;
    }

    private int device(ConnectPoint at) {
        return fabric.deviceOf(at.deviceId().toString());
    }
}
