# SPDX-License-Identifier: Apache-2.0
"""Measures memory and processor time of an agent at rest. See README.md beside this file."""

from __future__ import annotations

import argparse
import os
import time

from crosslayer_lab.agents import HostAgent
from crosslayer_lab.arguments import positive
from crosslayer_lab.downloads import PORT, web_server
from crosslayer_lab.joined_connections import open_connections
from crosslayer_lab.lab import Lab
from crosslayer_lab.networks import parallel_paths_fabric
from crosslayer_lab.progress import say
from crosslayer_lab.standing import listed, wait_in_force
from crosslayer_lab.steering import Steering
from crosslayer_lab.waiting import wait_for

from .plot import plot
from .report import findings, table

__all__ = ["SUMMARY", "add_options", "run", "table", "plot", "findings"]

SUMMARY = "resident memory and processor time of attached agents at rest"
TICKS = os.sysconf("SC_CLK_TCK")
ATTACH_SECONDS = 60


def add_options(parser: argparse.ArgumentParser) -> None:
    """Options of its own."""
    parser.add_argument("--seconds", type=positive, metavar="S", help="length of each rest (default 60, quick 15)")
    parser.add_argument("--connections", type=positive, default=1000, metavar="N",
                        help="connections that are served between the two rests (1000)")


def run(options: argparse.Namespace) -> list[dict]:
    """At rest after the start, after some work, and after as much by standing plans, first subflows steered."""
    seconds = options.seconds or (15 if options.quick else 60)
    with Lab(parallel_paths_fabric(2)) as lab, web_server(lab), Steering(lab.host("client"), lab.run_directory) as bpf:
        # The server's agent is that of a host without steering.
        agent = lab.start_agent("client", also=bpf.agent_options)
        wait_for("agent attached", agent.attached, ATTACH_SECONDS)
        rows = _rest(lab, "after the start", seconds)
        say(f"serving {options.connections} connections")
        open_connections(lab, options.connections, 1)
        rows += _rest(lab, f"after {options.connections} connections", seconds)
        say(f"serving {options.connections} connections by standing plans")
        # The server's web server is the destination, so the client has plans and pools, for IPv4 and IPv6.
        lab.set_policy(minSubflows=2, maxSubflows=2, standing=listed(lab, PORT, steering="all"))
        wait_in_force(lab, PORT, 2)
        wait_for("pools in the kernel", lambda: len(bpf.pools()) == 2, ATTACH_SECONDS)
        open_connections(lab, options.connections, 1)
        return rows + _rest(lab, f"after {options.connections} more by standing plans", seconds)


def _rest(lab: Lab, state: str, seconds: int) -> list[dict]:
    """Samples both agents once a second."""
    say(f"at rest {state}: {seconds} s")
    used = {name: _processor_seconds(agent) for name, agent in lab.agents.items()}
    samples: dict[str, list[tuple[int, int]]] = {name: [] for name in lab.agents}
    begin = time.monotonic()
    for second in range(1, seconds + 1):
        # Not waiting for anything to happen: this is the clock of the measurement.
        time.sleep(max(0.0, begin + second - time.monotonic()))
        for name, agent in lab.agents.items():
            samples[name].append(_memory_kib(agent))
    elapsed = time.monotonic() - begin
    return [{"agent": name, "state": state, "rss_mib": [round(rss / 1024, 1) for rss, _ in samples[name]],
             "pss_mib": [round(pss / 1024, 1) for _, pss in samples[name]],
             "cpu_percent": round(100 * (_processor_seconds(agent) - used[name]) / elapsed, 3)}
            for name, agent in lab.agents.items()]


def _memory_kib(agent: HostAgent) -> tuple[int, int]:
    """Resident and proportional memory."""
    with open(f"/proc/{agent.process.pid}/smaps_rollup", encoding="ascii") as source:
        sizes = {line.split(":")[0]: int(line.split()[1]) for line in source if line.rstrip().endswith("kB")}
    return sizes["Rss"], sizes["Pss"]


def _processor_seconds(agent: HostAgent) -> float:
    """User and system time so far."""
    with open(f"/proc/{agent.process.pid}/stat", encoding="ascii") as source:
        fields = source.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS
