# SPDX-License-Identifier: Apache-2.0
"""Draws the node-outages experiment: connections of the kernels beside those that the nodes account."""

from __future__ import annotations

from pathlib import Path

from crosslayer_lab.figures import COLOURS, figure, save

from .report import name_of

WIDTH = 0.36


def plot(rows: list[dict], target: Path) -> None:
    """Writes the PNG file."""
    drawing, axes = figure(width=8)
    places = range(len(rows))
    axes.bar([place - WIDTH / 2 for place in places], [row["connections"] for row in rows], WIDTH, color=COLOURS[1],
             label="connections in the kernels")
    bottom = [0] * len(rows)
    for node in range(max(len(row["accounted"]) for row in rows)):
        counts = [row["accounted"][node] for row in rows]
        axes.bar([place + WIDTH / 2 for place in places], counts, WIDTH, bottom=bottom, color=COLOURS[2 + node],
                 label=f"accounted by ONOS node {node + 1}")
        bottom = [low + count for low, count in zip(bottom, counts)]
    labels = [f"{name_of(row)}\n{row['seconds']:.0f} s" for row in rows]
    axes.set_xticks(list(places), labels, fontsize=8)
    axes.set(ylabel="open connections", ylim=(0, 1.35 * max(max(bottom), *(row["connections"] for row in rows))),
             title="After each outage of an ONOS node: is each connection accounted once?")
    axes.legend(frameon=False, fontsize=8, ncols=2, loc="upper left")
    save(drawing, target)
