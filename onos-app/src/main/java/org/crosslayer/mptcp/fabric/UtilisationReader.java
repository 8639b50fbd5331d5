// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp.fabric;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.crosslayer.fabric.Fabric;
import org.crosslayer.fabric.FabricLink;
import org.crosslayer.fabric.LinkUtilisation;
import org.onosproject.net.DeviceId;
import org.onosproject.net.device.DeviceService;
import org.onosproject.net.device.PortStatistics;

/**
 * Works out what every link carries from what devices count at their ports. Belongs to one thread.
 *
 * <p>ONOS keeps, for each port, the difference between the last two readings of its counters. One that stays the
 * same difference for too long comes from a device that has fallen silent, and is not believed any more.
 */
class UtilisationReader {

    /** How long a device may take to report again. */
    private static final long PATIENCE_NANOS = 30_000_000_000L;
    private static final double NANOS = 1e-9;

    private final DeviceService devices;
    private Map<DeviceId, Map<Long, Counted>> last = Map.of();

    UtilisationReader(DeviceService devices) {
        this.devices = devices;
    }

    /**
     * Bits per second on the links of a fabric.
     *
     * @param now time of the reading by System.nanoTime()
     */
    LinkUtilisation read(Fabric fabric, long now) {
        Map<DeviceId, Map<Long, Counted>> read = new HashMap<>();
        List<Map<Long, Counted>> byDevice = new ArrayList<>();
        for (int device = 0; device < fabric.deviceCount(); device++) {
            DeviceId id = DeviceId.deviceId(fabric.device(device).id());
            Map<Long, Counted> ports = ports(id, now);
            read.put(id, ports);
            byDevice.add(ports);
        }
        last = read;
        return LinkUtilisation.of(fabric, links(fabric, byDevice, now));
    }

    private Map<Long, Counted> ports(DeviceId id, long now) {
        Iterable<PortStatistics> statistics = devices.getPortDeltaStatistics(id);
        if (statistics == null) {
            return Map.of();
        }
        Map<Long, Counted> before = last.getOrDefault(id, Map.of());
        Map<Long, Counted> ports = new HashMap<>();
        for (PortStatistics delta : statistics) {
            long port = delta.portNumber().toLong();
            Counted known = before.get(port);
            ports.put(port, known != null && known.delta == delta ? known : new Counted(delta, now));
        }
        return ports;
    }

    /** What the sender has counted of each link, or else the receiver. */
    private static long[] links(Fabric fabric, List<Map<Long, Counted>> byDevice, long now) {
        long[] bits = new long[fabric.linkCount()];
        for (int i = 0; i < bits.length; i++) {
            FabricLink link = fabric.link(i);
            Counted sender = believed(byDevice, link.sourceDevice(), link.sourcePort(), now);
            Counted receiver = believed(byDevice, link.destinationDevice(), link.destinationPort(), now);
            bits[i] = sender != null ? sender.rate(sender.delta.bytesSent())
                    : receiver != null ? receiver.rate(receiver.delta.bytesReceived()) : LinkUtilisation.UNKNOWN;
        }
        return bits;
    }

    private static Counted believed(List<Map<Long, Counted>> byDevice, int device, long port, long now) {
        Counted counted = device == FabricLink.NONE ? null : byDevice.get(device).get(port);
        return counted == null || counted.seconds <= 0 || now - counted.since > PATIENCE_NANOS ? null : counted;
    }

    /** One port's counters, and when they were first seen. */
    private static final class Counted {
        private final PortStatistics delta;
        private final long since;
        private final double seconds;

        Counted(PortStatistics delta, long since) {
            this.delta = delta;
            this.since = since;
            this.seconds = delta.durationSec() + NANOS * delta.durationNano();
        }

        /** Counters that have begun anew give less than nothing. */
        long rate(long bytes) {
            return bytes < 0 ? LinkUtilisation.UNKNOWN : Math.round(bytes * Byte.SIZE / seconds);
        }
    }
}
