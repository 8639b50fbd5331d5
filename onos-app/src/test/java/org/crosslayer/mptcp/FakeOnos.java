// SPDX-License-Identifier: Apache-2.0
package org.crosslayer.mptcp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.onlab.packet.IpAddress;
import org.onosproject.net.Annotations;
import org.onosproject.net.ConnectPoint;
import org.onosproject.net.DefaultDevice;
import org.onosproject.net.DefaultHost;
import org.onosproject.net.DefaultLink;
import org.onosproject.net.DefaultPort;
import org.onosproject.net.Device;
import org.onosproject.net.DeviceId;
import org.onosproject.net.Host;
import org.onosproject.net.HostId;
import org.onosproject.net.HostLocation;
import org.onosproject.net.Link;
import org.onosproject.net.LinkKey;
import org.onosproject.net.Port;
import org.onosproject.net.PortNumber;
import org.onosproject.net.device.DeviceAdminService;
import org.onosproject.net.device.DeviceDescription;
import org.onosproject.net.device.DeviceEvent;
import org.onosproject.net.device.DeviceListener;
import org.onosproject.net.device.DeviceProvider;
import org.onosproject.net.device.DeviceProviderRegistry;
import org.onosproject.net.device.DeviceProviderService;
import org.onosproject.net.device.DeviceProviderServiceAdapter;
import org.onosproject.net.device.DeviceServiceAdapter;
import org.onosproject.net.device.PortDescription;
import org.onosproject.net.device.PortStatistics;
import org.onosproject.net.host.HostDescription;
import org.onosproject.net.host.HostEvent;
import org.onosproject.net.host.HostListener;
import org.onosproject.net.host.HostProvider;
import org.onosproject.net.host.HostProviderRegistry;
import org.onosproject.net.host.HostProviderService;
import org.onosproject.net.host.HostServiceAdapter;
import org.onosproject.net.link.LinkDescription;
import org.onosproject.net.link.LinkEvent;
import org.onosproject.net.link.LinkListener;
import org.onosproject.net.link.LinkProvider;
import org.onosproject.net.link.LinkProviderRegistry;
import org.onosproject.net.link.LinkProviderService;
import org.onosproject.net.link.LinkProviderServiceAdapter;
import org.onosproject.net.link.LinkServiceAdapter;
import org.onosproject.net.provider.AbstractProviderRegistry;
import org.onosproject.net.provider.ProviderId;

/**
 * A network store in memory: what providers tell it, services show. Tests ask "is the host there?", not "was this
 * method called?".
 */
public final class FakeOnos {

    private static final ProviderId ANYBODY = new ProviderId("test", "test");

    public final Devices devices = new Devices();
    public final Links links = new Links();
    public final Hosts hosts = new Hosts();
    public final DeviceProviderRegistry deviceRegistry = new DeviceRegistry();
    public final LinkProviderRegistry linkRegistry = new LinkRegistry();
    public final HostProviderRegistry hostRegistry = new HostRegistry();

    private final Map<DeviceId, Device> deviceById = new LinkedHashMap<>();
    private final Set<DeviceId> disconnected = new HashSet<>();
    private final Map<DeviceId, List<Port>> ports = new LinkedHashMap<>();
    private final Map<DeviceId, List<PortStatistics>> statistics = new HashMap<>();
    private final Map<LinkKey, Link> linkByKey = new LinkedHashMap<>();
    private final Map<HostId, Host> hostById = new LinkedHashMap<>();

    /** Ports of a device go up or down. */
    public synchronized void enable(ConnectPoint at, boolean enabled) {
        Device device = deviceById.get(at.deviceId());
        Port old = devices.getPort(at.deviceId(), at.port());
        replace(old, new DefaultPort(device, old.number(), enabled, old.type(), old.portSpeed()));
    }

    /** A port gets another speed. */
    public synchronized void speed(ConnectPoint at, long megabits) {
        Port old = devices.getPort(at.deviceId(), at.port());
        replace(old, new DefaultPort(deviceById.get(at.deviceId()), old.number(), old.isEnabled(), old.type(),
                megabits));
    }

    private void replace(Port old, Port port) {
        List<Port> list = new ArrayList<>(ports.get((DeviceId) old.element().id()));
        list.set(list.indexOf(old), port);
        ports.put((DeviceId) old.element().id(), list);
        devices.post(new DeviceEvent(DeviceEvent.Type.PORT_UPDATED, (Device) port.element(), port));
    }

    /** Both directions of a link vanish, or come back as they were. */
    public void cut(ConnectPoint one, ConnectPoint other, boolean gone) {
        for (LinkKey key : List.of(LinkKey.linkKey(one, other), LinkKey.linkKey(other, one))) {
            Link link = DefaultLink.builder().providerId(ANYBODY).src(key.src()).dst(key.dst())
                    .type(Link.Type.DIRECT).build();
            synchronized (this) {
                if (gone) {
                    linkByKey.remove(key);
                } else {
                    linkByKey.put(key, link);
                }
            }
            LinkEvent.Type type = gone ? LinkEvent.Type.LINK_REMOVED : LinkEvent.Type.LINK_ADDED;
            links.listeners.forEach(listener -> listener.event(new LinkEvent(type, link)));
        }
    }

    /** What the ports of a device have counted between the last two readings. */
    public synchronized void counted(DeviceId id, PortStatistics... deltas) {
        statistics.put(id, List.of(deltas));
    }

    /** Devices, for everybody and for administrators. */
    public final class Devices extends DeviceServiceAdapter implements DeviceAdminService {
        private final List<DeviceListener> listeners = new ArrayList<>();

        void post(DeviceEvent event) {
            listeners.stream().filter(listener -> listener.isRelevant(event))
                    .forEach(listener -> listener.event(event));
        }

        @Override
        public Iterable<Device> getAvailableDevices() {
            synchronized (FakeOnos.this) {
                return new ArrayList<>(deviceById.values());
            }
        }

        @Override
        public Device getDevice(DeviceId id) {
            synchronized (FakeOnos.this) {
                return deviceById.get(id);
            }
        }

        @Override
        public boolean isAvailable(DeviceId id) {
            synchronized (FakeOnos.this) {
                return deviceById.containsKey(id) && !disconnected.contains(id);
            }
        }

        @Override
        public List<Port> getPorts(DeviceId id) {
            synchronized (FakeOnos.this) {
                return List.copyOf(ports.getOrDefault(id, List.of()));
            }
        }

        @Override
        public Port getPort(DeviceId id, PortNumber number) {
            return getPorts(id).stream().filter(port -> port.number().equals(number)).findFirst().orElse(null);
        }

        @Override
        public List<PortStatistics> getPortDeltaStatistics(DeviceId id) {
            synchronized (FakeOnos.this) {
                return statistics.getOrDefault(id, List.of());
            }
        }

        @Override
        public void removeDevice(DeviceId id) {
            Device gone;
            synchronized (FakeOnos.this) {
                gone = deviceById.remove(id);
                ports.remove(id);
            }
            post(new DeviceEvent(DeviceEvent.Type.DEVICE_REMOVED, gone));
        }

        @Override
        public void changePortState(DeviceId id, PortNumber number, boolean enable) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void addListener(DeviceListener listener) {
            listeners.add(listener);
        }

        @Override
        public void removeListener(DeviceListener listener) {
            listeners.remove(listener);
        }
    }

    /** Links. */
    public final class Links extends LinkServiceAdapter {
        private final List<LinkListener> listeners = new ArrayList<>();

        @Override
        public Iterable<Link> getLinks() {
            synchronized (FakeOnos.this) {
                return new ArrayList<>(linkByKey.values());
            }
        }

        @Override
        public Link getLink(ConnectPoint from, ConnectPoint to) {
            synchronized (FakeOnos.this) {
                return linkByKey.get(LinkKey.linkKey(from, to));
            }
        }

        @Override
        public Set<Link> getEgressLinks(ConnectPoint at) {
            synchronized (FakeOnos.this) {
                return linkByKey.values().stream().filter(link -> link.src().equals(at)).collect(Collectors.toSet());
            }
        }

        @Override
        public Set<Link> getIngressLinks(ConnectPoint at) {
            synchronized (FakeOnos.this) {
                return linkByKey.values().stream().filter(link -> link.dst().equals(at)).collect(Collectors.toSet());
            }
        }

        @Override
        public void addListener(LinkListener listener) {
            listeners.add(listener);
        }

        @Override
        public void removeListener(LinkListener listener) {
            listeners.remove(listener);
        }
    }

    /** Hosts. */
    public final class Hosts extends HostServiceAdapter {
        private final List<HostListener> listeners = new ArrayList<>();

        @Override
        public Iterable<Host> getHosts() {
            synchronized (FakeOnos.this) {
                return new ArrayList<>(hostById.values());
            }
        }

        @Override
        public void addListener(HostListener listener) {
            listeners.add(listener);
        }

        @Override
        public void removeListener(HostListener listener) {
            listeners.remove(listener);
        }
    }

    private final class DeviceSink extends DeviceProviderServiceAdapter {
        @Override
        public void deviceDisconnected(DeviceId id) {
            synchronized (FakeOnos.this) {
                disconnected.add(id);
            }
        }

        @Override
        public void deviceConnected(DeviceId id, DeviceDescription description) {
            Device device = new DefaultDevice(ANYBODY, id, description.type(), "", "", "", "",
                    description.chassisId(), (Annotations) description.annotations());
            synchronized (FakeOnos.this) {
                deviceById.put(id, device);
                disconnected.remove(id);
            }
            devices.post(new DeviceEvent(DeviceEvent.Type.DEVICE_ADDED, device));
        }

        @Override
        public void updatePorts(DeviceId id, List<PortDescription> descriptions) {
            Device device = devices.getDevice(id);
            synchronized (FakeOnos.this) {
                ports.put(id, descriptions.stream().map(port -> new DefaultPort(device, port.portNumber(),
                        port.isEnabled(), port.type(), port.portSpeed())).collect(Collectors.toList()));
            }
            devices.post(new DeviceEvent(DeviceEvent.Type.PORT_UPDATED, device));
        }
    }

    private final class LinkSink extends LinkProviderServiceAdapter {
        LinkSink(LinkProvider provider) {
            super(provider);
        }

        @Override
        public void linkDetected(LinkDescription description) {
            Link link = DefaultLink.builder().providerId(ANYBODY).src(description.src()).dst(description.dst())
                    .type(description.type()).build();
            synchronized (FakeOnos.this) {
                linkByKey.put(LinkKey.linkKey(link), link);
            }
            links.listeners.forEach(listener -> listener.event(new LinkEvent(LinkEvent.Type.LINK_ADDED, link)));
        }

        @Override
        public void linkVanished(LinkDescription description) {
            Link link;
            synchronized (FakeOnos.this) {
                link = linkByKey.remove(LinkKey.linkKey(description.src(), description.dst()));
            }
            links.listeners.forEach(listener -> listener.event(new LinkEvent(LinkEvent.Type.LINK_REMOVED, link)));
        }
    }

    private final class HostSink implements HostProviderService {
        @Override
        public void hostDetected(HostId id, HostDescription description, boolean replaceIps) {
            Host host;
            synchronized (FakeOnos.this) {
                if (hostById.containsKey(id) && !hostById.get(id).locations().equals(description.locations())) {
                    throw new IllegalStateException(id + " would be in two places");
                }
                host = new DefaultHost(ANYBODY, id, description.hwAddress(), description.vlan(),
                        description.locations(), description.ipAddress(), description.configured());
                hostById.put(id, host);
            }
            hosts.listeners.forEach(listener -> listener.event(new HostEvent(HostEvent.Type.HOST_ADDED, host)));
        }

        @Override
        public void hostVanished(HostId id) {
            Host host;
            synchronized (FakeOnos.this) {
                host = hostById.remove(id);
            }
            hosts.listeners.forEach(listener -> listener.event(new HostEvent(HostEvent.Type.HOST_REMOVED, host)));
        }

        @Override
        public void removeIpFromHost(HostId id, IpAddress address) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void removeLocationFromHost(HostId id, HostLocation location) {
            throw new UnsupportedOperationException();
        }

        @Override
        public HostProvider provider() {
            throw new UnsupportedOperationException();
        }
    }

    private final class DeviceRegistry extends AbstractProviderRegistry<DeviceProvider, DeviceProviderService>
            implements DeviceProviderRegistry {
        @Override
        protected DeviceProviderService createProviderService(DeviceProvider provider) {
            return new DeviceSink();
        }
    }

    private final class LinkRegistry extends AbstractProviderRegistry<LinkProvider, LinkProviderService>
            implements LinkProviderRegistry {
        @Override
        protected LinkProviderService createProviderService(LinkProvider provider) {
            return new LinkSink(provider);
        }
    }

    private final class HostRegistry extends AbstractProviderRegistry<HostProvider, HostProviderService>
            implements HostProviderRegistry {
        @Override
        protected HostProviderService createProviderService(HostProvider provider) {
            return new HostSink();
        }
    }
}
