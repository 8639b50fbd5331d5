# SPDX-License-Identifier: Apache-2.0
"""Measures goodput over N equal paths: TCP, the peers and Crosslayer. See README.md beside this file."""

from __future__ import annotations

import argparse
import random
from collections import defaultdict
from collections.abc import Iterator
from statistics import median

from crosslayer_lab.arguments import positive, whole_number
from crosslayer_lab.downloads import web_server
from crosslayer_lab.errors import LabError
from crosslayer_lab.flow_counters import Flow
from crosslayer_lab.lab import Lab
from crosslayer_lab.landings import Landings
from crosslayer_lab.networks import parallel_paths_fabric
from crosslayer_lab.paths import port_on_a_free_path
from crosslayer_lab.progress import say
from crosslayer_lab.schemes import BothHosts, Client
from crosslayer_lab.standing import listed, wait_in_force
from crosslayer_lab.transfers import FIRST_PORT, iperf_servers, transfer, transfers_together, wait_for_the_end

from .plot import plot
from .report import ALL_SCHEMES, MAX_FLOW, PLANNED, SCHEMES, STANDING, findings, table

__all__ = ["SUMMARY", "add_options", "run", "table", "plot", "findings"]

SUMMARY = "goodput over N equal paths against their max-flow: TCP, in-kernel, mptcpd, random ports, Crosslayer"
PATHS = [2, 4, 8]
# The peers' limit is 8 subflows.
MOST_PATHS = 8
# iperf3 opens two connections, one of them for control.
CONNECTIONS = 2
# Over 8 paths the 64 KiB that suit short transfers cost 2.5 %: README.md ("Send buffer").
SEND_BUFFER_BYTES = 256 * 1024


def add_options(parser: argparse.ArgumentParser) -> None:
    """Options of its own."""
    parser.add_argument("--paths", type=whole_number(2, MOST_PATHS), nargs="+", default=PATHS, metavar="N",
                        help="numbers of paths (2 4 8)")
    parser.add_argument("--schemes", choices=ALL_SCHEMES, nargs="+", default=SCHEMES, metavar="SCHEME",
                        help=f"of {', '.join(ALL_SCHEMES)} (default: all but {STANDING}); the max-flow always")
    parser.add_argument("--rate", type=positive, default=20, metavar="MBPS", help="rate of each path (default 20)")
    parser.add_argument("--repeats", type=positive, metavar="N", help="transfers of each scheme (default 5, quick 1)")
    parser.add_argument("--seconds", type=positive, metavar="S", help="length of a transfer (default 10, quick 3)")


def run(options: argparse.Namespace) -> Iterator[dict]:
    """Measures every number of paths in a network of its own."""
    for paths in options.paths:
        with Lab(parallel_paths_fabric(paths, options.rate), send_buffer=SEND_BUFFER_BYTES) as lab, web_server(lab), \
                iperf_servers(lab, paths):
            yield from Measurement(lab, paths, options.seconds or (3 if options.quick else 10)).run(
                [scheme for scheme in ALL_SCHEMES if scheme in options.schemes],
                options.repeats or (1 if options.quick else 5))


class Measurement:
    """All schemes on one network."""

    def __init__(self, lab: Lab, paths: int, seconds: int):
        self._lab = lab
        self._paths = paths
        self._seconds = seconds
        self._client = Client(lab)
        self._peers = BothHosts(lab)
        self._goodput: dict[str, list[float]] = defaultdict(list)
        self._subflows: dict[str, int] = defaultdict(int)
        self._landings = Landings()
        self._standing_landed = 0

    def run(self, schemes: list[str], repeats: int) -> list[dict]:
        """The rows, after so many transfers of each scheme, in random order."""
        for repeat in range(repeats):
            say(f"{self._paths} paths, repeat {repeat + 1} of {repeats}")
            for scheme in random.sample([*schemes, MAX_FLOW], len(schemes) + 1):
                goodput = getattr(self, "_" + scheme.replace("-", "_"))()
                self._goodput[scheme].append(round(goodput))
                say(f"  {scheme:<10} {goodput / 1e6:7.1f} Mbit/s")
        if self._landings.misses:
            raise LabError(f"{len(self._landings.misses)} of {self._landings.planned} planned subflows went astray; "
                           f"the first: {self._landings.misses[0]}")
        return [self._row(scheme) for scheme in schemes]

    def _row(self, scheme: str) -> dict:
        landed = self._standing_landed if scheme == STANDING else self._landings.on_intended_path
        return {"paths": self._paths, "scheme": scheme, "goodput_bps": self._goodput[scheme],
                "max_flow_bps": round(median(self._goodput[MAX_FLOW])), "subflows": self._subflows[scheme],
                "subflows_on_intended_path": landed if scheme in PLANNED else None}

    def _max_flow(self) -> float:
        """What plain TCP carries with one connection on every path."""
        self._client.in_kernel()
        client, server = (self._lab.addresses(host)[0] for host in ("client", "server"))
        flows: list[Flow] = []
        for port in range(FIRST_PORT, FIRST_PORT + self._paths):
            free = port_on_a_free_path(self._lab.fabric, client, server, port, flows)
            flows.append(Flow(client, free, server, port))
        return sum(transfers_together(self._lab, self._seconds, [flow.source_port for flow in flows]))

    def _tcp(self) -> float:
        self._client.in_kernel()
        return self._measured("tcp", mptcp=False)

    def _in_kernel(self) -> float:
        with self._peers.in_kernel():
            return self._measured("in-kernel")

    def _mptcpd(self) -> float:
        with self._peers.mptcpd():
            self._client.agent_was_restarted()
            return self._measured("mptcpd")

    def _random(self) -> float:
        self._client.random(self._paths)
        return self._measured("random")

    def _crosslayer(self) -> float:
        planned = self._paths - 1
        self._client.crosslayer(planned, maxSubflows=self._paths)
        before = len(self._client.plans())
        goodput = self._measured("crosslayer")
        outcomes = self._client.plans_since(before, CONNECTIONS * planned)
        self._landings.add(outcomes, self._lab.counters.read())
        return goodput

    def _standing(self) -> float:
        # Hosts' links have no known rate, and the plan is to be for one direction of the data: so the policy says how
        # many subflows a connection gets.
        self._client.crosslayer(self._paths - 1, minSubflows=self._paths, maxSubflows=self._paths,
                                dataDirection="inbound", standing=listed(self._lab, FIRST_PORT))
        plan = wait_in_force(self._lab, FIRST_PORT, self._paths)
        before = len(self._client.plans())
        goodput = self._measured(STANDING)
        seen = self._lab.counters.read()
        if plan.astray(seen) or self._client.plans()[before:]:
            raise LabError(f"standing plan: astray {plan.astray(seen)}, planned one by one "
                           f"{self._client.plans()[before:]}")
        self._standing_landed += len(plan.subflows(seen))
        return goodput

    def _measured(self, scheme: str, mptcp: bool = True) -> float:
        """A transfer; counts the subflows beside the initial ones that the routers have seen."""
        # The last packets of an earlier transfer would look like subflows of this one: its sockets must be closed, and
        # what they had left in the routers' queues may still be answered, one-sidedly, with resets.
        wait_for_the_end(self._lab)
        self._lab.counters.reset()
        goodput = transfer(self._lab, self._seconds, mptcp)
        client, seen = self._lab.addresses("client")[0], self._lab.counters.read()
        flows = [flow for flow in seen.flows() if flow.source == client and flow.destination_port == FIRST_PORT
                 and seen.bytes(flow.reversed())]
        self._subflows[scheme] += len(flows) - CONNECTIONS
        return goodput
