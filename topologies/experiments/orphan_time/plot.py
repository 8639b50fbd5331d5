# SPDX-License-Identifier: Apache-2.0
"""Draws the orphan-time experiment: distribution of the times by kind of failure."""

from __future__ import annotations

from pathlib import Path

from crosslayer_lab.figures import COLOURS, figure, save

from .report import KINDS, times


def plot(rows: list[dict], target: Path) -> None:
    """Writes the PNG file."""
    drawing, axes = figure()
    for (kind, label), colour in zip(KINDS.items(), COLOURS[2:]):
        own = times(rows, kind)
        if own:
            shares = [index / len(own) for index in range(1, len(own) + 1)]
            axes.step([max(1, time) for time in own], shares, where="post", color=colour, marker="o", markersize=3,
                      label=f"{label}, {len(own)} agents")
    axes.set(xscale="log", xlim=(1, 10_000), ylim=(0, 1.05), xlabel="time without a controller [ms]",
             ylabel="part of the agents", title="An agent's ONOS node fails, two others are there")
    for limit in (1000, 5000):
        axes.axvline(limit, color=COLOURS[1], linestyle="--", linewidth=1)
    axes.legend(frameon=False, loc="lower center", bbox_to_anchor=(0.3, 0.1), fontsize=8)
    save(drawing, target)
