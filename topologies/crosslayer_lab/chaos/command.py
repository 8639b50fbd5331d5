# SPDX-License-Identifier: Apache-2.0
"""`./crosslayer chaos`: the command line, the table at the end, and the JSON file."""

from __future__ import annotations

import argparse
import json
import os
import random
import time
from pathlib import Path

from ..arguments import positive, whole_number
from ..errors import LabError
from ..lab import LAST_LOGS, Lab
from ..onos_cluster import MOST_NODES
from ..progress import say
from ..table import text_table
from ..topology import Topology
from .plan import LATE, LONG_LIVED, MOST_FAULTS_OF_A_ROUND, make_plan
from .run import Result, Run

MOST_SEED = 2 ** 32 - 1


def parse(arguments: list[str]) -> argparse.Namespace:
    """Reads the command line."""
    parser = argparse.ArgumentParser(
        prog="./crosslayer chaos", formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Run real transfers while agents, ONOS, the application and links are killed, paused, cut and\n"
                    "restored at random; then compare what kernels, agents and ONOS have of every connection, close\n"
                    "them all, and look for what is left. The seed decides everything that is drawn.",
        epilog="Exit status: 0 every transfer complete and no difference, 3 otherwise, 1 the run could not be made.\n"
               "200 faults over 500 transfers take 16 minutes on two cores. Logs: build/last-lab/")
    parser.add_argument("--seed", type=whole_number(0, MOST_SEED), metavar="S",
                        help="what is drawn; the same seed draws the same (default: another each time, printed)")
    parser.add_argument("--faults", type=whole_number(0, 100_000), default=200, metavar="N", help="default 200")
    parser.add_argument("--transfers", type=positive, default=500, metavar="M", help="default 500")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the results as JSON")
    parser.add_argument("--plan", action="store_true", help="print what would be done when, and do nothing")
    parser.add_argument("--topology", type=Topology.argument, default=Topology("leaf-spine:2x3:2"), metavar="NAME",
                        help=f"{Topology.EXPECTED}; default leaf-spine:2x3:2")
    parser.add_argument("--onos-nodes", type=whole_number(1, MOST_NODES), default=1, metavar="N",
                        help="ONOS nodes; of several one at a time is killed or cut off (default 1)")
    parser.add_argument("--rate", type=positive, default=20, metavar="MBPS", help="of the links (default 20)")
    options = parser.parse_args(arguments)
    rounds = max(1, -(-options.faults // MOST_FAULTS_OF_A_ROUND))
    if options.transfers < rounds * (LONG_LIVED + LATE):
        parser.error(f"argument --transfers: {options.transfers}: {options.faults} faults are {rounds} rounds, each "
                     f"of at least {LONG_LIVED + LATE} transfers")
    return options


def main(arguments: list[str]) -> int:
    """Runs the verb."""
    options = parse(arguments)
    seed = random.SystemRandom().randint(0, MOST_SEED) if options.seed is None else options.seed
    fabric = options.topology.fabric(options.rate)
    rounds = make_plan(fabric, seed, options.faults, options.transfers, options.onos_nodes)
    if options.plan:
        for index, part in enumerate(rounds):
            print(f"round {index + 1}")
            print("\n".join(part.lines()))
        return 0
    if options.json:
        _check_writable(options.json)
    say(f"seed {seed}: {options.faults} faults, {options.transfers} transfers in {len(rounds)} rounds")
    began = time.monotonic()
    with Lab(fabric, count_flows=False, onos_nodes=options.onos_nodes) as lab:
        result = Run(lab, rounds).carry_out()
    document = summary(options, seed, result, time.monotonic() - began)
    print()
    print(table(document))
    if options.json:
        options.json.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
    if result.failures or result.differences:
        print(f"\nNOT SURVIVED: {len(result.failures)} transfers failed, {len(result.differences)} differences; logs: "
              f"{LAST_LOGS}; again: ./crosslayer chaos --seed {seed} --faults {options.faults} --transfers "
              f"{options.transfers} --onos-nodes {options.onos_nodes}")
        return 3
    return 0


def _check_writable(path: Path) -> None:
    """Finds out before the run, not after it."""
    try:
        with open(path, "a", encoding="utf-8"):
            pass
    except OSError as problem:
        raise LabError(f"cannot write the results: {problem}") from None


def summary(options: argparse.Namespace, seed: int, result: Result, seconds: float) -> dict:
    """What goes into the JSON file."""
    return {"seed": seed, "topology": options.topology.name, "onos_nodes": options.onos_nodes,
            "faults": sum(result.faults_by_kind.values()),
            "transfers": result.transfers, "failed": len(result.failures), "differences": len(result.differences),
            "seconds": round(seconds), "megabytes": round(result.bytes / 1e6, 1),
            "faults_by_kind": result.faults_by_kind, "transfers_by_protocol": result.transfers_by_protocol,
            "most_faults_at_once": result.most_faults_at_once,
            "most_transfers_at_once": result.most_transfers_at_once,
            "compared_ends": result.compared_connections, "compared_subflows": result.compared_subflows,
            "compared_backups": result.compared_backups,
            "settle_seconds": result.settle_seconds, "failures": result.failures,
            "difference_lines": result.differences, "processors": os.cpu_count()}


def table(document: dict) -> str:
    """The results for people."""
    kinds = text_table(("fault", "made"), list(document["faults_by_kind"].items()))
    names = {"seed": "seed", "faults": "faults", "transfers": "transfers", "failed": "transfers failed",
             "differences": "differences", "seconds": "seconds, set-up included", "megabytes": "MB carried",
             "most_faults_at_once": "faults at once, at most", "most_transfers_at_once": "connections at once, at most",
             "compared_ends": "ends of connections compared", "compared_subflows": "subflows compared",
             "compared_backups": "backups among them"}
    return kinds + "\n\n" + text_table(("result", ""), [(text, document[key]) for key, text in names.items()])
