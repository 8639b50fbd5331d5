# SPDX-License-Identifier: Apache-2.0
"""Measures the time from the ESTABLISHED event to the last SUBFLOW_CREATE. See README.md beside this file."""

from __future__ import annotations

import argparse

from crosslayer_lab.arguments import positive, whole_number
from crosslayer_lab.downloads import web_server
from crosslayer_lab.errors import LabError
from crosslayer_lab.idle_connections import open_connections
from crosslayer_lab.lab import ATTACH_SECONDS, Lab
from crosslayer_lab.networks import parallel_paths_fabric
from crosslayer_lab.progress import say
from crosslayer_lab.waiting import wait_for

from .plot import plot
from .report import findings, row, table

__all__ = ["SUMMARY", "add_options", "run", "table", "plot", "findings"]

SUMMARY = "time from a connection's ESTABLISHED event to its last SUBFLOW_CREATE, cold and warm"
OUTCOME_SECONDS = 30.0
WARM_UP = 300


def add_options(parser: argparse.ArgumentParser) -> None:
    """Options of its own."""
    parser.add_argument("--paths", type=whole_number(2, 8), default=4, metavar="N",
                        help="equal paths: N-1 subflows a plan (4)")
    parser.add_argument("--connections", type=positive, metavar="N", help="warm connections (default 1000, quick 200)")
    parser.add_argument("--restarts", type=positive, metavar="N", help="restarts of the agent (default 20, quick 4)")


def run(options: argparse.Namespace) -> list[dict]:
    """First connection of all, first ones of fresh agents, then many when everything is warm."""
    further = options.paths - 1
    with Lab(parallel_paths_fabric(options.paths)) as lab, web_server(lab):
        rows = [row("first", _planned(lab, 1, further))]
        restarts = options.restarts or (4 if options.quick else 20)
        say(f"cold: {restarts} restarts of the agent, one connection after each")
        cold = []
        for _ in range(restarts):
            agent = lab.start_agent("client")
            wait_for("agent attached", lambda agent=agent: agent.process.logged("attached to "), ATTACH_SECONDS)
            cold += _planned(lab, 1, further)
        rows.append(row("cold", cold))
        say(f"warming up: {WARM_UP} connections")
        _planned(lab, WARM_UP, further)
        count = options.connections or (200 if options.quick else 1000)
        say(f"warm: {count} connections")
        rows.append(row("warm", _planned(lab, count, further)))
        return rows


def _planned(lab: Lab, count: int, further: int) -> list[float]:
    """Makes connections, one at a time; milliseconds of each until the last subflow of its plan was under way."""
    before = len(_latencies(lab))
    open_connections(lab, count, further)
    wait_for(f"plans of {count} connections", lambda: len(_latencies(lab)) >= before + count, OUTCOME_SECONDS)
    return list(_latencies(lab).values())[before:]


def _latencies(lab: Lab) -> dict[str, float]:
    """Milliseconds by plan, from the agent's plan log."""
    found: dict[str, float] = {}
    for outcome in lab.agents["client"].plans():
        if outcome["result"] != "done":
            raise LabError(f"a planned subflow was not opened: {outcome['result']} {outcome['message']}")
        plan, elapsed = outcome["command_id"], outcome["since_established_us"] / 1000
        found[plan] = max(found.get(plan, 0.0), elapsed)
    return found
