# SPDX-License-Identifier: Apache-2.0
"""Draws the permutation experiment."""

from __future__ import annotations

from pathlib import Path

from crosslayer_lab.figures import COLOURS, figure, save

from .report import CROSSLAYER, OPTIMUM, TCP, over_seeds, schemes

LABELS = {TCP: "TCP", OPTIMUM: "optimum (no link shared)", CROSSLAYER: "Crosslayer"}
FIXED = {TCP: COLOURS[0], OPTIMUM: COLOURS[1], CROSSLAYER: COLOURS[3]}


def plot(rows: list[dict], target: Path) -> None:
    """Writes the PNG file: goodput of all connections in ascending order, one curve for each scheme."""
    drawing, axes = figure(width=8)
    free = iter([COLOURS[5], COLOURS[2], COLOURS[4], COLOURS[6]] * 16)
    for scheme in schemes(rows):
        shares = sorted(share for row in rows if row["scheme"] == scheme for share in shares_of(row))
        places = [(index + 0.5) / len(shares) * 100 for index in range(len(shares))]
        label = LABELS.get(scheme, f"{scheme.removeprefix('random-')} random source ports")
        middle = sum(over_seeds(rows, scheme, "mean")) / len(over_seeds(rows, scheme, "mean"))
        axes.step(places, shares, where="mid", color=FIXED.get(scheme) or next(free),
                  linewidth=2.2 if scheme == CROSSLAYER else 1.4, label=f"{label}: mean {middle:.2f}")
    axes.set(xlabel="connections, the slowest first [%]", ylabel="goodput / rate of the links", xlim=(0, 100),
             ylim=(0, 1.05), title="Every host of a fat-tree (k = 4) sends to another one")
    axes.legend(frameon=False, loc="lower right", fontsize=8)
    save(drawing, target)


def shares_of(row: dict) -> list[float]:
    """Goodput of each connection as a fraction of the links' rate."""
    rate = sum(row["goodput_bps"]) / len(row["goodput_bps"]) / row["mean"]
    return [value / rate for value in row["goodput_bps"]]
