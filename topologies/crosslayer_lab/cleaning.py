# SPDX-License-Identifier: Apache-2.0
"""`./crosslayer clean`: removes what killed runs left behind, and, if asked, what was built."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from .run_directory import clean

ROOT = Path(__file__).resolve().parents[2]


def parse(arguments: list[str]) -> argparse.Namespace:
    """Reads the command line."""
    parser = argparse.ArgumentParser(
        prog="./crosslayer clean",
        description="End the processes and delete the files that killed runs of the lab left behind (with their last "
                    "process their namespaces, links and qdiscs go too). Only what carries a run's own mark is "
                    "touched; a run that is still going is left alone.")
    parser.add_argument("--build", action="store_true", help="also delete build/, results/ and Maven's target/ folders")
    return parser.parse_args(arguments)


def main(arguments: list[str]) -> int:
    """Runs the verb."""
    options = parse(arguments)
    if not clean(print):
        print("no run has left anything")
    if options.build:
        for path in [ROOT / "build", ROOT / "results", *ROOT.glob("**/target")]:
            if path.is_dir():
                shutil.rmtree(path)
                print(f"deleted {path.relative_to(ROOT)}/")
    return 0
