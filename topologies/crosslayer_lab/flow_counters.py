# SPDX-License-Identifier: Apache-2.0
"""Which path did the packets of every flow take?  Answered by the routers' kernels, not by a model.

Every router counts the packets that it forwards in an nftables set, by egress interface and four-tuple.  Put together
from the first router on, the counters of a four-tuple are the path of its packets.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass

from mininet.net import Mininet

from .errors import LabError
from .fabric import Fabric, Port

TABLE = "crosslayer_flows"
SETS = {"flows4": "ip", "flows6": "ip6"}
RULESET = f"table inet {TABLE} {{\n" + "".join(
    f" set {name} {{ typeof oifname . {family} saddr . tcp sport . {family} daddr . tcp dport; flags dynamic;"
    f" counter; size 65536; }}\n" for name, family in SETS.items()) + \
    " chain forwarded { type filter hook forward priority 10;\n" + "".join(
        f"  update @{name} {{ oifname . {family} saddr . tcp sport . {family} daddr . tcp dport }}\n"
        for name, family in SETS.items()) + " }\n}\n"


@dataclass(frozen=True)
class Flow:
    """One direction of a TCP connection or subflow."""

    source: str
    source_port: int
    destination: str
    destination_port: int

    def reversed(self) -> Flow:
        """The other direction."""
        return Flow(self.destination, self.destination_port, self.source, self.source_port)


class FlowCounters:
    """Per-flow counters in all routers of a network."""

    def __init__(self, net: Mininet, fabric: Fabric):
        """Installs the counters."""
        self._net = net
        self._fabric = fabric
        for router in fabric.routers:
            self._nft(router, "-f", "-", text=RULESET)

    def reset(self) -> None:
        """Forgets what was counted."""
        for router in self._fabric.routers:
            for name in SETS:
                self._nft(router, "flush", "set", "inet", TABLE, name)

    def read(self) -> Observations:
        """What was counted since the last reset."""
        counted: dict[Flow, dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
        for router in self._fabric.routers:
            listing = json.loads(self._nft(router, "-j", "list", "table", "inet", TABLE))["nftables"]
            for flows in (item["set"] for item in listing if "set" in item):
                for element in (entry["elem"] for entry in flows.get("elem", [])):
                    interface, *flow = element["val"]["concat"]
                    counted[Flow(*flow)][router][interface] = element["counter"]["bytes"]
        return Observations(self._fabric, counted)

    def _nft(self, router: str, *words: str, text: str = "") -> str:
        process = self._net.get(router).popen(["nft", *words], stdin=-1)
        output, error = process.communicate(text.encode())
        if process.returncode:
            raise LabError(f"{router}: nft {' '.join(words)}: {error.decode(errors='replace').strip()}")
        return output.decode()


class Observations:
    """What all routers have counted."""

    def __init__(self, fabric: Fabric, counted: dict[Flow, dict[str, dict[str, int]]]):
        self._fabric = fabric
        self._counted = counted

    def flows(self) -> list[Flow]:
        """Every flow that was seen."""
        return list(self._counted)

    def bytes(self, flow: Flow) -> int:
        """Bytes of a flow, IP headers included, at its first router."""
        first = self._fabric.attachment(self._fabric.owner(flow.source)).node
        return sum(self._counted.get(flow, {}).get(first, {}).values())

    def path(self, flow: Flow) -> str | None:
        """Egress ports of a flow as "router/port" joined by ">"; None if it was not seen.

        Where a router has sent it to more than one port, the ports are joined by "|", which equals no planned path.
        """
        routers = self._counted.get(flow, {})
        node, steps = self._fabric.attachment(self._fabric.owner(flow.source)).node, []
        while node in self._fabric.routers:
            ports = [port for port in self._fabric.ports_of(node) if port.name in routers.get(node, {})]
            if not ports:
                return None
            steps.append(f"{node}/" + "|".join(str(port.number) for port in ports))
            if len(ports) > 1:
                break
            node = self._next(ports[0])
        return ">".join(steps)

    def _next(self, port: Port) -> str:
        return next(link.far(port.node).node for link in self._fabric.links if link.end(port.node) == port)


def without_scheme(path: str) -> str:
    """A path as ONOS names it ("routed:r1/2>routed:r2/1") in the lab's terms ("r1/2>r2/1")."""
    return ">".join(step.removeprefix("routed:") for step in path.split(">"))
