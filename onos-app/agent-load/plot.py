#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Draws a run of `./crosslayer benchmark agents`: plot.py AGENTS.csv PICTURE.png"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "topologies"))

# pylint: disable=wrong-import-position
from crosslayer_lab.figures import COLOURS, figure, save  # noqa: E402

STAGES = ["before", "attached", "loaded", "emptied", "left"]


def read(path: str) -> list[dict[str, str]]:
    """The lines of a CSV file."""
    with open(path, encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def draw_reports(axes, loads: list[dict[str, str]]) -> None:
    """Reports that were taken against those asked for."""
    asked = [int(load["asked_reports_per_s"]) / 1000 for load in loads]
    axes.plot(asked, asked, color=COLOURS[1], linestyle="--", label="asked for")
    axes.plot(asked, [float(load["reports_per_s"]) / 1000 for load in loads], "o-", color=COLOURS[3], label="taken")
    axes.set(xlabel="thousand reports/s asked for", ylabel="thousand reports/s", title="reports taken by one node")
    axes.legend(frameon=False)


def draw_decisions(axes, loads: list[dict[str, str]]) -> None:
    """Time from report to plan under each load."""
    asked = [int(load["asked_reports_per_s"]) / 1000 for load in loads]
    for column, label, colour in (("decision_p99_ms", "99 %", COLOURS[4]), ("decision_p50_ms", "median", COLOURS[3])):
        axes.plot(asked, [float(load[column]) for load in loads], "o-", color=colour, label=label)
    axes.set_yscale("log")
    axes.set(xlabel="thousand reports/s asked for", ylabel="ms", title="report sent to plan received")
    axes.legend(frameon=False)


def draw_memory(axes, figures: dict[str, str]) -> None:
    """Resident memory and live heap of ONOS at each stage."""
    places = range(len(STAGES))
    for offset, kind, colour in ((-0.2, "resident", COLOURS[1]), (0.2, "heap", COLOURS[3])):
        axes.bar([place + offset for place in places],
                 [float(figures[f"onos_{kind}_{stage}_mib"]) for stage in STAGES], 0.4, color=colour,
                 label="live heap" if kind == "heap" else kind)
    axes.set_xticks(list(places), STAGES)
    axes.set(ylabel="MiB", title="memory of ONOS")
    axes.legend(frameon=False)


def main(figures_file: str, picture: str) -> None:
    """Writes the PNG file."""
    loads = [load for load in read(figures_file) if load["beside"] == "nothing"]
    drawing, (reports, decisions, memory) = figure(columns=3, width=13, height=4)
    draw_reports(reports, loads)
    draw_decisions(decisions, loads)
    draw_memory(memory, loads[0])
    drawing.suptitle(f"{loads[0]['attached']} agents, {loads[0]['topology']}, "
                     f"{float(loads[0]['arrivals_per_s']):.0f} connections/s", fontsize=11)
    save(drawing, Path(picture))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
