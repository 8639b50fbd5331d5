# SPDX-License-Identifier: Apache-2.0
"""What a kernel, an agent and the controllers each have of the connections, in one form, so that it can be compared."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass, field

from ..management import NETWORK

Tuple4 = tuple[str, int, str, int]

TOKENS = re.compile(r"tcp-ulp-mptcp flags:(\w*) token:([0-9a-f]+)\(id:(\d+)\)/([0-9a-f]+)\(id:(\d+)\)")
TOKEN = re.compile(r"\btoken:([0-9a-f]+)")
# States of a TCP socket that nobody needs to let go: it waits for peers to come, or for late packets to be gone.
HARMLESS = ("LISTEN", "TIME-WAIT")
ESTABLISHED = "ESTAB"


@dataclass(frozen=True)
class Subflow:
    """A subflow as one host sees it. Address ids of agent and kernel; `backup` if either side has asked for it."""

    local_id: int
    remote_id: int
    backup: bool
    state: str = ESTABLISHED

    def __str__(self) -> str:
        return (f"ids {self.local_id}/{self.remote_id}{' backup' if self.backup else ''}"
                f"{f' {self.state}' if self.state != ESTABLISHED else ''}")


@dataclass
class Connection:
    """An MPTCP connection as one host sees it."""

    token: str
    tuple4: Tuple4
    subflows: dict[Tuple4, Subflow] = field(default_factory=dict)
    pending: int = 0
    """Subflows that were asked for and whose fate is not known (agents only)."""


Connections = dict[str, Connection]


@dataclass
class Kernel:
    """The sockets of a host."""

    connections: Connections
    leftovers: list[str]
    """Sockets of MPTCP or TCP that belong to none of the connections, one line each."""
    plain: int
    """Connections of plain TCP."""


def tuple4(local: str, remote: str) -> Tuple4:
    """From `address:port` as ss writes it."""
    return (*end(local), *end(remote))


def end(text: str) -> tuple[str, int]:
    """An address, in the form that every other one of it has, and a port."""
    host, _, port = text.rpartition(":")
    return address(host.strip("[]").partition("%")[0]), int(port) if port.isdigit() else 0


def address(text: str) -> str:
    """IPv4 addresses in IPv6 dress are IPv4 addresses."""
    if text in ("*", ""):
        return "*"
    parsed = ipaddress.ip_address(text)
    return str(getattr(parsed, "ipv4_mapped", None) or parsed)


def text(flow: Tuple4) -> str:
    """As people write it."""
    return f"{flow[0]}:{flow[1]} > {flow[2]}:{flow[3]}"


def mirrored(flow: Tuple4) -> Tuple4:
    """As the other end sees it."""
    return (*flow[2:], *flow[:2])


def kernel(mptcp: str, tcp: str) -> Kernel:
    """From the output of `ss -HManOi` and `ss -HtanOi`."""
    connections: Connections = {}
    leftovers, plain = [], 0
    for line in mptcp.splitlines():
        words = line.split()
        if words[0] == "LISTEN":
            continue
        token, flow = TOKEN.search(line), tuple4(words[3], words[4])
        if token and words[0] == ESTABLISHED:
            connections[token[1].zfill(8)] = Connection(token[1].zfill(8), flow)
        else:
            leftovers.append(f"MPTCP {words[0]} {text(flow)}")
    for line in tcp.splitlines():
        words = line.split()
        if words[0] in HARMLESS:
            continue
        flow, ulp = tuple4(words[3], words[4]), TOKENS.search(line)
        if flow[0] != "*" and ipaddress.ip_address(flow[0]) in NETWORK:
            continue  # An agent's own to its controller.
        if ulp is None and words[0] == ESTABLISHED and "tcp-ulp-mptcp" not in line:
            plain += 1
            continue
        owner = connections.get(ulp[4].zfill(8)) if ulp else None
        if owner is None:
            leftovers.append(f"TCP {words[0]} {text(flow)}")
        else:
            flags, _, remote_id, _, local_id = ulp.groups()
            owner.subflows[flow] = Subflow(int(local_id), int(remote_id), "b" in flags.lower(), words[0])
    return Kernel(connections, leftovers, plain)


def agent(document: dict) -> Connections:
    """From what an agent's state socket gives."""
    found = {}
    for known in document["connections"]:
        connection = Connection(known["token"], _flow(known, "local_address", "local_port", "remote_address",
                                                      "remote_port"), pending=known["pending"])
        for subflow in known["subflows"]:
            connection.subflows[_flow(subflow, "local_address", "local_port", "remote_address", "remote_port")] = \
                Subflow(subflow["local_id"], subflow["remote_id"], subflow["backup"])
        found[connection.token] = connection
    return found


def controller(document: dict) -> dict[str, Connections]:
    """From `mptcp-connections -j`, by agent."""
    names = ("localAddress", "localPort", "remoteAddress", "remotePort")
    found: dict[str, Connections] = {}
    for known in document["connections"]:
        connection = Connection(known["token"], _flow(known["initial"], *names))
        for subflow in known["subflows"]:
            connection.subflows[_flow(subflow, *names)] = Subflow(
                subflow["localId"], subflow["remoteId"], subflow["backup"])
        found.setdefault(known["agent"], {})[connection.token] = connection
    return found


def _flow(node: dict, *names: str) -> Tuple4:
    local, local_port, remote, remote_port = (node[name] for name in names)
    return address(local), local_port, address(remote), remote_port
