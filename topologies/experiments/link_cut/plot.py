# SPDX-License-Identifier: Apache-2.0
"""Draws the link-cut experiment."""

from __future__ import annotations

from pathlib import Path

from crosslayer_lab.bulk import BIN_SECONDS
from crosslayer_lab.figures import COLOURS, figure, save

from .report import BEFORE_SECONDS, CROSSLAYER, IN_KERNEL, SCHEMES, TCP, mean_curve, of_scheme

LABELS = {TCP: "TCP", IN_KERNEL: "plain MPTCP (in-kernel path manager)", CROSSLAYER: "Crosslayer"}
LINES = {TCP: COLOURS[0], IN_KERNEL: COLOURS[2], CROSSLAYER: COLOURS[3]}


def plot(rows: list[dict], target: Path) -> None:
    """Writes the PNG file: goodput of all connections together around the cut."""
    drawing, axes = figure(width=8)
    for scheme in SCHEMES:
        if of_scheme(rows, scheme):
            curve = mean_curve(rows, scheme)
            times = [index * BIN_SECONDS - BEFORE_SECONDS for index in range(len(curve))]
            axes.step(times, curve, where="post", color=LINES[scheme], label=LABELS[scheme],
                      linewidth=1.8 if scheme == CROSSLAYER else 1.2)
    axes.axvline(0, color=COLOURS[4], linestyle="--", linewidth=1)
    axes.set(xlabel="seconds from the cut", ylabel="goodput of all / rate of their hosts", ylim=(0, 1.25),
             title="3 connections over 4 links, of which one is cut (mean of all repeats)")
    axes.legend(frameon=False, loc="upper right", ncols=3, fontsize=8)
    save(drawing, target)
