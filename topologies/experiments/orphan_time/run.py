# SPDX-License-Identifier: Apache-2.0
"""Measures how long agents are without a controller when their ONOS node fails. See README.md beside this file."""

from __future__ import annotations

import argparse
import time

from crosslayer_lab.arguments import positive, whole_number
from crosslayer_lab.attachments import attached_to, orphan_seconds
from crosslayer_lab.lab import Lab
from crosslayer_lab.networks import leaf_spine_fabric
from crosslayer_lab.onos import AGENT_PORT
from crosslayer_lab.progress import say
from crosslayer_lab.waiting import wait_for

from .plot import plot
from .report import KILLED, PAUSED, STOPPED, findings, table

__all__ = ["SUMMARY", "add_options", "run", "table", "plot", "findings"]

SUMMARY = "how long agents are without a controller when their ONOS node is killed, paused or stopped"
NODES = 3
MOVE_SECONDS = 60.0
JOIN_SECONDS = 120.0
# A stream that lasted for less counts as a bad one, and the agent backs off.
SETTLE_SECONDS = 11.0


def add_options(parser: argparse.ArgumentParser) -> None:
    """Options of its own."""
    parser.add_argument("--repeats", type=positive, metavar="N",
                        help="agents that lose their node by each kind of failure, at least (default 20, quick 4)")
    parser.add_argument("--hosts", type=whole_number(2, 32), default=8, metavar="N",
                        help="hosts, each with an agent (default 8)")


def run(options: argparse.Namespace) -> list[dict]:
    """Lets nodes fail until there are enough moves of each kind."""
    repeats = options.repeats or (4 if options.quick else 20)
    with Lab(leaf_spine_fabric(2, 2, (options.hosts + 1) // 2), onos_nodes=NODES) as lab:
        play = _Play(lab)
        for kind in (PAUSED, KILLED, STOPPED):
            while sum(row["failure"] == kind for row in play.rows) < repeats:
                play.fail(kind)
        return play.rows


class _Play:
    """Failures of nodes, one after the other."""

    def __init__(self, lab: Lab):
        self._lab = lab
        self._number = 0
        self._kind = ""
        self.rows: list[dict] = []

    def fail(self, kind: str) -> None:
        """Lets the node with most agents fail; a row for each of them."""
        self._have_two_nodes()
        self._settle()
        cluster, here = self._lab.cluster, self._agents_by_node()
        victim = max(here, key=lambda name: len(here[name]))
        self._number += 1
        self._kind = kind
        say(f"{kind}: node {victim} with {len(here[victim])} agents")
        before = time.time()
        if kind == PAUSED:
            cluster.pause(victim)
        elif kind == KILLED:
            cluster.kill(victim)
        else:
            cluster.nodes[victim].process.begin_stop()
        for host in here[victim]:
            wait_for(f"agent of {host} at another node", lambda host=host: self._orphaned(host, before) is not None,
                     MOVE_SECONDS)
            self.rows.append({"failure": kind, "number": self._number, "host": host,
                              "orphan_ms": round(1000 * self._orphaned(host, before))})
        if kind == PAUSED:
            cluster.resume(victim)
        elif kind == STOPPED:
            cluster.stop_node(victim)

    def _orphaned(self, host: str, since: float) -> float | None:
        return orphan_seconds(self._lab.agents[host].process.output(), since, self._kind == STOPPED)

    def _agents_by_node(self) -> dict[str, list[str]]:
        here: dict[str, list[str]] = {name: [] for name in self._lab.cluster.running()}
        for host, agent in self._lab.agents.items():
            here[self._lab.cluster.name_of(attached_to(agent))].append(host)
        return here

    def _settle(self) -> None:
        """Waits until all streams count as good ones, as in the life of a cluster."""
        time.sleep(SETTLE_SECONDS)
        wait_for("all agents attached", lambda: all(attached_to(agent) for agent in self._lab.agents.values()),
                 MOVE_SECONDS)

    def _have_two_nodes(self) -> None:
        """Starts the nodes that have ended once there is nowhere left to go."""
        cluster = self._lab.cluster
        ended = [name for name in cluster.names if name not in cluster.running()]
        if len(ended) == NODES - 1:
            say(f"starting {', '.join(ended)} again")
            for name in ended:
                cluster.start_node(name, wait=False)
            for name in ended:
                cluster.nodes[name].await_ready()
        for name in cluster.running():
            wait_for(f"{name} serving agents",
                     lambda name=name: self._lab.execute(name, "ss", "-Htln", "sport", "=", f":{AGENT_PORT}").strip(),
                     JOIN_SECONDS)
