# SPDX-License-Identifier: Apache-2.0
"""A Mininet topology made from a `Fabric`."""

from __future__ import annotations

from mininet.topo import Topo

from .fabric import Fabric, Link
from .links import ShapedLink
from .nodes import EndHost, LinuxRouter


class FabricTopo(Topo):
    """Base of the lab's topologies: subclasses make a fabric in `build` and call `realise`.

    There are no switches: routers are Mininet hosts that forward, so no OpenFlow controller is needed.
    """

    fabric: Fabric

    def realise(self, fabric: Fabric) -> None:
        """Add the fabric's nodes and links to the topology."""
        self.fabric = fabric
        for name in fabric.hosts:
            self.addHost(name, cls=EndHost, fabric=fabric, ip=None)
        for name in fabric.routers:
            self.addHost(name, cls=LinuxRouter, fabric=fabric, ip=None)
        for link in fabric.links:
            self._join(link)

    def _join(self, link: Link) -> None:
        self.addLink(link.a.node, link.b.node, cls=ShapedLink, rate_mbps=link.rate_mbps,
                     latency_ms=self.fabric.queue_ms, port1=link.a.number, port2=link.b.number, addr1=link.a.mac,
                     addr2=link.b.mac, params1={"ip": str(link.a.ipv4)}, params2={"ip": str(link.b.ipv4)})


class TopoOf(FabricTopo):
    """The topology of a given fabric."""

    def build(self, fabric: Fabric) -> None:  # pylint: disable=arguments-differ
        self.realise(fabric)
