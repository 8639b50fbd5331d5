# SPDX-License-Identifier: Apache-2.0
"""Draws the agent-footprint experiment: resident memory over time."""

from __future__ import annotations

from pathlib import Path

from crosslayer_lab.figures import COLOURS, figure, save


def plot(rows: list[dict], target: Path) -> None:
    """Writes the PNG file."""
    drawing, axes = figure()
    for row, colour in zip(rows, COLOURS[1:]):
        seconds = range(1, len(row["rss_mib"]) + 1)
        axes.plot(seconds, row["rss_mib"], color=colour, label=f"{row['agent']}, {row['state']}")
    axes.set(ylim=(0, None), xlabel="seconds at rest", ylabel="resident memory [MiB]", title="Agents at rest")
    axes.legend(frameon=False, loc="lower right")
    save(drawing, target)
