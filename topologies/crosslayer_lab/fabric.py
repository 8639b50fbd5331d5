# SPDX-License-Identifier: Apache-2.0
"""What a network of the lab is made of: the one description from which everything else is derived.

Addresses, routes, Mininet nodes and links, the network configuration given to ONOS and the lab's own path
predictions all come from a `Fabric`, so that they cannot disagree.
"""

from __future__ import annotations

import ipaddress
from collections import defaultdict, deque
from dataclasses import dataclass, field

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Interface = ipaddress.IPv4Interface | ipaddress.IPv6Interface

# One byte of the addresses is the number of a link.
MOST_LINKS = 255
LINUX_POLICY3 = "linux-policy3"
SOURCE_PORT_MODULO = "source-port-modulo"


@dataclass(frozen=True)
class Router:
    """A Linux router; `seed` is its fib_multipath_hash_seed, `ecmp` how it spreads flows over equal routes."""

    name: str
    seed: int
    ecmp: str = LINUX_POLICY3


@dataclass(frozen=True)
class Host:
    """A single-homed host."""

    name: str


@dataclass(frozen=True)
class Port:
    """One end of a link. Routers number their ports from 1, hosts have port 0 only."""

    node: str
    number: int
    mac: str
    ipv4: ipaddress.IPv4Interface
    ipv6: ipaddress.IPv6Interface

    @property
    def name(self) -> str:
        """Interface name, in Mininet's manner."""
        return f"{self.node}-eth{self.number}"

    def address(self, version: int) -> Interface:
        """IPv4 or IPv6 address with prefix length."""
        return self.ipv4 if version == 4 else self.ipv6


@dataclass(frozen=True)
class Link:
    """A full-duplex link; both ends are shaped to `rate_mbps` (None: as fast as the machine is)."""

    a: Port
    b: Port
    rate_mbps: int | None = None

    def end(self, node: str) -> Port:
        """This link's port at a node."""
        return self.a if self.a.node == node else self.b

    def far(self, node: str) -> Port:
        """This link's port at the other node."""
        return self.b if self.a.node == node else self.a


@dataclass(frozen=True)
class Route:
    """Equal-cost routes of a router to one prefix, next hops in ascending order of port number."""

    prefix: Network
    ports: tuple[Port, ...]
    gateways: tuple[Interface, ...]


@dataclass
class Fabric:
    """Routers, hosts and links. Build it with `router`, `host` and `link`, hosts before the links between routers."""

    routers: dict[str, Router] = field(default_factory=dict)
    hosts: dict[str, Host] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    mtu: int = 1500
    """Of all links, bytes."""
    queue_ms: int = 100
    """What waits at a shaped link, in the time that it takes to leave; the rest is dropped."""
    _links_of: dict[str, list[Link]] = field(default_factory=lambda: defaultdict(list), repr=False)
    _routes: dict[tuple[str, int], list[Route]] = field(default_factory=dict, repr=False)

    def router(self, name: str, seed: int, ecmp: str = LINUX_POLICY3) -> str:
        """Add a router and return its name."""
        self.routers[name] = Router(name, seed, ecmp)
        return name

    def host(self, name: str) -> str:
        """Add a host and return its name."""
        self.hosts[name] = Host(name)
        return name

    def link(self, a: str, b: str, rate_mbps: int | None = None) -> Link:
        """Join two nodes; the ports, hardware addresses, IPv4 and IPv6 addresses follow from the order of calls."""
        index = len(self.links) + 1
        if index > MOST_LINKS:
            raise ValueError(f"a network of the lab has at most {MOST_LINKS} links")
        to_host = a in self.hosts or b in self.hosts
        net4 = ipaddress.ip_network(f"10.{0 if to_host else 255}.{index}.0/{24 if to_host else 30}")
        net6 = ipaddress.ip_network(f"fd00:{0 if to_host else 255}:{index}::/64")
        ports = []
        # The router end of an access link gets .1, the host .2.
        for end, node in enumerate(sorted((a, b), key=lambda name: name in self.hosts)):
            width4, width6 = net4.prefixlen, net6.prefixlen
            ports.append(Port(
                node=node, number=self._free_port(node), mac=f"02:00:00:00:{index:02x}:{end + 1:02x}",
                ipv4=ipaddress.IPv4Interface(f"{net4[end + 1]}/{width4}"),
                ipv6=ipaddress.IPv6Interface(f"{net6[end + 1]}/{width6}")))
        link = Link(ports[0], ports[1], rate_mbps)
        self._add(link)
        return link

    def without(self, *links: Link) -> Fabric:
        """The network that is left when these links are down; ports and addresses of the others stay as they are."""
        left = Fabric(dict(self.routers), dict(self.hosts), mtu=self.mtu, queue_ms=self.queue_ms)
        for link in self.links:
            if link not in links:
                left._add(link)
        return left

    def _add(self, link: Link) -> None:
        self.links.append(link)
        for node in (link.a.node, link.b.node):
            self._links_of[node].append(link)
        self._routes.clear()

    def _free_port(self, node: str) -> int:
        return len(self.links_of(node)) + (0 if node in self.hosts else 1)

    def links_of(self, node: str) -> list[Link]:
        """Links of a node, in ascending order of its port numbers."""
        return self._links_of.get(node, [])

    def link_at(self, router: str, port: int) -> Link:
        """The link at a port of a router."""
        return next(link for link in self.links_of(router) if link.end(router).number == port)

    def link_between(self, a: str, b: str) -> Link:
        """The first link between two nodes."""
        return next(link for link in self.links_of(a) if link.far(a).node == b)

    def ports_of(self, node: str) -> list[Port]:
        """Ports of a node, ascending."""
        return [link.end(node) for link in self.links_of(node)]

    def access_port(self, host: str) -> Port:
        """The one port of a host."""
        return self.ports_of(host)[0]

    def attachment(self, host: str) -> Port:
        """The router port that a host is attached to."""
        return self.links_of(host)[0].far(host)

    def owner(self, address: str | ipaddress.IPv4Address | ipaddress.IPv6Address) -> str:
        """The host that has an address."""
        wanted = ipaddress.ip_address(address)
        for host in self.hosts:
            if self.access_port(host).address(wanted.version).ip == wanted:
                return host
        raise KeyError(f"no host has the address {address}")

    def prefixes(self, version: int) -> dict[Network, set[str]]:
        """Every prefix of the network with the routers that are attached to it."""
        found: dict[Network, set[str]] = {}
        for link in self.links:
            nodes = {link.a.node, link.b.node} & self.routers.keys()
            found[link.a.address(version).network] = nodes
        return found

    def routes(self, router: str, version: int) -> list[Route]:
        """The static routes of a router: fewest hops, all equal ones, ports ascending."""
        if (router, version) not in self._routes:
            self._routes[router, version] = self._shortest(router, version)
        return self._routes[router, version]

    def _shortest(self, router: str, version: int) -> list[Route]:
        routes = []
        for prefix, attached in self.prefixes(version).items():
            if router in attached:
                continue
            distance = self._distances(attached)
            links = [link for link in self.links_of(router)
                     if distance.get(link.far(router).node, -1) == distance.get(router, 0) - 1]
            if links:
                routes.append(Route(prefix, tuple(link.end(router) for link in links),
                                    tuple(link.far(router).address(version) for link in links)))
        return routes

    def _distances(self, targets: set[str]) -> dict[str, int]:
        distance = dict.fromkeys(targets, 0)
        queue = deque(targets)
        while queue:
            node = queue.popleft()
            for link in self.links_of(node):
                neighbour = link.far(node).node
                if neighbour in self.routers and neighbour not in distance:
                    distance[neighbour] = distance[node] + 1
                    queue.append(neighbour)
        return distance
