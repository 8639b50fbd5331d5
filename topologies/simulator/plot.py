#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Draws a simulation: plot.py ROWS.csv QUANTILES.csv PICTURE.png"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from pathlib import Path
from statistics import mean

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

# pylint: disable=wrong-import-position
from crosslayer_lab.figures import COLOURS, figure, save  # noqa: E402

# One colour for a kind of scheme, one style for its number of subflows.
KINDS = {"single": COLOURS[0], "random": COLOURS[2], "distinct": COLOURS[5], "crosslayer": COLOURS[3]}
STYLES = ["-", "--", ":", "-."]


def kind_of(scheme: str) -> str:
    """What a scheme's name begins with."""
    return scheme.split("-")[0]


def looks(schemes: list[str]) -> dict[str, tuple[str, str]]:
    """Colour and line style of every scheme."""
    seen: dict[str, int] = defaultdict(int)
    chosen = {}
    for scheme in schemes:
        kind = kind_of(scheme)
        chosen[scheme] = (KINDS.get(kind, COLOURS[6]), STYLES[seen[kind] % len(STYLES)])
        seen[kind] += 1
    return chosen


def read(path: str) -> dict[str, list[dict[str, str]]]:
    """The lines of a CSV file by scheme."""
    lines: dict[str, list[dict[str, str]]] = {}
    with open(path, encoding="utf-8", newline="") as source:
        for line in csv.DictReader(source):
            lines.setdefault(line["scheme"], []).append(line)
    return lines


def title(row: dict[str, str], seeds: int) -> str:
    """What was simulated."""
    text = f"{row['topology']} ({row['hosts']} hosts), {row['traffic']}"
    if row.get("load"):
        text += f", load {float(row['load']):.0%}"
    for column, what in (("failed_links", "failed"), ("degraded_links", "degraded")):
        if row.get(column, "0") not in ("", "0"):
            text += f", {row[column]} links {what}"
    return text + f"; {seeds} seed{'s' if seeds > 1 else ''}"


def draw_means(axes, rows: dict[str, list[dict[str, str]]], style: dict[str, tuple[str, str]]) -> None:
    """Mean as a bar, worst connection as a dot; the first scheme on top."""
    for place, (scheme, runs) in enumerate(rows.items()):
        average = mean(float(run["mean"]) for run in runs)
        worst = min(float(run["worst"]) for run in runs)
        axes.barh(place, average, color=style[scheme][0], alpha=0.75, height=0.72)
        axes.plot(worst, place, "o", color="white", markeredgecolor="black", markersize=5)
        # In a column of their own: beside the bars they would lie on the line at 1.
        axes.annotate(f"{average:.3f}", (1.03, place), va="center", fontsize=8)
    axes.set_yticks(range(len(rows)), list(rows))
    axes.invert_yaxis()
    axes.axvline(1, color="black", linestyle="--", linewidth=1)
    axes.set(xlim=(0, 1.18), xlabel="fraction of the optimum", title="mean (bar) and worst connection (dot)")
    axes.title.set_fontsize(10)


def draw_quantiles(axes, quantiles: dict[str, list[dict[str, str]]], style: dict[str, tuple[str, str]]) -> None:
    """Every connection's rate, in ascending order."""
    for scheme, points in quantiles.items():
        if scheme != "optimum":
            axes.plot([100 * float(point["part"]) for point in points], [float(point["fraction"]) for point in points],
                      color=style[scheme][0], linestyle=style[scheme][1], linewidth=1.4, label=scheme)
    axes.axhline(1, color="black", linestyle="--", linewidth=1)
    # Where hosts have several connections, some get more than their fair share; how much more is of no interest.
    most = max(float(points[-1]["fraction"]) for points in quantiles.values())
    axes.set(xlim=(0, 100), ylim=(0, 1.14 if most < 1.1 else 2), xlabel="connections in the order of their rates [%]",
             ylabel="rate / optimum", title="all connections")
    axes.title.set_fontsize(10)
    axes.legend(frameon=False, fontsize=7.5, loc="center left", bbox_to_anchor=(1.0, 0.5))


def main(rows_file: str, quantiles_file: str, picture: str) -> None:
    """Writes the PNG file."""
    rows, quantiles = read(rows_file), read(quantiles_file)
    drawing, (left, right) = figure(columns=2, width=11.5, height=4.4)
    style = looks(list(rows))
    draw_means(left, {scheme: runs for scheme, runs in rows.items() if scheme != "optimum"}, style)
    draw_quantiles(right, quantiles, style)
    first = next(iter(rows.values()))
    drawing.suptitle(title(first[0], len(first)), fontsize=11)
    save(drawing, Path(picture))


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
