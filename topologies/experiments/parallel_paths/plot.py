# SPDX-License-Identifier: Apache-2.0
"""Draws the parallel-paths experiment."""

from __future__ import annotations

from pathlib import Path

from crosslayer_lab.figures import COLOURS, figure, save

from .report import ALL_SCHEMES, fraction

LABELS = {"tcp": "TCP", "in-kernel": "in-kernel path manager, fullmesh", "mptcpd": "mptcpd",
          "random": "N random source ports", "crosslayer": "Crosslayer", "standing": "Crosslayer, standing plans"}
BAR = dict(zip(ALL_SCHEMES, [COLOURS[0], COLOURS[1], COLOURS[5], COLOURS[2], COLOURS[3], COLOURS[4]]))


def plot(rows: list[dict], target: Path) -> None:
    """Writes the PNG file."""
    drawing, axes = figure(width=8)
    groups = sorted({row["paths"] for row in rows})
    schemes = [scheme for scheme in ALL_SCHEMES if any(row["scheme"] == scheme for row in rows)]
    width = 0.8 / len(schemes)
    for row in rows:
        place = groups.index(row["paths"]) + (schemes.index(row["scheme"]) - (len(schemes) - 1) / 2) * width
        axes.bar(place, fraction(row), width * 0.92, color=BAR[row["scheme"]],
                 label=LABELS[row["scheme"]] if row["paths"] == groups[0] else None)
        axes.scatter([place] * len(row["goodput_bps"]), [value / row["max_flow_bps"] for value in row["goodput_bps"]],
                     color="white", edgecolor="black", s=9, linewidth=0.6, zorder=3)
        # Inside the bar, at its foot: above it the runs and the line at 1 would be in the way.
        axes.annotate(f"{fraction(row):.2f}", (place, 0.02), ha="center", fontsize=8,
                      color="white" if row["scheme"] in ("tcp", "crosslayer") else "black")
    axes.axhline(1, color="black", linestyle="--", linewidth=1)
    axes.set_xticks(range(len(groups)), [f"{paths} paths" for paths in groups])
    axes.set(ylabel="goodput / max-flow", ylim=(0, 1.35), title="One connection over N equal paths")
    axes.legend(frameon=False, ncols=3, loc="upper center", fontsize=8)
    save(drawing, target)
