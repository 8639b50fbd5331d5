# SPDX-License-Identifier: Apache-2.0
"""Draws the fail-static experiment."""

from __future__ import annotations

from pathlib import Path

from crosslayer_lab.figures import COLOURS, figure, save

from .report import SCHEMES, fraction

COLOUR = dict(zip(SCHEMES, (COLOURS[index] for index in (0, 5, 3, 4, 6, 1))))

DARK = ("tcp", "reactive", "standing", "agents-dead")


def plot(rows: list[dict], target: Path) -> None:
    """Writes the PNG file."""
    drawing, (goodput, burst) = figure(columns=2, width=11)
    _bars(goodput, rows, fraction)
    _bars(burst, [row for row in rows if row["burst_connections"]],
          lambda row: row["burst_on_all_paths"] / row["burst_connections"])
    groups = sorted({row["paths"] for row in rows})
    for row in rows:
        goodput.scatter([_place(row, groups)] * len(row["goodput_bps"]),
                        [value / row["max_flow_bps"] for value in row["goodput_bps"]], color="white",
                        edgecolor="black", s=9, linewidth=0.6, zorder=3)
    count = max(row["burst_connections"] or 0 for row in rows)
    goodput.set(ylabel="goodput / max-flow", ylim=(0, 1.4), title="One transfer")
    burst.set(ylabel="connections with a subflow on every path", ylim=(0, 1.4), title=f"{count} connections at once")
    goodput.legend(frameon=False, ncols=2, loc="upper center", fontsize=8)
    save(drawing, target)


def _place(row: dict, groups: list[int]) -> float:
    width = 0.8 / len(SCHEMES)
    return groups.index(row["paths"]) + (list(SCHEMES).index(row["scheme"]) - (len(SCHEMES) - 1) / 2) * width


def _bars(axes, rows: list[dict], value) -> None:
    groups = sorted({row["paths"] for row in rows})
    for row in rows:
        place = _place(row, groups)
        axes.bar(place, value(row), 0.8 / len(SCHEMES) * 0.92, color=COLOUR[row["scheme"]],
                 label=SCHEMES[row["scheme"]] if row["paths"] == groups[0] else None)
        # Inside the bar, at its foot: above it the runs and the line at 1 would be in the way.
        axes.annotate(f"{value(row):.2f}", (place, 0.02), ha="center", fontsize=7,
                      color="white" if row["scheme"] in DARK and value(row) > 0.1 else "black")
    axes.axhline(1, color="black", linestyle="--", linewidth=1)
    axes.set_xticks(range(len(groups)), [f"{paths} paths" for paths in groups])
