# SPDX-License-Identifier: Apache-2.0
"""Permutation traffic on a fat-tree: TCP, random source ports, Crosslayer. See README.md beside this file."""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from statistics import mean

from crosslayer_lab.arguments import positive, whole_number
from crosslayer_lab.bulk_transfers import Arrivals, Receivers, Transfer, receivers
from crosslayer_lab.disjoint import on_disjoint_paths
from crosslayer_lab.flow_counters import Flow, Observations
from crosslayer_lab.fluid import jain, max_min_rates
from crosslayer_lab.lab import Lab
from crosslayer_lab.machine import processor_times
from crosslayer_lab.networks import fat_tree_fabric
from crosslayer_lab.progress import say
from crosslayer_lab.schemes import AllHosts
from crosslayer_lab.simulator import Prediction, predict
from crosslayer_lab.waiting import wait_for_time

from .plot import plot
from .report import CROSSLAYER, OPTIMUM, RANDOM, TCP, findings, table

__all__ = ["SUMMARY", "add_options", "run", "table", "plot", "findings"]

SUMMARY = "every host of a fat-tree sends to another: TCP, 1 to 8 random source ports, Crosslayer, the optimum"
# What a subflow in use carries at the least, to be told from one that only waits (a backup) or has just ended.
LEAST_SHARE = 0.005
K = 4
QUICK = [2, 4, 8]
# Of hash seeds and first source ports, which are luck in the lab as well.
DRAWS = 20
# Headers and the ACKs of other connections on the same links take 9 % with 1,500 bytes, and not the same of every
# connection; 2 % with these (README.md).
MTU = 9000
SEND_BUFFER_BYTES = 512 * 1024
# ACKs wait in the queues of the opposite transfers: with 100 ms the send buffer does not last for a round trip.
QUEUE_MS = 40


def add_options(parser: argparse.ArgumentParser) -> None:
    """Options of its own."""
    parser.add_argument("--rate", type=positive, default=20, metavar="MBPS", help="rate of each link (default 20)")
    parser.add_argument("--seeds", type=positive, metavar="N", help="permutations (default 4, quick 1)")
    parser.add_argument("--seconds", type=whole_number(4), metavar="S",
                        help="length of transfers; the first third is not counted (default 18, quick 9)")
    parser.add_argument("--random", type=whole_number(1, 64), nargs="+", metavar="N",
                        help="numbers of random source ports (default 1 to 8, quick 2 4 8)")
    parser.add_argument("--subflows", type=whole_number(1, 64), default=2, metavar="N",
                        help="most subflows of a connection with Crosslayer (default 2)")


def run(options: argparse.Namespace) -> list[dict]:
    """Measures all permutations with each scheme."""
    seconds = options.seconds or (9 if options.quick else 18)
    seeds = options.seeds or (1 if options.quick else 4)
    fabric = fat_tree_fabric(K, options.rate)
    fabric.mtu, fabric.queue_ms = MTU, QUEUE_MS
    schemes = [OPTIMUM, CROSSLAYER, TCP,
               *(f"random-{count}" for count in options.random or (QUICK if options.quick else RANDOM))]
    say("simulator: what it predicts")
    expected = {seed: predictions(list(fabric.hosts), seed, schemes, options.subflows)
                for seed in range(1, seeds + 1)}
    with Lab(fabric, send_buffer=SEND_BUFFER_BYTES) as lab, \
            receivers(lab, list(fabric.hosts)) as programs:
        measurement = Measurement(lab, programs, options.rate, seconds)
        hosts = AllHosts(lab)
        rows = []
        for scheme in schemes:
            if scheme == CROSSLAYER:
                hosts.crosslayer(**policy(options.subflows))
            elif scheme in (OPTIMUM, TCP):
                hosts.in_kernel()
            else:
                hosts.random(int(scheme.removeprefix("random-")))
            for seed in range(1, seeds + 1):
                predicted = expected[seed][scheme]
                rows.append({**measurement.row(scheme, seed), "predicted_mean": round(predicted.mean, 4),
                             "predicted_worst": round(predicted.worst, 4)})
                say("  {scheme:<10} seed {seed}: mean {mean:.3f}, worst {worst:.3f} of the links' rate, "
                    "{subflows_mean:.1f} subflows".format(**rows[-1]))
        return rows


def predictions(hosts: list[str], seed: int, schemes: Sequence[str], subflows: int) -> dict[str, Prediction]:
    """What the simulator predicts for the permutation of a seed."""
    names = {OPTIMUM: "optimum", TCP: "single", CROSSLAYER: f"crosslayer-backup-{subflows}"}
    receivers_of = [hosts.index(target) for _, target in derangement(hosts, seed)]
    found = predict(f"fat-tree:{K}", receivers_of, [names.get(scheme, scheme) for scheme in schemes], DRAWS)
    return {scheme: found[names.get(scheme, scheme)] for scheme in schemes}


def policy(subflows: int) -> dict[str, object]:
    """Crosslayer's policy: that there are always data, and which way they go, is known; no need to measure it."""
    return {"maxSubflows": subflows, "demoteInitial": True, "dataDirection": "outbound", "telemetryIntervalMillis": 0}


def derangement(hosts: Sequence[str], seed: int) -> list[tuple[str, str]]:
    """Each host with another one that it sends to; each is sent to by one."""
    randomness = random.Random(seed)
    targets = list(hosts)
    while any(source == target for source, target in zip(hosts, targets)):
        randomness.shuffle(targets)
    return list(zip(hosts, targets))


class Measurement:
    """One scheme and permutation after the other."""

    def __init__(self, lab: Lab, programs: Receivers, rate_mbps: int, seconds: int):
        self._lab = lab
        self._programs = programs
        self._rate_bps = rate_mbps * 1e6
        self._seconds = seconds
        self._settled = seconds / 3

    def row(self, scheme: str, seed: int) -> dict:
        """Measures, under the scheme that the hosts are in."""
        pairs = derangement(list(self._lab.fabric.hosts), seed)
        transfers = [Transfer(*pair, scheme != TCP) for pair in pairs]
        if scheme == OPTIMUM:
            transfers = on_disjoint_paths(self._lab.fabric, pairs, random.Random(seed))
        before = processor_times()
        with self._programs.started(transfers, self._seconds) as running:
            # From here on the transfers are in their steady state: what routers count before is the way there.
            wait_for_time(running.begin + self._settled)
            self._lab.counters.reset()
            arrivals = running.finish()
        busy = processor_times().busy_since(before)
        goodput = [each.goodput_bps(self._settled, self._seconds) for each in arrivals]
        shares = [value / self._rate_bps for value in goodput]
        predicted = self._predicted(arrivals, self._lab.counters.read())
        return {"scheme": scheme, "seed": seed, "mean": round(mean(shares), 4), "worst": round(min(shares), 4),
                "jain": round(jain(shares), 4), "goodput_bps": [round(value) for value in goodput],
                "subflows_mean": round(mean(each.mean_subflows(self._settled, self._seconds) for each in arrivals), 2),
                "fluid_mean": round(mean(predicted), 4), "fluid_worst": round(min(predicted), 4),
                "busy": round(busy, 3)}

    def _predicted(self, arrivals: Sequence[Arrivals], seen: Observations) -> list[float]:
        """What the fluid model expects of the very subflows that were seen, as fractions of the links' rate."""
        owners, routes = [], []
        for index, each in enumerate(arrivals):
            flows = [flow for flow in seen.flows() if _same_ends(flow, each.flow)]
            total = sum(seen.bytes(flow) for flow in flows)
            for flow in flows:
                if seen.bytes(flow) > LEAST_SHARE * total and (path := seen.path(flow)):
                    owners.append(index)
                    routes.append([each.transfer.source, *path.split(">")])
        rates = max_min_rates(routes)
        return [sum(rate for owner, rate in zip(owners, rates) if owner == index) for index in range(len(arrivals))]


def _same_ends(one: Flow, other: Flow) -> bool:
    """Whether two flows can be subflows of one connection."""
    return (one.source, one.destination, one.destination_port) == (
        other.source, other.destination, other.destination_port)
