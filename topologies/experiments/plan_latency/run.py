# SPDX-License-Identifier: Apache-2.0
"""Measures the time from the ESTABLISHED event to the last SUBFLOW_CREATE. See README.md beside this file."""

from __future__ import annotations

import argparse
import time
from collections import defaultdict

from crosslayer_lab.arguments import positive, whole_number
from crosslayer_lab.errors import LabError
from crosslayer_lab.idle_server import idle_server
from crosslayer_lab.joined_connections import open_connections
from crosslayer_lab.lab import ATTACH_SECONDS, Lab
from crosslayer_lab.networks import parallel_paths_fabric
from crosslayer_lab.progress import say
from crosslayer_lab.waiting import wait_for, wait_for_time

from .plot import plot
from .report import findings, row, table

__all__ = ["SUMMARY", "add_options", "run", "table", "plot", "findings"]

SUMMARY = "time from a connection's ESTABLISHED event to its last SUBFLOW_CREATE, cold and warm"
OUTCOME_SECONDS = 30.0
# Controllers run for weeks: warm is what the JVM's compilers have come to rest for.
WARM_UP = {True: [300], False: [2400, 2400]}
# A plan wants both directions of a subflow on one cable: one port in 16 leads to one of 4 cables, which makes 1,875 of
# this range. Ports stay in TIME_WAIT for a minute, and ONOS spares them a little longer.
SOURCE_PORTS = "2000-31999"
SPARED_SECONDS = 72
# Between two connections of the state "spaced": the end of one does not compete with the plan of the next, but
# processes and caches have gone to sleep.
PAUSE_MILLISECONDS = 20


def add_options(parser: argparse.ArgumentParser) -> None:
    """Options of its own."""
    parser.add_argument("--paths", type=whole_number(2, 8), default=4, metavar="N",
                        help="equal paths: N-1 subflows a plan (4)")
    parser.add_argument("--connections", type=positive, metavar="N", help="warm connections (default 1000, quick 200)")
    parser.add_argument("--restarts", type=positive, metavar="N", help="restarts of the agent (default 20, quick 4)")


def run(options: argparse.Namespace) -> list[dict]:
    """First connection of all, first ones of fresh agents, then many when everything is warm."""
    further = options.paths - 1
    with Lab(parallel_paths_fabric(options.paths), count_flows=False) as lab, idle_server(lab):
        lab.set_policy(sourcePorts=SOURCE_PORTS)
        rows = [row("first", _planned(lab, 1, further))]
        restarts = options.restarts or (4 if options.quick else 20)
        say(f"cold: {restarts} restarts of the agent, one connection after each")
        cold = []
        for _ in range(restarts):
            agent = lab.start_agent("client")
            wait_for("agent attached", lambda agent=agent: agent.process.logged("attached to "), ATTACH_SECONDS)
            cold += _planned(lab, 1, further)
        rows.append(row("cold", cold))
        _warm_up(lab, WARM_UP[options.quick], further)
        count = options.connections or (200 if options.quick else 1000)
        say(f"warm: {count} connections")
        rows.append(row("warm", _planned(lab, count, further)))
        count = -(-count // 5)
        say(f"spaced: {count} connections, {PAUSE_MILLISECONDS} ms apart")
        rows.append(row("spaced", _planned(lab, count, further, PAUSE_MILLISECONDS)))
        return rows


def _warm_up(lab: Lab, rounds: list[int], further: int) -> None:
    for count in rounds:
        say(f"warming up: {count} connections")
        _planned(lab, count, further)
        if len(rounds) > 1:
            say(f"waiting {SPARED_SECONDS} s until their source ports may be used again")
            wait_for_time(time.monotonic() + SPARED_SECONDS)


def _planned(lab: Lab, count: int, further: int, pause: int = 0) -> list[float]:
    """Makes connections, one at a time; milliseconds of each until the last of its subflows was under way."""
    before = len(_latencies(lab, further))
    open_connections(lab, count, further, pause=pause)
    wait_for(f"plans of {count} connections", lambda: len(_latencies(lab, further)) >= before + count,
             OUTCOME_SECONDS)
    return _latencies(lab, further)[before:]


def _latencies(lab: Lab, further: int) -> list[float]:
    """Milliseconds of each connection that has all its subflows, from the agent's plan log.

    A path whose source ports were all in use is planned again by ONOS, perhaps as two that share a direction each with
    others: the time is that of the second plan.
    """
    opened: dict[str, list[float]] = defaultdict(list)
    for outcome in lab.agents["client"].plans():
        if outcome["result"] == "done":
            opened[outcome["token"]].append(outcome["since_established_us"] / 1000)
        elif outcome["result"] != "ports_in_use":
            raise LabError(f"a planned subflow was not opened: {outcome['result']} {outcome['message']}")
    return [max(times) for times in opened.values() if len(times) >= further]
