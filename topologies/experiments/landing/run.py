# SPDX-License-Identifier: Apache-2.0
"""Counts planned subflows on their intended path, both directions, IPv4 and IPv6. See README.md beside this file."""

from __future__ import annotations

import argparse
from pathlib import Path

from crosslayer_lab.arguments import positive, whole_number
from crosslayer_lab.downloads import web_server
from crosslayer_lab.figures import COLOURS, figure, save
from crosslayer_lab.joined_connections import open_connections
from crosslayer_lab.lab import Lab
from crosslayer_lab.landings import Landings
from crosslayer_lab.networks import parallel_paths_fabric
from crosslayer_lab.progress import say
from crosslayer_lab.schemes import Client
from crosslayer_lab.table import text_table

SUMMARY = "planned source ports that land on the intended path, by the routers' counters: at least 200 subflows"
FAMILIES = {4: "ipv4", 6: "ipv6"}


def add_options(parser: argparse.ArgumentParser) -> None:
    """Options of its own."""
    parser.add_argument("--paths", type=whole_number(2, 64), default=4, metavar="N", help="equal paths (default 4)")
    parser.add_argument("--subflows", type=positive, metavar="N",
                        help="subflows of each family (default 300, quick 102)")


def run(options: argparse.Namespace) -> list[dict]:
    """Opens connections until enough subflows are planned, and compares."""
    planned = options.paths - 1
    connections = -(-(options.subflows or (102 if options.quick else 300)) // planned)
    rows = []
    with Lab(parallel_paths_fabric(options.paths)) as lab, web_server(lab):
        client = Client(lab)
        client.crosslayer(planned, maxSubflows=options.paths)
        for version, family in FAMILIES.items():
            landings = Landings()
            lab.counters.reset()
            before = len(client.plans())
            open_connections(lab, connections, planned, version=version)
            landings.add(client.plans_since(before, connections * planned), lab.counters.read())
            say(f"{family}: {landings.on_intended_path} of {landings.planned} on their path")
            for miss in landings.misses[:5]:
                say(f"  {miss}")
            rows.append({"family": family, "paths": options.paths, "connections": connections,
                         "planned": landings.planned, "opened": landings.opened,
                         "on_intended_path": landings.on_intended_path})
    return rows


def table(rows: list[dict]) -> str:
    """The rows for people."""
    return text_table(["family", "paths", "connections", "planned subflows", "opened", "on intended path, both ways"],
                      [list(row.values()) for row in rows])


def plot(rows: list[dict], target: Path) -> None:
    """Bars of what was planned, opened, and went where it was meant to go."""
    drawing, axes = figure()
    for index, (key, colour) in enumerate((("planned", COLOURS[1]), ("opened", COLOURS[2]),
                                           ("on_intended_path", COLOURS[3]))):
        bars = axes.bar([place + (index - 1) * 0.27 for place in range(len(rows))], [row[key] for row in rows], 0.25,
                        color=colour, label=key.replace("_", " "))
        axes.bar_label(bars)
    axes.set_xticks(range(len(rows)), [row["family"] for row in rows])
    axes.set(ylabel="subflows", title="Planned subflows and the paths that they took")
    axes.legend(frameon=False, loc="lower center")
    save(drawing, target)


def findings(rows: list[dict], expected: dict) -> list[tuple[str, bool]]:
    """Compares with expected.json."""
    planned, landed = (sum(row[key] for row in rows) for key in ("planned", "on_intended_path"))
    return [(f"{landed} of {planned} planned subflows on their path (expected all of at least "
             f"{expected['at_least']})", landed == planned >= expected["at_least"])]
