# SPDX-License-Identifier: Apache-2.0
"""Mininet nodes that configure themselves from a `Fabric`: Linux routers with ECMP, and end hosts."""

from __future__ import annotations

from mininet.node import Node

from .errors import LabError
from .fabric import SOURCE_PORT_MODULO, Fabric, Port, Route

# Members of the hash (Documentation/networking/ip-sysctl.rst): addresses, protocol and both transport ports.
FIVE_TUPLE_FIELDS = 0x37
# Routing tables and packet marks of the modulo router; the low bits are the number of the next hop.
MODULO_TABLE = 0x1000


class LabNode(Node):
    """A namespace with addresses, permanent neighbours and offloads set as the lab needs them.

    Neighbours are permanent so that no path starts with a pause for its ARP or neighbour discovery.
    """

    def __init__(self, name: str, fabric: Fabric, **params):
        self.fabric = fabric
        super().__init__(name, **params)

    def config(self, **params):  # pylint: disable=arguments-differ
        result = super().config(**params)
        self._sysctl({"net.ipv4.conf.all.rp_filter": 0, "net.ipv4.conf.default.rp_filter": 0,
                      "net.ipv6.conf.all.accept_dad": 0, "net.ipv6.conf.all.disable_ipv6": 0})
        ports = self.fabric.ports_of(self.name)
        self._sysctl({f"net.ipv4.conf.{port.name}.rp_filter": 0 for port in ports})
        for port in ports:
            # Large segments would cross a shaped link in one piece and queue in units of 64 KiB.
            self._run(f"ethtool -K {port.name} tso off gso off gro off")
        self._ip_batch([line for port in ports for line in [
            f"link set {port.name} mtu {self.fabric.mtu}", *self._addresses(port)]])
        return result

    def restore(self, port: Port) -> None:
        """Takes a port up that was down, with the addresses and neighbours that the kernel has forgotten with it."""
        self._run(f"ip link set {port.name} up")
        self._ip_batch(self._addresses(port))

    def _addresses(self, port: Port) -> list[str]:
        far = next(link.far(self.name) for link in self.fabric.links_of(self.name) if link.end(self.name) == port)
        return [f"address replace {port.ipv6} dev {port.name} nodad",
                f"neighbour replace {far.ipv4.ip} lladdr {far.mac} nud permanent dev {port.name}",
                f"neighbour replace {far.ipv6.ip} lladdr {far.mac} nud permanent dev {port.name}"]

    def _run(self, command: str) -> None:
        output, error, status = self.pexec(command)
        if status:
            raise LabError(f"{self.name}: {command}: {(error or output).strip()}")

    def _sysctl(self, values: dict[str, object]) -> None:
        for key, value in values.items():
            self._run(f"sysctl -q -w {key}={value}")

    def _ip_batch(self, lines: list[str]) -> None:
        self._feed("ip -batch -", lines)

    def _feed(self, command: str, lines: list[str]) -> None:
        process = self.popen(command, stdin=-1)
        output, error = process.communicate("".join(line + "\n" for line in lines).encode())
        if process.returncode:
            raise LabError(f"{self.name}: {command}: {(error or output).decode(errors='replace').strip()}")


def route_line(route: Route) -> str:
    """The command of `ip -batch` for a route."""
    hops = [f"via {gateway.ip} dev {port.name}" for port, gateway in zip(route.ports, route.gateways)]
    if len(hops) == 1:
        return f"route replace {route.prefix} {hops[0]}"
    return f"route replace {route.prefix} " + " ".join(f"nexthop {hop} weight 1" for hop in hops)


class EndHost(LabNode):
    """A single-homed host with default routes by its router."""

    def config(self, **params):
        result = super().config(**params)
        port, router = self.fabric.access_port(self.name), self.fabric.attachment(self.name)
        self._ip_batch([f"route replace default via {router.address(version).ip} dev {port.name}"
                        for version in (4, 6)])
        return result


class LinuxRouter(LabNode):
    """A router that spreads flows over equal-cost routes by policy 3 with the five-tuple fields.

    Policy 1 would take the sender's random socket hash, which veth carries along, instead of the headers: real TCP
    connections would be spread at random whatever their ports.
    """

    def config(self, **params):
        result = super().config(**params)
        router = self.fabric.routers[self.name]
        self._sysctl({"net.ipv4.ip_forward": 1, "net.ipv6.conf.all.forwarding": 1})
        for family in ("ipv4", "ipv6"):
            self._sysctl({f"net.{family}.fib_multipath_hash_policy": 3,
                          f"net.{family}.fib_multipath_hash_fields": FIVE_TUPLE_FIELDS})
        self._sysctl({"net.ipv4.fib_multipath_hash_seed": router.seed})
        routes = [route for version in (4, 6) for route in self.fabric.routes(self.name, version)]
        self._ip_batch([route_line(route) for route in routes])
        if router.ecmp == SOURCE_PORT_MODULO:
            self._port_modulo([route for route in routes if len(route.ports) > 1])
        return result

    def _port_modulo(self, routes: list[Route]) -> None:
        """The 2013 router: next hop number = source port of the packet modulo the number of next hops."""
        sizes = {len(route.ports) for route in routes}
        if not sizes:
            return
        if len(sizes) > 1 or sizes.pop() & (len(routes[0].ports) - 1):
            raise LabError(f"{self.name}: {SOURCE_PORT_MODULO} needs one power of two of next hops")
        hops = len(routes[0].ports)
        marks = ", ".join(f"{index} : {MODULO_TABLE | index:#x}" for index in range(hops))
        self._feed("nft -f -", [
            "table inet modulo { chain mark_by_source_port {",
            " type filter hook prerouting priority mangle;",
            f" meta mark set tcp sport & {hops - 1} map {{ {marks} }}", "}", "}"])
        lines = []
        for version in (4, 6):
            for index in range(hops):
                mark = MODULO_TABLE | index
                lines.append(f"-{version} rule add fwmark {mark} table {mark} priority {mark}")
        for route in routes:
            for index, (port, gateway) in enumerate(zip(route.ports, route.gateways)):
                lines.append(f"route replace {route.prefix} via {gateway.ip} dev {port.name} "
                             f"table {MODULO_TABLE | index}")
        for line in lines:
            self._run("ip " + line)
