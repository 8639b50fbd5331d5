# SPDX-License-Identifier: Apache-2.0
"""`./crosslayer experiment`: runs one, prints its table, and writes CSV, plot and JSON."""

from __future__ import annotations

import argparse
import csv
import importlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Protocol

from .errors import LabError
from .progress import say

ROOT = Path(__file__).resolve().parents[2]
# Name of an experiment and its module; the folder's README says which figure it makes and why.
MODULES = {"cloudnet2013": "experiments.cloudnet2013.run", "parallel-paths": "experiments.parallel_paths.run",
           "landing": "experiments.landing.run", "plan-latency": "experiments.plan_latency.run",
           "agent-footprint": "experiments.agent_footprint.run", "permutation": "experiments.permutation.run",
           "link-cut": "experiments.link_cut.run", "fairness": "experiments.fairness.run",
           "fail-static": "experiments.fail_static.run",
           "first-subflow": "experiments.first_subflow.run",
           "orphan-time": "experiments.orphan_time.run",
           "node-outages": "experiments.node_outages.run"}

Row = dict[str, object]


class Experiment(Protocol):
    """What the module of an experiment has."""

    SUMMARY: str
    """One line of help."""

    @staticmethod
    def add_options(parser: argparse.ArgumentParser) -> None:
        """Options of its own."""

    @staticmethod
    def run(options: argparse.Namespace) -> Iterable[Row]:
        """Measures; the rows, best as they come: an interrupted run keeps what it has."""

    @staticmethod
    def table(rows: list[Row]) -> str:
        """The rows for people."""

    @staticmethod
    def plot(rows: list[Row], target: Path) -> None:
        """The rows as a PNG file."""

    @staticmethod
    def findings(rows: list[Row], expected: dict) -> list[tuple[str, bool]]:
        """Each expectation of expected.json: what was measured, and whether it is met."""


def load(name: str) -> Experiment:
    """The module of an experiment."""
    return importlib.import_module(MODULES[name])


def parse(arguments: list[str]) -> tuple[Experiment, argparse.Namespace]:
    """Reads the command line."""
    parser = argparse.ArgumentParser(
        prog="./crosslayer experiment",
        description="Run an experiment on real parts: table, CSV, plot. Everything is taken down afterwards, also on "
                    "Ctrl-C. NAME --help tells the options of an experiment.")
    names = parser.add_subparsers(dest="name", metavar="NAME", required=True)
    for name in MODULES:
        module = load(name)
        sub = names.add_parser(name, help=module.SUMMARY, description=module.SUMMARY)
        sub.add_argument("--quick", action="store_true", help="about one minute beyond set-up, with fewer repeats")
        sub.add_argument("--json", type=Path, metavar="FILE", help="also write the rows as JSON")
        sub.add_argument("--out", type=Path, default=ROOT / "results" / name, metavar="DIR",
                         help="folder of CSV and plot (default: results/NAME)")
        module.add_options(sub)
    options = parser.parse_args(arguments)
    return load(options.name), options


def main(arguments: list[str]) -> int:
    """Runs the verb."""
    experiment, options = parse(arguments)
    _check_writable(options)
    rows = measure(experiment, options)
    print()
    print(experiment.table(rows))
    print()
    for path in write(experiment, options, rows):
        say(f"wrote {path}")
    met = True
    for text, good in experiment.findings(rows, expected(options.name)):
        print(f"{'as expected' if good else 'NOT AS EXPECTED'}: {text}")
        met = met and good
    return 0 if met or options.quick else 3


def measure(experiment: Experiment, options: argparse.Namespace) -> list[Row]:
    """All rows. Those of a run that fails or is interrupted are kept, where they are not taken for its result."""
    rows = []
    try:
        for row in experiment.run(options):
            rows.append(row)
    except BaseException:
        if rows:
            kept = options.out / f"{options.name}-incomplete.csv"
            write_csv(rows, kept)
            say(f"wrote what there was until then: {kept}")
        raise
    return rows


def expected(name: str) -> dict:
    """The committed expectations of an experiment, with their tolerances."""
    path = Path(importlib.import_module(MODULES[name]).__file__).with_name("expected.json")
    return json.loads(path.read_text(encoding="utf-8"))


def _check_writable(options: argparse.Namespace) -> None:
    """Finds out before the run, not after it."""
    try:
        options.out.mkdir(parents=True, exist_ok=True)
        if options.json:
            with open(options.json, "a", encoding="utf-8"):
                pass
    except OSError as problem:
        raise LabError(f"cannot write the results: {problem}") from None


def write(experiment: Experiment, options: argparse.Namespace, rows: list[Row]) -> Sequence[Path]:
    """Writes what the command line asks for; the files."""
    table, picture = options.out / f"{options.name}.csv", options.out / f"{options.name}.png"
    write_csv(rows, table)
    experiment.plot(rows, picture)
    written = [table, picture]
    if options.json:
        options.json.write_text(json.dumps({"experiment": options.name, "rows": rows}, indent=1) + "\n",
                                encoding="utf-8")
        written.append(options.json)
    return written


def write_csv(rows: list[Row], target: Path) -> None:
    """One line for each row; the values of a list are separated by blanks."""
    with open(target, "w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        for row in rows:
            writer.writerow({key: " ".join(map(str, value)) if isinstance(value, list) else value
                             for key, value in row.items()})
