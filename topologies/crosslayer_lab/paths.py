# SPDX-License-Identifier: Apache-2.0
"""The lab's own prediction of paths, written apart from the ONOS application's."""

from __future__ import annotations

import ipaddress
import random

from .ecmp import choose, policy3_hash
from .errors import LabError
from .fabric import SOURCE_PORT_MODULO, Fabric
from .flow_counters import Flow


def predicted_path(fabric: Fabric, flow: Flow) -> str:
    """Egress ports of a flow as "router/port" joined by ">"."""
    source, destination = (ipaddress.ip_address(text) for text in (flow.source, flow.destination))
    target = fabric.attachment(fabric.owner(flow.destination))
    node, steps = fabric.attachment(fabric.owner(flow.source)).node, []
    while node != target.node:
        route = next(route for route in fabric.routes(node, source.version) if destination in route.prefix)
        router = fabric.routers[node]
        if router.ecmp == SOURCE_PORT_MODULO:
            index = flow.source_port % len(route.ports)
        else:
            hashed = policy3_hash(source, destination, flow.source_port, flow.destination_port, router.seed)
            index = choose(hashed, [1] * len(route.ports))
        port = route.ports[index]
        steps.append(f"{node}/{port.number}")
        node = next(link.far(node).node for link in fabric.links if link.end(node) == port)
    return ">".join([*steps, f"{target.node}/{target.number}"])


def ports_for_each_path(fabric: Fabric, client: str, server: str, server_port: int, paths: int,
                        source_ports: range = range(33000, 60000)) -> list[int]:
    """Source ports of the client whose flows, together, use every path once in both directions."""
    used: dict[int, tuple[str, str]] = {}
    for port in random.sample(source_ports, len(source_ports)):
        flow = Flow(client, port, server, server_port)
        pair = predicted_path(fabric, flow), predicted_path(fabric, flow.reversed())
        if all(pair[0] != other[0] and pair[1] != other[1] for other in used.values()):
            used[port] = pair
            if len(used) == paths:
                return list(used)
    raise LabError(f"no {paths} source ports for {paths} different paths from {client} to {server}")
