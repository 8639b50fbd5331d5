# SPDX-License-Identifier: Apache-2.0
"""The out-of-band network between ONOS and the agents.

    root namespace (no address, no route)         namespace of node "onos"
                                                  +-----------------------+
                                                  | ONOS 172.31.255.1     |
                                                  |   bridge "mgmt"       |
                                                  +--+---------+----------+
                                                     |         |
                                              client mgmt   server mgmt ...
                                             172.31.255.2  172.31.255.3

Experiments measure the data network alone: nothing of ONOS or the agents crosses it.
"""

from __future__ import annotations

import ipaddress

from mininet.link import Link
from mininet.net import Mininet
from mininet.node import Node

from .errors import LabError

NETWORK = ipaddress.ip_network("172.31.255.0/24")
CONTROLLER_ADDRESS = str(NETWORK[1])
INTERFACE = "mgmt"
ONOS_NODE = "onos"


def attach(net: Mininet, hosts: list[str]) -> Node:
    """Adds the node of ONOS with its bridge and one interface for every host; the node."""
    onos = net.addHost(ONOS_NODE, cls=Node, ip=None)
    _run(onos, "ip link set lo up")
    _run(onos, f"ip link add {INTERFACE} type bridge")
    _run(onos, f"ip address add {CONTROLLER_ADDRESS}/{NETWORK.prefixlen} dev {INTERFACE}")
    _run(onos, f"ip link set {INTERFACE} up")
    for index, name in enumerate(hosts):
        host, far = net.get(name), f"{INTERFACE}-{name}"
        Link(host, onos, intfName1=INTERFACE, intfName2=far)
        _run(onos, f"ip link set {far} master {INTERFACE}")
        _run(onos, f"ip link set {far} up")
        _run(host, f"ip address add {NETWORK[index + 2]}/{NETWORK.prefixlen} dev {INTERFACE}")
        _run(host, f"ip link set {INTERFACE} up")
    return onos


def attach_more(net: Mininet, names: list[str]) -> dict[str, Node]:
    """Adds further nodes to the network of ONOS, from its last address down; the nodes by name."""
    bridge, nodes = net.get(ONOS_NODE), {}
    for index, name in enumerate(names):
        node, far = net.addHost(name, cls=Node, ip=None), f"{INTERFACE}-{name}"
        Link(node, bridge, intfName1=INTERFACE, intfName2=far)
        for owner, command in ((bridge, f"ip link set {far} master {INTERFACE}"), (bridge, f"ip link set {far} up"),
                               (node, "ip link set lo up"), (node, f"ip link set {INTERFACE} up"),
                               (node, f"ip address add {further_address(index)}/{NETWORK.prefixlen} dev {INTERFACE}")):
            _run(owner, command)
        nodes[name] = node
    return nodes


def further_address(index: int) -> str:
    """Address of a node of `attach_more`."""
    return str(NETWORK[NETWORK.num_addresses - 2 - index])


def _run(node: Node, command: str) -> None:
    output, error, status = node.pexec(command)
    if status:
        raise LabError(f"{node.name}: {command}: {(error or output).strip()}")
