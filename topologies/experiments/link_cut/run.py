# SPDX-License-Identifier: Apache-2.0
"""Cuts a link of a leaf-spine fabric in the middle of transfers. See README.md beside this file."""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Sequence

from crosslayer_lab.arguments import positive, whole_number
from crosslayer_lab.bulk import BIN_SECONDS
from crosslayer_lab.bulk_transfers import Arrivals, Receivers, Transfer, receivers
from crosslayer_lab.fabric import Link
from crosslayer_lab.kernel_events import KernelEvents, kernel_events
from crosslayer_lab.lab import Lab
from crosslayer_lab.link_cut import LinkCut
from crosslayer_lab.networks import leaf_spine_fabric
from crosslayer_lab.progress import say
from crosslayer_lab.schemes import AllHosts
from crosslayer_lab.waiting import wait_for_time

from .plot import plot
from .report import BEFORE_SECONDS, CROSSLAYER, CURVE_SECONDS, SCHEMES, TCP, findings, table

__all__ = ["SUMMARY", "add_options", "run", "table", "plot", "findings"]

SUMMARY = "a link is cut amid transfers: goodput curve of TCP, plain MPTCP, Crosslayer; time to the replacement subflow"
# As many hosts at a leaf as links are left: what is placed well gets everything before the cut and after it.
LEAVES, SPINES, HOSTS = 2, 4, 3
# All of the planner's first moves are made by then.
CUT_AFTER_SECONDS = 10
POLICY = {"maxSubflows": 2, "demoteInitial": True, "dataDirection": "outbound"}


def add_options(parser: argparse.ArgumentParser) -> None:
    """Options of its own."""
    parser.add_argument("--rate", type=positive, default=10, metavar="MBPS", help="rate of each link (default 10)")
    parser.add_argument("--repeats", type=positive, metavar="N", help="cuts with each scheme (default 5, quick 1)")
    parser.add_argument("--subflows", type=whole_number(2, 64), default=POLICY["maxSubflows"], metavar="N",
                        help="most subflows of a connection with Crosslayer (default 2)")


def run(options: argparse.Namespace) -> Iterator[dict]:
    """Cuts and mends, again and again."""
    repeats = options.repeats or (1 if options.quick else 5)
    with Lab(leaf_spine_fabric(LEAVES, SPINES, HOSTS, options.rate)) as lab, \
            receivers(lab, list(lab.fabric.hosts)) as programs:
        measurement = Measurement(lab, programs, options.rate)
        hosts = AllHosts(lab)
        for repeat in range(repeats):
            for scheme in SCHEMES:
                if scheme == CROSSLAYER:
                    hosts.crosslayer(**{**POLICY, "maxSubflows": options.subflows})
                else:
                    hosts.in_kernel()
                row = measurement.row(scheme, repeat + 1)
                say("  {scheme:<10} {link}: {before:.2f} before, {after:.2f} after, longest gap {longest_gap_ms} ms, "
                    "replacements after {replacement_ms} ms".format(**row))
                yield row


class Measurement:
    """Transfers from the hosts of one leaf to those of the other, and a cut in their middle."""

    def __init__(self, lab: Lab, programs: Receivers, rate_mbps: int):
        self._lab = lab
        self._programs = programs
        self._all_bps = rate_mbps * 1e6 * HOSTS
        hosts = list(lab.fabric.hosts)
        self._pairs = list(zip(hosts[:HOSTS], hosts[HOSTS:]))

    def row(self, scheme: str, repeat: int) -> dict:
        """Measures, under the scheme that the hosts are in."""
        transfers = [Transfer(*pair, scheme != TCP) for pair in self._pairs]
        clients = [source for source, _ in self._pairs]
        seconds = CUT_AFTER_SECONDS - BEFORE_SECONDS + CURVE_SECONDS
        with kernel_events(self._lab, clients) as events, self._programs.started(transfers, seconds) as running:
            self._lab.counters.reset()
            wait_for_time(running.begin + CUT_AFTER_SECONDS - 1)
            link = self._link_of_most()
            cut = LinkCut(self._lab, link)
            wait_for_time(running.begin + CUT_AFTER_SECONDS)
            known = self._lab.onos.fabrics_in_force()
            moment = cut.cut()
            arrivals = running.finish()
            replacements = self._replacements(events, clients, known, moment) if scheme == CROSSLAYER else ([], [])
        cut.mend()
        self._lab.wait_for_fabric()
        return {"scheme": scheme, "repeat": repeat, "link": f"{link.a.node}-{link.b.node}",
                **self._figures(arrivals, moment), "replacement_ms": replacements[0],
                "replacement_since_cut_ms": replacements[1]}

    def _link_of_most(self) -> Link:
        """The link between the first leaf and a spine that carries most."""
        seen, fabric = self._lab.counters.read(), self._lab.fabric
        carried: dict[str, int] = {}
        for flow in seen.flows():
            step = (seen.path(flow) or "").split(">")[0]
            if step.startswith("leaf1/"):
                carried[step] = carried.get(step, 0) + seen.bytes(flow)
        step = max((step for step in carried if int(step.split("/")[1]) > HOSTS), key=carried.get)
        return fabric.link_at("leaf1", int(step.split("/")[1]))

    def _replacements(self, events: KernelEvents, clients: Sequence[str], known: int,
                      moment: float) -> tuple[list[int], list[int]]:
        """Milliseconds to each client's first new subflow, where there is one: from ONOS's event, from the cut."""
        told_ms = self._lab.onos.time_of_fabric(known)
        cut_ms = (time.time() - time.monotonic() + moment) * 1000
        times = [each[0]["time_ms"] for client in clients
                 if (each := events.of(client, "subflow_established", cut_ms))]
        return [round(since - told_ms) for since in times], [round(since - cut_ms) for since in times]

    def _figures(self, arrivals: Sequence[Arrivals], moment: float) -> dict:
        """The sum of all transfers around the cut."""
        begin = arrivals[0].begin
        cut_bin = round((moment - begin) / BIN_SECONDS)
        before, after = round(BEFORE_SECONDS / BIN_SECONDS), round((CURVE_SECONDS - BEFORE_SECONDS) / BIN_SECONDS)
        curves = [each.curve((cut_bin + after) * BIN_SECONDS)[cut_bin - before:] for each in arrivals]
        total = [sum(values) / self._all_bps for values in zip(*curves)]
        steady = round(2 / BIN_SECONDS)
        return {"before": round(sum(total[:before]) / before, 4), "after": round(sum(total[-steady:]) / steady, 4),
                "longest_gap_ms": max(longest_gap(curve[before:]) for curve in curves) * round(BIN_SECONDS * 1000),
                "curve": [round(value, 4) for value in total]}


def longest_gap(curve: Sequence[float]) -> int:
    """Length of the longest part of a curve in which nothing has arrived."""
    longest = current = 0
    for value in curve:
        current = 0 if value else current + 1
        longest = max(longest, current)
    return longest
