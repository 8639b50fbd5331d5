# SPDX-License-Identifier: Apache-2.0
"""Figures of docs/comparison.md are those of the committed rows of experiments."""

import csv
import re
import statistics

import markdown_pages as md

PAGE = md.ROOT / "docs/comparison.md"
ROWS = md.ROOT / "topologies/experiments"


def rows(name):
    """The committed rows of an experiment."""
    with open(ROWS / name, encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def table(first):
    """The rows of the table whose first row begins so, as lists of cells."""
    lines = md.read(PAGE).splitlines()
    start = next(index for index, line in enumerate(lines) if line.startswith(f"| {first}"))
    end = next(index for index in range(start, len(lines)) if not lines[index])
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[start:end]]


def test_goodput_over_parallel_paths():
    measured = {(row["scheme"], row["paths"]): statistics.median(
        float(bps) for bps in row["goodput_bps"].split()) / float(row["max_flow_bps"])
        for row in rows("parallel_paths/expected/parallel-paths.csv")}
    shown = {(re.match(r"`(.*?)`", cells[0])[1], paths): float(cell)
             for cells in table("`tcp`") for paths, cell in zip("248", cells[1:])}
    assert shown.keys() == measured.keys()
    assert all(abs(shown[key] - measured[key]) < 0.006 for key in shown)


def test_fat_tree():
    measured = {}
    for row in rows("permutation/expected/permutation.csv"):
        measured.setdefault(row["scheme"], []).append((float(row["mean"]), float(row["worst"])))
    schemes = ["tcp", "random-2", "random-8", "crosslayer"]
    for scheme, (_, mean, worst) in zip(schemes, table("TCP | 0."), strict=True):
        assert abs(float(mean) - statistics.mean(pair[0] for pair in measured[scheme])) < 0.001
        assert abs(float(worst) - statistics.mean(pair[1] for pair in measured[scheme])) < 0.001


def test_fairness():
    measured = {}
    for row in rows("fairness/expected/fairness.csv"):
        measured.setdefault(row["scheme"], []).append(float(row["jain"]))
    for scheme, shown in ("random-1-8", "0.674"), ("crosslayer", "1.000"):
        assert shown in md.read(PAGE)
        assert abs(statistics.mean(measured[scheme]) - float(shown)) < 0.001
