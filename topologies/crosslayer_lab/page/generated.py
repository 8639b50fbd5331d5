# SPDX-License-Identifier: Apache-2.0
"""A large fabric with connections as the page is told of them: made up, the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

RATE = 10_000_000_000
PORT = 443
VERSION, KERNEL = "0.1.0", "6.12.48"
ABILITIES = ["SUBFLOWS", "IPV6", "SET_BACKUP", "TELEMETRY"]
STARTED = "2026-11-22T08:00:00Z"


@dataclass
class FatTree:
    """A fat-tree of switches with `radix` ports, with `hosts` hosts at each edge switch."""

    radix: int
    hosts: int
    devices: list[dict] = field(default_factory=list)
    links: list[dict] = field(default_factory=list)
    ends: list[dict] = field(default_factory=list)

    def __post_init__(self) -> None:
        half = self.radix // 2
        for pod in range(self.radix):
            for i in range(half):
                self._device(f"agg{pod}-{i}")
                self._device(f"edge{pod}-{i}")
        for core in range(half * half):
            self._device(f"core{core}")
        for pod in range(self.radix):
            for i in range(half):
                for j in range(half):
                    self._cable(f"edge{pod}-{i}", half + j + 1, f"agg{pod}-{j}", i + 1)
                    self._cable(f"agg{pod}-{i}", half + j + 1, f"core{i * half + j}", pod + 1)
                self._hosts(pod, i)

    def _device(self, name: str) -> None:
        self.devices.append({"id": f"routed:{name}", "name": name, "hash": "linux policy 1", "routes": True,
                             "degree": self.radix})

    def _cable(self, one: str, port: int, other: str, other_port: int) -> None:
        self._link(f"{one}/{port}", one, port, other, other_port)
        self._link(f"{other}/{other_port}", other, other_port, one, port)

    def _link(self, name: str, source: str, port: int, destination: str, destination_port: int,
              of_host: bool = False) -> None:
        self.links.append({"id": name, "link": name, "source": source, "port": port, "destination": destination,
                           "destinationPort": destination_port, "ofHost": of_host, "up": True, "rateBps": RATE,
                           "trafficBps": 0, "plannedBps": 0})

    def _hosts(self, pod: int, edge: int) -> None:
        for i in range(self.hosts):
            name, device = f"h{pod}-{edge}-{i}", f"edge{pod}-{edge}"
            self.ends.append({"id": name, "addresses": [f"10.{pod}.{edge}.{i + 2}"], "locations": [f"{device}/{i + 1}"],
                              "agent": name, "pod": pod, "edge": edge, "number": i})
            self._link(f"{name}>{device}/{i + 1}", name, 0, device, i + 1, True)
            self._link(f"{device}/{i + 1}", device, i + 1, name, 0, True)

    def topology(self) -> dict:
        """As the stream tells it."""
        hosts = [{key: end[key] for key in ("id", "addresses", "locations", "agent")} for end in self.ends]
        return {"revision": 1, "devices": self.devices, "links": self.links, "hosts": hosts}

    def path(self, source: dict, destination: dict, choice: int) -> str:
        """One of the paths between hosts."""
        half = self.radix // 2
        up, core = choice % half, choice // half % half
        last = f"edge{destination['pod']}-{destination['edge']}/{destination['number'] + 1}"
        hops = []
        if (source["pod"], source["edge"]) != (destination["pod"], destination["edge"]):
            hops.append(f"edge{source['pod']}-{source['edge']}/{half + up + 1}")
            if source["pod"] != destination["pod"]:
                hops += [f"agg{source['pod']}-{up}/{half + core + 1}",
                         f"core{up * half + core}/{destination['pod'] + 1}"]
            hops.append(f"agg{destination['pod']}-{up}/{destination['edge'] + 1}")
        return ">".join([*hops, last])

    def agents(self, connections: int) -> list[dict]:
        """An agent for each host."""
        return [{"id": end["id"], "remote": f"{end['addresses'][0]}:41000", "attached": STARTED, "version": VERSION,
                 "kernelRelease": KERNEL, "maxSubflows": 8, "connections": connections // len(self.ends),
                 "addresses": end["addresses"], "abilities": ABILITIES, "standingExecutor": "NONE"}
                for end in self.ends]


class Connections:
    """Connections between random hosts, and what changes of them."""

    def __init__(self, fabric: FatTree, count: int, seed: int):
        self._fabric = fabric
        self._random = random.Random(seed)
        self._made = 0
        self.known: dict[str, dict] = {}
        self._ends: dict[str, tuple[dict, dict]] = {}
        for _ in range(count):
            self.begin()

    def begin(self) -> dict:
        """A new connection."""
        source, destination = self._random.sample(self._fabric.ends, 2)
        self._made += 1
        name = f"{source['id']}/{self._made:08x}"
        count = self._random.choice([1, 2, 4, 4, 4, 8])
        self.known[name] = {
            "agent": source["id"], "token": f"{self._made:08x}", "serverSide": False, "standingPlan": 0,
            "initial": ends(source, 32_768 + self._made % 28_000, destination), "subflowCount": count,
            "awaitedCount": int(self._random.random() < 0.02), "failedCount": int(self._random.random() < 0.005),
            "sendRateBps": self._rate(), "receiveRateBps": self._rate() // 50, "sendingLimit": "NETWORK"}
        self._ends[name] = (source, destination)
        return self.known[name]

    def _rate(self) -> int:
        return int(10 ** self._random.uniform(5, 9.6))

    def end(self) -> str:
        """The oldest connection ends; its name."""
        name = next(iter(self.known))
        del self.known[name], self._ends[name]
        return name

    def rates(self) -> list[list]:
        """New rates of all."""
        return [[name, self._rate(), self._rate() // 50] for name in self.known]

    def full(self, name: str) -> dict | None:
        """One with its subflows, as REST tells it."""
        if name not in self.known:
            return None
        brief = self.known[name]
        source, destination = self._ends[name]
        base = int(brief["token"], 16)
        half = self._fabric.radix // 2
        subflows = [{**ends(source, brief["initial"]["localPort"] if i == 0 else 12_000 + i, destination), "localId": 0,
                     "remoteId": 0, "backup": False, "origin": "AS_PLANNED" if i else "INITIAL",
                     "outboundPath": self._fabric.path(source, destination, (base + i) * (half + 1)),
                     "inboundPath": self._fabric.path(destination, source, (base + i) * (half + 1)),
                     "measured": {"bytesSent": 123_456_789, "bytesReceived": 456_789, "sendRateBps": self._rate(),
                                  "receiveRateBps": self._rate() // 50, "rttMicros": 412, "congestionWindow": 60,
                                  "retransmittedSegments": 3}}
                    for i in range(brief["subflowCount"])]
        return {**brief, "subflows": subflows, "planned": [],
                "reasons": [f"{len(subflows)} of {half * half} paths are enough for the host's link"]}


def ends(source: dict, port: int, destination: dict) -> dict:
    """The ends of a flow as the source sees them."""
    return {"localAddress": source["addresses"][0], "localPort": port, "remoteAddress": destination["addresses"][0],
            "remotePort": PORT}


def traffic(fabric: FatTree, seed: int, share: int) -> Iterator[list[list]]:
    """Traffic of each `share`-th link in turn, without end: ONOS polls its devices in turn, too."""
    chance = random.Random(seed)
    base = [RATE * min(1.0, chance.betavariate(1.3, 3)) for _ in fabric.links]
    turn = 0
    while True:
        chosen = range(turn % share, len(base), share)
        yield [[i, int(min(RATE, base[i] * chance.uniform(0.7, 1.3))), int(base[i])] for i in chosen]
        turn += 1
