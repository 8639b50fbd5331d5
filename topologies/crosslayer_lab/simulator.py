# SPDX-License-Identifier: Apache-2.0
"""What the simulator expects: `./crosslayer simulate`, the same planner on the same network, flow by flow."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

from .errors import LabError

ROOT = Path(__file__).resolve().parents[2]
# A build may be due first.
SECONDS = 600


@dataclass(frozen=True)
class Prediction:
    """Means over all draws; fractions of the optimum."""

    mean: float
    worst: float
    """Of the connection that gets least."""


def predict(topology: str, receivers: Sequence[int], schemes: Sequence[str], draws: int) -> dict[str, Prediction]:
    """Each scheme when every host sends to its receiver, for so many draws of hash seeds and first source ports.

    Hosts and receivers are counted from 0. A LabError tells why the simulator has failed.
    """
    with tempfile.TemporaryDirectory() as folder:
        rows = Path(folder, "rows.json")
        words = [ROOT / "crosslayer", "simulate", "--topology", topology, "--traffic",
                 f"given:{','.join(map(str, receivers))}", "--schemes", ",".join(schemes), "--seeds", str(draws),
                 "--no-plot", "--out", folder, "--json", rows]
        done = subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=SECONDS,
                              check=False)
        if done.returncode:
            raise LabError(f"simulator: {(done.stderr.strip().splitlines() or ['failed'])[-1]}")
        return _means(json.loads(rows.read_text(encoding="utf-8"))["rows"])


def _means(rows: Sequence[dict]) -> dict[str, Prediction]:
    schemes: dict[str, list[dict]] = {}
    for row in rows:
        schemes.setdefault(row["scheme"], []).append(row)
    return {scheme: Prediction(mean(row["mean"] for row in own), mean(row["worst"] for row in own))
            for scheme, own in schemes.items()}
