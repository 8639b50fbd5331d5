# SPDX-License-Identifier: Apache-2.0
"""Differences between what kernels, agents and controllers have, each in one line; and what should be gone."""

from __future__ import annotations

from dataclasses import dataclass, field

from .state import ESTABLISHED, Connections, Kernel, mirrored, text

# Nodes tell each other of changes by more than 5 % of an agent's load on a link, in kbit/s.
ALIKE_PART = 0.1
ALIKE_BPS = 10_000
HOST = "host "


@dataclass
class States:
    """Everything at one moment, by host."""

    kernels: dict[str, Kernel]
    agents: dict[str, Connections]
    controllers: dict[str, dict[str, Connections]]
    """By controller, then by agent."""
    attached: dict[str, list[str]]
    """Controllers that an agent is attached to, as the controllers say."""
    kept: dict[str, dict]
    """What `mptcp-load -j` says, by controller."""
    clusters: dict[str, Cluster] = field(default_factory=dict)
    """What the nodes of a cluster know of each other; empty where there is one controller."""


@dataclass
class Cluster:
    """What `mptcp-cluster -j` says."""

    owners: dict[str, str]
    """Controllers by agent."""
    others: dict[str, int]
    """Load of links between routers that other nodes have told, bit/s."""


def differences(states: States) -> list[str]:
    """What differs while connections are open and nothing happens."""
    found = []
    for host, kernel in states.kernels.items():
        found += _between(host, "kernel", kernel.connections, "agent", states.agents.get(host, {}))
        found += [f"{host}: left in the kernel, of no connection: {line}" for line in kernel.leftovers]
        found += [f"{host}: kernel: connection {token}: subflow {text(flow)} is {subflow.state}"
                  for token, connection in sorted(kernel.connections.items())
                  for flow, subflow in connection.subflows.items() if subflow.state != ESTABLISHED]
        found += [f"{host}: agent: connection {token}: {connection.pending} subflows asked for, of unknown fate"
                  for token, connection in sorted(states.agents.get(host, {}).items()) if connection.pending]
        found += _attachment(host, states)
    return found + _peers(states.kernels) + _unanswered(states) + _accounts(states)


def _attachment(host: str, states: States) -> list[str]:
    names = states.attached.get(host, [])
    if len(names) != 1:
        return [f"{host}: agent is attached to {len(names)} controllers{': ' if names else ''}{', '.join(names)}"]
    found = []
    for name, by_agent in states.controllers.items():
        if name == names[0]:
            found += _between(host, "agent", states.agents.get(host, {}), f"controller {name}",
                              by_agent.get(host, {}))
        else:
            found += [f"{host}: controller {name} has connection {token}, but the agent is attached to {names[0]}"
                      for token in sorted(by_agent.get(host, {}))]
    return found


def _between(host: str, one: str, ones: Connections, other: str, others: Connections) -> list[str]:
    found = []
    for token in sorted(ones.keys() | others.keys()):
        mine, theirs = ones.get(token), others.get(token)
        if mine is None or theirs is None:
            has, lacks = (one, other) if theirs is None else (other, one)
            found.append(f"{host}: connection {token} {text((mine or theirs).tuple4)}: {has} has it, {lacks} does not")
            continue
        if mine.tuple4 != theirs.tuple4:
            found.append(f"{host}: connection {token}: {one} has it as {text(mine.tuple4)}, {other} as "
                         f"{text(theirs.tuple4)}")
        for flow in sorted(mine.subflows.keys() | theirs.subflows.keys()):
            at_one, at_other = mine.subflows.get(flow), theirs.subflows.get(flow)
            if at_one is None or at_other is None:
                has, lacks = (one, other) if at_other is None else (other, one)
                found.append(f"{host}: connection {token}: subflow {text(flow)} ({at_one or at_other}): {has} has it, "
                             f"{lacks} does not")
            elif (at_one.local_id, at_one.remote_id, at_one.backup) != (
                    at_other.local_id, at_other.remote_id, at_other.backup):
                found.append(f"{host}: connection {token}: subflow {text(flow)}: {one} says {at_one}, {other} says "
                             f"{at_other}")
    return found


def _peers(kernels: dict[str, Kernel]) -> list[str]:
    """The kernels at both ends of a connection."""
    ends = {connection.tuple4: (host, connection) for host, kernel in kernels.items()
            for connection in kernel.connections.values()}
    found = []
    for flow, (host, connection) in sorted(ends.items()):
        if mirrored(flow) not in ends:
            found.append(f"{host}: connection {connection.token} {text(flow)}: the kernel of the other host does not "
                         "have it")
            continue
        far_host, far = ends[mirrored(flow)]
        for subflow, mine in sorted(connection.subflows.items()):
            theirs = far.subflows.get(mirrored(subflow))
            if theirs is None:
                found.append(f"{host}: connection {connection.token}: subflow {text(subflow)}: the kernel of "
                             f"{far_host} does not have it")
            elif ((mine.local_id, mine.remote_id) != (theirs.remote_id, theirs.local_id)
                  # That an initial subflow is one is told by MP_PRIO, which nobody repeats when it is lost.
                  or subflow != flow and mine.backup != theirs.backup):
                found.append(f"{host}: connection {connection.token}: subflow {text(subflow)}: {mine}, but at "
                             f"{far_host} {theirs}")
    return found


def without_reserve(kernels: dict[str, Kernel], port: int, apart: dict[str, set[str]]) -> list[str]:
    """Connections to a port whose policy keeps a subflow in reserve, of which none is.

    `apart` has by host the addresses to which there are several paths: to others there is none for it.
    """
    return [f"{host}: connection {token} {text(connection.tuple4)}: no subflow is kept in reserve"
            for host, kernel in kernels.items() for token, connection in sorted(kernel.connections.items())
            if connection.tuple4[3] == port and connection.tuple4[2] in apart[host]
            and not any(subflow.backup for subflow in connection.subflows.values())]


def _unanswered(states: States) -> list[str]:
    return [f"controller {name}: {kept['unanswered']} plans without an answer"
            for name, kept in states.kept.items() if kept["unanswered"]]


def pairs(states: States) -> int:
    """How many connections there are between hosts, both ends of each taken together."""
    return len({min(connection.tuple4, mirrored(connection.tuple4)) for kernel in states.kernels.values()
                for connection in kernel.connections.values()})


def loads(states: States, name: str) -> dict[str, int]:
    """Load of links between routers as a controller has it: what it accounts itself, and what others have told."""
    found = dict(states.clusters[name].others) if name in states.clusters else {}
    for link in states.kept[name]["links"]:
        if HOST not in link["link"]:
            found[link["link"]] = found.get(link["link"], 0) + link["bps"]
    return found


def _accounts(states: States) -> list[str]:
    """Each connection has to be accounted once, at whichever controller; all have to see the same load."""
    accounted = {name: kept["accounted"] for name, kept in states.kept.items()}
    found = []
    if sum(accounted.values()) != pairs(states):
        each = ", ".join(f"{count} at {name}" for name, count in accounted.items())
        found.append(f"{pairs(states)} connections, but {sum(accounted.values())} are accounted: {each}")
    for name, cluster in states.clusters.items():
        found += [f"controller {name} takes {host} to be attached to {cluster.owners.get(host)}, not to "
                  f"{attached[0]}" for host, attached in sorted(states.attached.items())
                  if len(attached) == 1 and cluster.owners.get(host) != attached[0]]
    seen = {name: loads(states, name) for name in states.clusters}
    for link in sorted(set().union(*seen.values())):
        values = {name: by_link.get(link, 0) for name, by_link in seen.items()}
        if max(values.values()) - min(values.values()) > ALIKE_PART * max(values.values()) + ALIKE_BPS:
            found.append(f"load of {link}: " + ", ".join(f"{bps} bit/s at {name}" for name, bps in values.items()))
    return found


def remains(states: States) -> list[str]:
    """What is left when every connection is closed."""
    found = []
    for host, kernel in states.kernels.items():
        found += [f"{host}: closed, but the kernel has connection {token}" for token in sorted(kernel.connections)]
        found += [f"{host}: closed, but the kernel has {line}" for line in kernel.leftovers]
        if kernel.plain:
            found.append(f"{host}: closed, but the kernel has {kernel.plain} connections of plain TCP")
        found += [f"{host}: closed, but the agent has connection {token}"
                  for token in sorted(states.agents.get(host, {}))]
    for name, by_agent in states.controllers.items():
        found += [f"controller {name}: closed, but it has connection {host}/{token}"
                  for host, connections in sorted(by_agent.items()) for token in sorted(connections)]
    for name, kept in states.kept.items():
        found += [f"controller {name}: closed, but {kept[what]} {of}" for what, of in (
            ("accounted", "connections have their load accounted"), ("ends", "ends of connections are remembered"),
            ("demands", "demands are remembered"), ("unanswered", "plans have no answer"),
            ("moves", "connections have changes under way or remembered")) if kept[what]]
        found += [f"controller {name}: closed, but {count} source ports of {host} are in use"
                  for host, count in sorted(kept["sourcePorts"].items()) if count]
        found += [f"controller {name}: closed, but {link['bps']} bit/s are planned on {link['link']}"
                  for link in kept["links"]]
    for name, cluster in states.clusters.items():
        found += [f"controller {name}: closed, but others have told of {bps} bit/s on {link}"
                  for link, bps in sorted(cluster.others.items()) if bps]
    return found
