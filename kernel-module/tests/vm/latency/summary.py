#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Table and plot of what latency/run has measured: summary.py LATENCY.csv PICTURE.png"""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from statistics import median, quantiles

sys.path.insert(0, str(Path(__file__).resolve().parents[4] / "topologies"))

# pylint: disable=wrong-import-position
from crosslayer_lab.figures import COLOURS, figure, save  # noqa: E402

NAMES = {"module": "module", "daemon": "C daemon", "daemon-fifo": "C daemon, SCHED_FIFO", "agent": "agent (Java)"}
LOADS = {"idle": COLOURS[3], "hogs": COLOURS[4]}

# The times of both joins [µs] by kernel, by who opens them, and by load.
Cells = dict[tuple[str, str, str], list[tuple[float, float]]]


def read(path: str) -> Cells:
    """The lines of the CSV file, whose times are in ns."""
    cells: Cells = {}
    with open(path, encoding="utf-8", newline="") as source:
        for line in csv.DictReader(source):
            key = (line["kernel"], line["who"], line["load"])
            cells.setdefault(key, []).append((int(line["first"]) / 1000, int(line["third"]) / 1000))
    return cells


def summary(times: list[float]) -> str:
    """Median and 90th percentile."""
    worst = quantiles(times, n=10, method="inclusive")[-1] if len(times) > 1 else times[0]
    return f"{median(times):.0f} / {worst:.0f}"


def print_table(cells: Cells) -> None:
    """A Markdown table: a line for each kernel and who opens the subflows."""
    print("| kernel | who | idle: 1st SYN | idle: 3rd SYN | hogs: 1st SYN | hogs: 3rd SYN |")
    print("|---|---|---|---|---|---|")
    for kernel, who in dict.fromkeys((kernel, who) for kernel, who, _ in cells):
        columns = [summary([times[join] for times in cells[kernel, who, load]]) if (kernel, who, load) in cells else ""
                   for load in LOADS for join in (0, 1)]
        print(f"| {kernel} | {NAMES.get(who, who)} | {' | '.join(columns)} |")


def draw(cells: Cells, picture: Path) -> None:
    """Every connection's first SYN as a dot, the median as a line; a panel for each kernel."""
    kernels = list(dict.fromkeys(kernel for kernel, _, _ in cells))
    drawing, axes = figure(columns=len(kernels), width=5.2 * len(kernels), height=3.6)
    for kernel, panel in zip(kernels, axes if len(kernels) > 1 else [axes]):
        rows = [who for who in NAMES if any((kernel, who, load) in cells for load in LOADS)]
        for place, who in enumerate(rows):
            for offset, (load, colour) in zip((-0.17, 0.17), LOADS.items()):
                times = [first for first, _ in cells.get((kernel, who, load), [])]
                if times:
                    panel.plot(times, [place + offset] * len(times), "o", color=colour, markersize=3.5, alpha=0.45,
                               markeredgewidth=0, label=load if place == 0 else None)
                    panel.plot([median(times)] * 2, [place + offset - 0.14, place + offset + 0.14], color=colour,
                               linewidth=2)
        panel.set_yticks(range(len(rows)), [NAMES[who] for who in rows])
        panel.invert_yaxis()
        panel.set_xscale("log")
        panel.set(title=f"Linux {kernel}", xlim=(20, 20000), xlabel="ESTABLISHED to first SYN [µs of instructions]")
        panel.title.set_fontsize(10)
        panel.legend(frameon=False, fontsize=8, loc="upper right")
    save(drawing, picture)


def main(source: str, picture: str) -> None:
    """Prints the table and writes the plot."""
    cells = read(source)
    print_table(cells)
    draw(cells, Path(picture))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
