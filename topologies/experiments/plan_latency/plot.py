# SPDX-License-Identifier: Apache-2.0
"""Draws the plan-latency experiment: the distribution for each state."""

from __future__ import annotations

from pathlib import Path

from matplotlib.ticker import FormatStrFormatter, LogLocator, NullFormatter

from crosslayer_lab.figures import COLOURS, figure, save

from .report import STATES


def plot(rows: list[dict], target: Path) -> None:
    """Writes the PNG file."""
    drawing, axes = figure()
    for row, colour in zip(rows, COLOURS[2:]):
        values = sorted(row["milliseconds"])
        shares = [(index + 1) / len(values) for index in range(len(values))]
        if len(values) == 1:
            axes.axvline(values[0], color=colour, linestyle=":", label=STATES[row["state"]])
        else:
            axes.step(values, shares, where="post", color=colour, label=f"{STATES[row['state']]} ({len(values)})")
    axes.set(xscale="log", ylim=(0, 1.02), xlabel="milliseconds", ylabel="share of connections",
             title="ESTABLISHED to last SUBFLOW_CREATE")
    axes.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    axes.xaxis.set_major_formatter(FormatStrFormatter("%g"))
    axes.xaxis.set_minor_formatter(NullFormatter())
    axes.legend(frameon=False, loc="upper center", bbox_to_anchor=(0.5, -0.15), ncols=2)
    save(drawing, target)
