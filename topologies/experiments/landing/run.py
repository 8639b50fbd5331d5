# SPDX-License-Identifier: Apache-2.0
"""Counts planned subflows on their intended path, both directions, IPv4 and IPv6. See README.md beside this file."""

from __future__ import annotations

import argparse
import contextlib
from pathlib import Path

from crosslayer_lab.arguments import positive, whole_number
from crosslayer_lab.downloads import web_server
from crosslayer_lab.figures import COLOURS, figure, save
from crosslayer_lab.joined_connections import open_connections
from crosslayer_lab.lab import Lab
from crosslayer_lab.landings import Landings
from crosslayer_lab.progress import say
from crosslayer_lab.schemes import Client
from crosslayer_lab.table import text_table
from crosslayer_lab.topology import Topology

SUMMARY = "planned source ports that land on the intended path, by the routers' counters: at least 1,000 subflows"
FAMILIES = {4: "ipv4", 6: "ipv6"}
RATE_MBPS = 20


def add_options(parser: argparse.ArgumentParser) -> None:
    """Options of its own."""
    parser.add_argument("--topology", type=Topology.argument, default=Topology("fat-tree:4"), metavar="NAME",
                        help=f"{Topology.EXPECTED}; default fat-tree:4")
    parser.add_argument("--planned", type=whole_number(1, 63), default=3, metavar="N",
                        help="planned subflows of each connection (default 3)")
    parser.add_argument("--subflows", type=positive, metavar="N",
                        help="subflows of each family (default 600, quick 96)")


def run(options: argparse.Namespace) -> list[dict]:
    """Opens connections until enough subflows are planned, and compares."""
    wanted = options.subflows or (96 if options.quick else 600)
    with Lab(options.topology.fabric(RATE_MBPS)) as lab, contextlib.ExitStack() as servers:
        pairs = far_pairs(list(lab.fabric.hosts))
        for _, server in pairs:
            servers.enter_context(web_server(lab, server))
        rows = [measure(lab, pairs, options.planned, -(-wanted // (options.planned * len(pairs))), version)
                for version in FAMILIES]
    return [{"topology": options.topology.name, **row} for row in rows]


def far_pairs(hosts: list[str]) -> list[tuple[str, str]]:
    """Clients and servers: the first half of the hosts with the other half, as far away as can be."""
    half = len(hosts) // 2
    return list(zip(hosts[:half], hosts[half:]))


def measure(lab: Lab, pairs: list[tuple[str, str]], planned: int, connections: int, version: int) -> dict:
    """So many connections of each pair, one after the other."""
    landings = Landings()
    for host, server in pairs:
        client = Client(lab, host, server)
        # However little a further subflow would gain: source ports for all of them are to be seen on their paths.
        client.crosslayer(planned, minSubflows=planned + 1, maxSubflows=planned + 1)
        lab.counters.reset()
        before = len(client.plans())
        open_connections(lab, connections, planned, version=version, client=host, server=server)
        landings.add(client.plans_since(before, connections * planned), lab.counters.read())
        say(f"{FAMILIES[version]}, {host} to {server}: {landings.on_intended_path} of {landings.planned} on their path")
    for miss in landings.misses[:5]:
        say(f"  {miss}")
    return {"family": FAMILIES[version], "connections": connections * len(pairs), "planned": landings.planned,
            "opened": landings.opened, "on_intended_path": landings.on_intended_path}


def table(rows: list[dict]) -> str:
    """The rows for people."""
    return text_table(["topology", "family", "connections", "planned subflows", "opened",
                       "on intended path, both ways"], [list(row.values()) for row in rows])


def plot(rows: list[dict], target: Path) -> None:
    """Bars of what was planned, opened, and went where it was meant to go."""
    drawing, axes = figure()
    for index, (key, colour) in enumerate((("planned", COLOURS[1]), ("opened", COLOURS[2]),
                                           ("on_intended_path", COLOURS[3]))):
        bars = axes.bar([place + (index - 1) * 0.27 for place in range(len(rows))], [row[key] for row in rows], 0.25,
                        color=colour, label=key.replace("_", " "))
        axes.bar_label(bars)
    axes.set_xticks(range(len(rows)), [row["family"] for row in rows])
    axes.set(ylabel="subflows", ylim=(0, 1.25 * max(row["planned"] for row in rows)),
             title=f"Planned subflows and the paths that they took ({rows[0]['topology']})")
    axes.legend(frameon=False, loc="upper center", ncols=3)
    save(drawing, target)


def findings(rows: list[dict], expected: dict) -> list[tuple[str, bool]]:
    """Compares with expected.json."""
    planned, landed = (sum(row[key] for row in rows) for key in ("planned", "on_intended_path"))
    return [(f"{landed} of {planned} planned subflows on their path (expected all of at least "
             f"{expected['at_least']})", landed == planned >= expected["at_least"])]
