# SPDX-License-Identifier: Apache-2.0
"""Measures the transfer times of the CloudNet 2013 experiment. See README.md beside this file."""

from __future__ import annotations

import argparse
import random
from collections import defaultdict

from crosslayer_lab.arguments import positive
from crosslayer_lab.downloads import download, web_server
from crosslayer_lab.errors import LabError
from crosslayer_lab.lab import Lab
from crosslayer_lab.landings import Landings
from crosslayer_lab.networks import cloudnet2013_fabric
from crosslayer_lab.progress import say
from crosslayer_lab.schemes import Client

from .plot import plot
from .report import SCHEMES, findings, table

__all__ = ["SUMMARY", "add_options", "run", "table", "plot", "findings"]

SUMMARY = "transfer times over two uplinks: TCP, MPTCP and Crosslayer beside the paper's ratio"
KIB = 1024
SIZES = [512 * KIB * step for step in range(1, 16)]
QUICK_SIZES = [512 * KIB, 2048 * KIB, 4096 * KIB, 7680 * KIB]
# Sizes that are measured between two changes of scheme: small enough for drifts of the machine to meet all alike.
SIZES_IN_A_BLOCK = 5
# Planned subflows beside the initial one.
PLANNED = {"crosslayer-2": 1, "crosslayer-3": 2}


def add_options(parser: argparse.ArgumentParser) -> None:
    """Options of its own."""
    parser.add_argument("--rate", type=positive, default=20, metavar="MBPS", help="cap of each uplink (default 20)")
    parser.add_argument("--repeats", type=positive, metavar="N",
                        help="downloads of each size and scheme (default 5, quick 2)")


def run(options: argparse.Namespace) -> list[dict]:
    """Measures all sizes and schemes, in random order within each repeat."""
    sizes = QUICK_SIZES if options.quick else SIZES
    repeats = options.repeats or (2 if options.quick else 5)
    seconds: dict[tuple[int, str], list[float]] = defaultdict(list)
    landings = Landings()
    with Lab(cloudnet2013_fabric(options.rate)) as lab, web_server(lab):
        client = Client(lab)
        for repeat in range(repeats):
            say(f"repeat {repeat + 1} of {repeats}")
            for block in _blocks(sizes):
                for scheme in random.sample(SCHEMES, len(SCHEMES)):
                    for size, taken in _measure(lab, client, scheme, block, landings):
                        seconds[size, scheme].append(round(taken, 4))
    _require_landed(landings)
    return [{"size_bytes": size, "scheme": scheme, "seconds": seconds[size, scheme]}
            for size in sizes for scheme in SCHEMES]


def _blocks(sizes: list[int]) -> list[list[int]]:
    shuffled = random.sample(sizes, len(sizes))
    return [shuffled[first:first + SIZES_IN_A_BLOCK] for first in range(0, len(shuffled), SIZES_IN_A_BLOCK)]


def _measure(lab: Lab, client: Client, scheme: str, sizes: list[int], landings: Landings) -> list[tuple[int, float]]:
    """Downloads of one scheme; where subflows are planned, their paths are checked."""
    _switch(client, scheme)
    planned = PLANNED.get(scheme, 0)
    measured = []
    for size in sizes:
        if planned:
            lab.counters.reset()
            before = len(client.plans())
        measured.append((size, download(lab, size, mptcp=scheme != "tcp")))
        if planned:
            landings.add(client.plans_since(before, planned), lab.counters.read())
    text = ", ".join(f"{size // KIB} KiB {taken:.2f} s" for size, taken in sorted(measured))
    say(f"  {scheme:<15} {text}")
    return measured


def _switch(client: Client, scheme: str) -> None:
    if scheme in ("tcp", "mptcp-1"):
        client.in_kernel()
    elif scheme == "mptcp-2-random":
        client.random(2)
    elif scheme == "crosslayer-2":
        client.crosslayer(planned=1, maxSubflows=2)
    else:
        client.crosslayer(planned=2, minSubflows=3, maxSubflows=3)


def _require_landed(landings: Landings) -> None:
    say(f"planned subflows on their path, both directions, by the routers' counters: "
        f"{landings.on_intended_path} of {landings.planned}")
    if landings.misses:
        raise LabError(f"{len(landings.misses)} planned subflows went astray; the first: {landings.misses[0]}")
