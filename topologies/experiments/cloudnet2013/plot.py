# SPDX-License-Identifier: Apache-2.0
"""Draws the cloudnet2013 experiment: transfer times, and the ratio to TCP with the paper's beside it."""

from __future__ import annotations

from pathlib import Path
from statistics import mean, median

from crosslayer_lab.figures import COLOURS, figure, save

from .report import PAPER_RATIO, SCHEMES, mean_ratios, ratios

LABELS = {"tcp": "TCP", "mptcp-1": "MPTCP, 1 subflow", "mptcp-2-random": "MPTCP, 2 random ports (mean)",
          "crosslayer-2": "Crosslayer, 2 subflows", "crosslayer-3": "Crosslayer told to open 3"}
MIB = 1024 * 1024


def plot(rows: list[dict], target: Path) -> None:
    """Writes the PNG file."""
    drawing, (left, right) = figure(1, 2, width=11)
    for scheme, colour in zip(SCHEMES, COLOURS):
        mine = sorted((row for row in rows if row["scheme"] == scheme), key=lambda row: row["size_bytes"])
        sizes = [row["size_bytes"] / MIB for row in mine]
        # Runs with random ports are of two kinds, and their median would jump between these.
        typical = mean if scheme == "mptcp-2-random" else median
        left.plot(sizes, [typical(row["seconds"]) for row in mine], color=colour, label=LABELS[scheme], marker="o",
                  markersize=4)
        left.scatter([size for size, row in zip(sizes, mine) for _ in row["seconds"]],
                     [value for row in mine for value in row["seconds"]], color=colour, s=6, alpha=0.35)
        if scheme != "tcp":
            ours = mean_ratios(rows, scheme) if typical is mean else ratios(rows, scheme)
            right.plot([size / MIB for size in ours], list(ours.values()), color=colour, marker="o", markersize=4)
    left.set(xlabel="file size [MiB]", ylabel="transfer time [s]", title="Download over HTTP (medians, runs as dots)")
    left.legend(frameon=False)
    right.axhline(PAPER_RATIO, color="black", linestyle="--", linewidth=1)
    right.annotate("paper: halved", (0.99, PAPER_RATIO), xycoords=("axes fraction", "data"), xytext=(0, 4),
                   textcoords="offset points", ha="right", va="bottom", fontsize=9)
    right.set(xlabel="file size [MiB]", ylabel="time of TCP / time", title="How many times faster than TCP")
    for axes in (left, right):
        axes.set_ylim(0, axes.get_ylim()[1] * 1.1)
        axes.set_xlim(left=0)
    save(drawing, target)
