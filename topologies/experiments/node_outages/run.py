# SPDX-License-Identifier: Apache-2.0
"""Cuts ONOS nodes off and restarts them one after the other under traffic. See README.md beside this file."""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator

from crosslayer_lab.arguments import whole_number
from crosslayer_lab.attachments import attached_to, changes, without_controller
from crosslayer_lab.chaos.compare import States, differences, pairs, remains
from crosslayer_lab.chaos.controllers import Controller, controllers
from crosslayer_lab.chaos.transfers import Transfers
from crosslayer_lab.chaos.watch import read_states
from crosslayer_lab.errors import LabError
from crosslayer_lab.lab import Lab
from crosslayer_lab.networks import leaf_spine_fabric
from crosslayer_lab.onos_cluster import STORAGE
from crosslayer_lab.progress import say
from crosslayer_lab.waiting import wait_for

from .outage import Outage, outages
from .plot import plot
from .report import SPLIT, findings, table
from .traffic import Traffic

__all__ = ["SUMMARY", "add_options", "run", "table", "plot", "findings"]

SUMMARY = "ONOS nodes are cut off and restarted, one after the other, under traffic: does each connection count once"
NODES = 3
LEAVES, SPINES, HOSTS = 2, 2, 4
# Every connection can have two subflows; without telemetry it counts with all that its hosts can send.
POLICY = {"minSubflows": 2, "maxSubflows": 2, "telemetryIntervalMillis": 0}
# Traffic before and after an outage.
MARGIN_SECONDS = 5.0
DONE_SECONDS = 180.0
# Until states agree: the load of a node that is gone counts for 30 s, FINs are repeated.
SETTLE_SECONDS = 90.0


def add_options(parser: argparse.ArgumentParser) -> None:
    """Options of its own."""
    parser.add_argument("--seed", type=whole_number(0, 2 ** 32 - 1), default=1, metavar="S",
                        help="of the transfers (default 1)")


def run(options: argparse.Namespace) -> Iterator[dict]:
    """One row for each outage."""
    with Lab(leaf_spine_fabric(LEAVES, SPINES, HOSTS), count_flows=False, onos_nodes=NODES) as lab:
        lab.set_policy(**POLICY)
        with Transfers(lab) as transfers:
            play = _Play(lab, transfers, options.seed)
            for number, outage in enumerate(outages(lab.cluster.names, options.quick)):
                yield play.row(number, outage)


class _Play:
    """Outages one after the other, each with its own transfers."""

    def __init__(self, lab: Lab, transfers: Transfers, seed: int):
        self._lab = lab
        self._nodes = {node.name: node for node in controllers(lab)}
        self._transfers = transfers
        self._traffic = Traffic(lab.fabric, transfers, seed)

    def row(self, number: int, outage: Outage) -> dict:
        """Makes an outage and looks at what has become of it."""
        node = outage.node or max(self._nodes, key=lambda name: len(self._agents_of(name)))
        where, failed = self._where(), len(self._transfers.failures)
        own = self._agents_of(node)
        say(f"{outage.kind}: {outage.text(node)}, node of {len(own)} agents")
        began = time.time()
        with self._traffic:
            time.sleep(MARGIN_SECONDS)
            plans, done, begin = self._plans(), self._transfers.done, time.monotonic()
            self._make(outage, self._nodes[node])
            seconds, during = time.monotonic() - begin, self._transfers.done - done
            opened = {host: count - plans[host] for host, count in self._plans().items()}
            time.sleep(MARGIN_SECONDS)
        wait_for("all transfers done", lambda: self._transfers.under_way() == 0, DONE_SECONDS)
        logs = [agent.process.output() for agent in self._lab.agents.values()]
        gaps = [gap for log in logs for gap in without_controller(log, began)]
        split = outage.kind == SPLIT
        row = {"number": number, "outage": outage.kind, "node": node, "with_storage": outage.with_storage,
               "seconds": round(seconds, 1), "agents_of_node": len(own), "begun": self._traffic.begun,
               "done_meanwhile": during, "failed": len(self._transfers.failures) - failed,
               "opened_meanwhile_by_cut_off": sum(opened[host] for host in own) if split else None,
               "opened_meanwhile_by_others": sum(opened[host] for host in opened if not split or host not in own),
               "moved": sum(there != where[host] for host, there in self._where().items()),
               "lost": sum(change.kind == "detached" and change.seconds >= began
                           for log in logs for change in changes(log)),
               "orphan_ms": round(1000 * max(gaps, default=0))}
        return row | self._look()

    def _look(self) -> dict:
        """What kernels, agents and nodes have once they agree, and what is left when all is closed."""
        states, lines, seconds = self._settle(differences)
        connections = [connection for kernel in states.kernels.values() for connection in kernel.connections.values()]
        row = {"agreed_s": round(seconds, 1), "connections": pairs(states),
               "accounted": [states.kept[name]["accounted"] for name in self._nodes],
               "single": sum(len(connection.subflows) < 2 for connection in connections), "differences": len(lines)}
        self._transfers.close_held()
        _, left, _ = self._settle(remains)
        return row | {"left": len(left)}

    def _settle(self, judge) -> tuple[States, list[str], float]:
        """States, what differs in the end, and after how many seconds."""
        began, found, states = time.monotonic(), ["nobody answers"], None
        while found and time.monotonic() - began < SETTLE_SECONDS:
            try:
                states = read_states(self._lab, list(self._nodes.values()))
                found = judge(states)
            except LabError as problem:
                found = [str(problem)]
        if states is None:
            raise LabError(f"the states cannot be compared: {found[0]}")
        for line in found:
            print(f"difference: {line}", flush=True)
        return states, found, time.monotonic() - began

    def _make(self, outage: Outage, node: Controller) -> None:
        """Returns when the node is back."""
        if outage.kind == SPLIT:
            side = {node.name} | ({STORAGE} if outage.with_storage else set())
            self._lab.cluster.split(side, {*self._nodes, STORAGE} - side)
            time.sleep(outage.seconds)
            self._lab.cluster.heal()
        else:
            node.stop()
            node.start()

    def _where(self) -> dict[str, str | None]:
        return {host: attached_to(agent) for host, agent in self._lab.agents.items()}

    def _agents_of(self, name: str) -> list[str]:
        address = self._lab.cluster.nodes[name].address
        return [host for host, there in self._where().items() if there == address]

    def _plans(self) -> dict[str, int]:
        return {host: len(agent.plans()) for host, agent in self._lab.agents.items()}
