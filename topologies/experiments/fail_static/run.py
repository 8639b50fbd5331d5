# SPDX-License-Identifier: Apache-2.0
"""Standing plans end to end, in a virtual machine that can load the kernel module. See README.md beside this file."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from crosslayer_lab.arguments import positive, whole_number
from crosslayer_lab.lab import ROOT
from crosslayer_lab.networks import parallel_paths_fabric
from crosslayer_lab.progress import say
from crosslayer_lab.vm.controller import GuestWithController
from crosslayer_lab.vm.kernel import guest_kernel

from .plot import plot
from .report import findings, table

__all__ = ["SUMMARY", "add_options", "run", "table", "plot", "findings"]

SUMMARY = "standing plans in the kernel, agents and controller dead: goodput and subflows (in a virtual machine)"
PATHS = [2, 4]
MOST_PATHS = 8
SEND_BUFFER_BYTES = 256 * 1024
GUEST_SECONDS = 3600.0
LOGS = ROOT / "build/vm-lab/logs"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Options of its own."""
    parser.add_argument("--paths", type=whole_number(2, MOST_PATHS), nargs="+", default=PATHS, metavar="N",
                        help="numbers of paths (2 4)")
    parser.add_argument("--rate", type=positive, default=5, metavar="MBPS", help="rate of each path (default 5)")
    parser.add_argument("--repeats", type=positive, metavar="N", help="transfers of each scheme (default 3, quick 1)")
    parser.add_argument("--seconds", type=positive, metavar="S", help="length of a transfer (default 8)")
    parser.add_argument("--connections", type=positive, metavar="N", help="connections of a burst (default 50)")


def run(options: argparse.Namespace) -> Iterator[dict]:
    """Measures every number of paths in a guest of its own; the rows as they come."""
    kernel = guest_kernel()
    for paths in options.paths:
        say(f"{paths} paths")
        fabric = parallel_paths_fabric(paths, options.rate)
        told = {"paths": paths, "rate": options.rate, "send_buffer": SEND_BUFFER_BYTES,
                "seconds": options.seconds or 8,
                "repeats": options.repeats or (1 if options.quick else 3), "connections": options.connections or 50,
                "module": str(kernel.crosslayer_module), "programs": str(kernel.programs)}
        with GuestWithController(kernel, fabric, LOGS) as guest:
            yield from guest.measure("experiments.fail_static.guest", told, GUEST_SECONDS)
