# SPDX-License-Identifier: Apache-2.0
"""The plan of a run: which transfers begin when and what fails when, from the seed alone."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from ..fabric import Fabric, Link
from .kinds import CLUSTER_KINDS, KINDS, Kind, Target

SECONDS_PER_FAULT = 3.5
"""One fault in so many seconds, on average."""
MOST_FAULTS_OF_A_ROUND = 50
LEAST_BYTES, MOST_BYTES = 16 * 1024, 3 * 1024 * 1024
LONG_LIVED = 6
"""Connections of a round that last from its beginning to the comparison at its end."""
LATE = 6
"""Connections that begin late in a round and are still open in the comparison."""
MPTCP_PART = 0.85
IDLE_PART = 0.5
"""Part of the transfers with pauses."""
MOST_PAUSE = 10.0
TRIES = 200
LASTING = ("onos-kill", "onos-stop", "nodes-apart")
"""Faults of one node of several, of which there is one at a time; others may be paused meanwhile."""


@dataclass(frozen=True)
class Transfer:
    """A connection and what it carries. Times are seconds since the begin of the round."""

    number: int
    at: float
    protocol: str
    version: int
    client: str
    server: str
    upload: int
    download: int
    seed: int
    pauses: tuple[tuple[float, float], ...]
    """Parts of the data after which the sender is idle, and for how many seconds."""
    held: bool
    """Stays open until the states have been compared."""

    @property
    def backup(self) -> bool:
        """Whether it keeps a subflow in reserve. Every other one, whatever else is drawn for it."""
        return self.protocol == "mptcp" and self.number % 2 == 1

    def __str__(self) -> str:
        idle = sum(seconds for _, seconds in self.pauses)
        return (f"{self.at:7.2f} s  transfer {self.number} {self.protocol} IPv{self.version} {self.client} > "
                f"{self.server} up {self.upload} down {self.download}{f' idle {idle:.1f} s' if idle else ''}"
                f"{' backup' if self.backup else ''}{' held' if self.held else ''}")


@dataclass(frozen=True)
class Fault:
    """Something that fails at a time, for some seconds; `target` is a host, a link `a-b` or the number of a node."""

    number: int
    at: float
    kind: str
    target: str
    seconds: float

    def __str__(self) -> str:
        return f"{self.at:7.2f} s  fault {self.number} {self.kind} {self.target} for {self.seconds:.2f} s"


@dataclass(frozen=True)
class Round:
    """Faults and transfers, after which everything heals and is compared."""

    faults: tuple[Fault, ...]
    transfers: tuple[Transfer, ...]

    def lines(self) -> list[str]:
        """For people, by time."""
        return [str(event) for event in sorted((*self.faults, *self.transfers), key=lambda event: event.at)]


def make_plan(fabric: Fabric, seed: int, faults: int, transfers: int, nodes: int = 1) -> list[Round]:
    """The rounds of a run."""
    count = max(1, -(-faults // MOST_FAULTS_OF_A_ROUND))
    rounds, fault, transfer = [], 0, 0
    for index in range(count):
        chance = random.Random(f"{seed}/{index}")
        next_fault, next_transfer = faults * (index + 1) // count, transfers * (index + 1) // count
        length = max(10.0, (next_fault - fault) * SECONDS_PER_FAULT)
        rounds.append(Round(
            tuple(_Faults(fabric, chance, length, nodes).draw(fault, next_fault)),
            tuple(_transfers(fabric, chance, length, transfer, next_transfer))))
        fault, transfer = next_fault, next_transfer
    return rounds


def _transfers(fabric: Fabric, chance: random.Random, length: float, first: int, end: int) -> list[Transfer]:
    found = []
    for number in range(first, end):
        order = number - first
        if order < LONG_LIVED:
            begin, pauses, held = chance.uniform(0, 2), _pauses(chance, length * 0.9, 8), True
        elif order < LONG_LIVED + LATE:
            begin, pauses, held = length * chance.uniform(0.8, 1), (), True
        else:
            idle = chance.random() < IDLE_PART
            begin, held = chance.uniform(0, length), False
            pauses = _pauses(chance, chance.uniform(0, MOST_PAUSE), chance.randint(1, 3)) if idle else ()
        client, server = chance.sample(list(fabric.hosts), 2)
        up, down = _sizes(chance)
        found.append(Transfer(
            number, round(begin, 2), "mptcp" if held or chance.random() < MPTCP_PART else "tcp",
            chance.choice((4, 4, 6)), client, server, up, down, chance.getrandbits(32), pauses, held))
    return sorted(found, key=lambda transfer: transfer.at)


def _sizes(chance: random.Random) -> tuple[int, int]:
    """Bytes there and back: small ones are as likely as large ones, one way is as likely as both."""
    sizes = [int(LEAST_BYTES * (MOST_BYTES / LEAST_BYTES) ** chance.random()) for _ in range(2)]
    way = chance.choice(("up", "down", "both"))
    return (0 if way == "down" else sizes[0], 0 if way == "up" else sizes[1])


def _pauses(chance: random.Random, seconds: float, count: int) -> tuple[tuple[float, float], ...]:
    """So many pauses, together so long."""
    places = sorted(round(chance.random(), 3) for _ in range(count))
    parts = [chance.random() + 0.1 for _ in range(count)]
    return tuple((place, round(seconds * part / sum(parts), 2)) for place, part in zip(places, parts))


@dataclass
class _Faults:
    """Draws faults so that a target has one at a time, and so that every host keeps a path."""

    fabric: Fabric
    chance: random.Random
    length: float
    nodes: int
    busy: list[tuple[Kind, str, float, float]] = field(default_factory=list)
    """What is done to whom from when to when."""

    def draw(self, first: int, end: int) -> list[Fault]:
        """The faults of a round."""
        times = sorted(round(self.chance.uniform(1, self.length), 2) for _ in range(first, end))
        return [self._fault(number, at) for number, at in zip(range(first, end), times)]

    def _fault(self, number: int, at: float) -> Fault:
        kinds = KINDS + (CLUSTER_KINDS if self.nodes > 1 else ())
        # Each of several nodes ends as often as one that is alone.
        weights = [kind.weight * (self.nodes if kind.name in LASTING else 1) for kind in kinds]
        for _ in range(TRIES):
            kind = self.chance.choices(kinds, weights)[0]
            target = self.chance.choice(self._targets(kind))
            # Short ones are likelier.
            seconds = round(kind.least + (kind.most - kind.least) * self.chance.random() ** 2, 2)
            if self._free(kind, target, at, at + seconds + kind.recovery):
                self.busy.append((kind, target, at, at + seconds + kind.recovery))
                return Fault(number, at, kind.name, target, seconds)
        raise AssertionError(f"no place for a fault at {at} s")

    def _targets(self, kind: Kind) -> list[str]:
        if kind.target == Target.CONTROLLER:
            return [str(node) for node in range(self.nodes)]
        if kind.target == Target.CLUSTER:
            return [str(node) for node in range(self.nodes)]
        if kind.target == Target.LINK:
            return [name_of(link) for link in inner_links(self.fabric)]
        return list(self.fabric.hosts)

    def _free(self, kind: Kind, target: str, begin: float, end: float) -> bool:
        overlapping = [(what, name) for what, name, since, until in self.busy if since < end and begin < until]
        if any(what.target == kind.target and name == target for what, name in overlapping):
            return False
        if kind.target == Target.LINK:
            cut = {name for what, name in overlapping if what.target == Target.LINK} | {target}
            return connected(self.fabric, cut)
        if kind.target in (Target.CONTROLLER, Target.CLUSTER):
            # One node is left that works, one at a time has to start again, and what concerns all nodes finds all.
            names = [kind.name] + [what.name for what, _ in overlapping
                                   if what.target in (Target.CONTROLLER, Target.CLUSTER)]
            return len(names) == 1 or (len(names) < self.nodes and sum(name in LASTING for name in names) <= 1
                                       and {*names} <= {*LASTING, "onos-pause"})
        return True


def name_of(link: Link) -> str:
    """A link by its ends."""
    return f"{link.a.node}/{link.a.number}-{link.b.node}/{link.b.number}"


def inner_links(fabric: Fabric) -> list[Link]:
    """Links between routers."""
    return [link for link in fabric.links if {link.a.node, link.b.node} <= fabric.routers.keys()]


def connected(fabric: Fabric, cut: set[str]) -> bool:
    """Whether every host has a shortest path to every other one without these links."""
    left = fabric.without(*[link for link in inner_links(fabric) if name_of(link) in cut])
    reached, todo = set(), [next(iter(left.hosts))]
    while todo:
        node = todo.pop()
        if node not in reached:
            reached.add(node)
            todo += [link.far(node).node for link in left.links_of(node)]
    return left.hosts.keys() <= reached
