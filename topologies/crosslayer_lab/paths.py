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


def port_on_a_free_path(fabric: Fabric, client: str, server: str, server_port: int, taken: list[Flow],
                        source_ports: range = range(33000, 60000)) -> int:
    """A source port of the client whose flow shares its path with none of the taken flows, in neither direction."""
    forward = {predicted_path(fabric, flow) for flow in taken}
    backward = {predicted_path(fabric, flow.reversed()) for flow in taken}
    used = {flow.source_port for flow in taken}
    for port in random.sample(source_ports, len(source_ports)):
        flow = Flow(client, port, server, server_port)
        if (port not in used and predicted_path(fabric, flow) not in forward
                and predicted_path(fabric, flow.reversed()) not in backward):
            return port
    raise LabError(f"no path from {client} to {server} is left beside those of {len(taken)} flows")
