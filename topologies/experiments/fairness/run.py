# SPDX-License-Identifier: Apache-2.0
"""Two connections over one bottleneck, one of them with more subflows. See README.md beside this file."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from statistics import mean

from crosslayer_lab.arguments import positive, whole_number
from crosslayer_lab.bulk_transfers import Receivers, Transfer, receivers
from crosslayer_lab.figures import COLOURS, figure, save
from crosslayer_lab.fluid import jain
from crosslayer_lab.lab import Lab
from crosslayer_lab.networks import leaf_spine_fabric
from crosslayer_lab.progress import say
from crosslayer_lab.schemes import AllHosts
from crosslayer_lab.table import text_table

SUMMARY = "two connections over one bottleneck, one with up to 8 subflows: Jain index of random ports and Crosslayer"
RANDOM = [1, 2, 4, 8]
CROSSLAYER = "crosslayer"
MOST_SUBFLOWS = 8
FEW, MANY = Transfer("h1", "h3"), Transfer("h2", "h4")


def add_options(parser: argparse.ArgumentParser) -> None:
    """Options of its own."""
    parser.add_argument("--rate", type=positive, default=10, metavar="MBPS", help="rate of each link (default 10)")
    parser.add_argument("--repeats", type=positive, metavar="N", help="runs of each scheme (default 5, quick 1)")
    parser.add_argument("--seconds", type=whole_number(4), metavar="S",
                        help="length of transfers; the first third is not counted (default 15, quick 9)")


def run(options: argparse.Namespace) -> Iterator[dict]:
    """Measures all schemes."""
    seconds = options.seconds or (9 if options.quick else 15)
    # Two leaves, one spine: everything from the first leaf to the second shares one link.
    with Lab(leaf_spine_fabric(2, 1, 2, options.rate)) as lab, receivers(lab, ["h3", "h4"]) as programs:
        hosts = AllHosts(lab)
        for scheme in [*(f"random-1-{count}" for count in RANDOM), CROSSLAYER]:
            if scheme == CROSSLAYER:
                hosts.crosslayer(maxSubflows=MOST_SUBFLOWS)
            else:
                hosts.random(1, h2=int(scheme.rpartition("-")[2]))
            for repeat in range(1, (options.repeats or (1 if options.quick else 5)) + 1):
                row = {"scheme": scheme, "repeat": repeat, **measure(programs, seconds)}
                say("  {scheme:<12} Jain {jain:.3f}, {goodput_bps} bit/s, {subflows} subflows".format(**row))
                yield row


def measure(programs: Receivers, seconds: int) -> dict:
    """Both connections at the same time."""
    arrivals = programs.run([FEW, MANY], seconds)
    goodput = [each.goodput_bps(seconds / 3, seconds) for each in arrivals]
    return {"jain": round(jain(goodput), 4), "goodput_bps": [round(value) for value in goodput],
            "subflows": [round(each.mean_subflows(seconds / 3, seconds), 2) for each in arrivals]}


def by_scheme(rows: list[dict]) -> dict[str, list[dict]]:
    """The rows of each scheme."""
    return {scheme: [row for row in rows if row["scheme"] == scheme]
            for scheme in dict.fromkeys(row["scheme"] for row in rows)}


def means(rows: list[dict], column: str) -> list[float]:
    """Means of a list's two values over the rows."""
    return [mean(values) for values in zip(*(row[column] for row in rows))]


def table(rows: list[dict]) -> str:
    """Means over the repeats."""
    lines = []
    for scheme, own in by_scheme(rows).items():
        (one, other), subflows = means(own, "goodput_bps"), means(own, "subflows")
        lines.append([scheme, f"{subflows[0]:.1f} {subflows[1]:.1f}", f"{one / 1e6:.2f}", f"{other / 1e6:.2f}",
                      f"{mean(row['jain'] for row in own):.3f}"])
    return text_table(["scheme", "subflows", "first [Mbit/s]", "second [Mbit/s]", "Jain"], lines) + (
        "\n\nTwo connections over one link. random-1-N: one subflow, and N from random source ports. Crosslayer: up to "
        f"{MOST_SUBFLOWS} each.")


def plot(rows: list[dict], target: Path) -> None:
    """Goodput of both connections side by side."""
    drawing, axes = figure(width=8)
    groups = by_scheme(rows)
    for place, own in enumerate(groups.values()):
        values = [value / 1e6 for value in means(own, "goodput_bps")]
        for index, (value, colour) in enumerate(zip(values, (COLOURS[2], COLOURS[3]))):
            axes.bar(place + (index - 0.5) * 0.38, value, 0.36, color=colour,
                     label=("first connection", "second connection")[index] if place == 0 else None)
        axes.annotate(f"Jain {mean(row['jain'] for row in own):.2f}", (place, max(values)), ha="center", va="bottom",
                      fontsize=9)
    names = ["Crosslayer" if scheme == CROSSLAYER else f"1 and {scheme.rpartition('-')[2]} random" for scheme in groups]
    axes.set_xticks(range(len(groups)), names)
    highest = max(max(means(own, "goodput_bps")) for own in groups.values()) / 1e6
    axes.set(ylabel="goodput [Mbit/s]", ylim=(0, 1.3 * highest), title="Two connections over one bottleneck")
    axes.legend(frameon=False, loc="upper left", ncols=2)
    save(drawing, target)


def findings(rows: list[dict], expected: dict) -> list[tuple[str, bool]]:
    """Compares with expected.json."""
    found = {scheme: mean(row["jain"] for row in own) for scheme, own in by_scheme(rows).items()}
    least = expected["crosslayer_jain_at_least"]
    results = [(f"crosslayer: Jain {found[CROSSLAYER]:.3f} (expected at least {least})", found[CROSSLAYER] >= least)]
    for scheme, value in found.items():
        if scheme not in (CROSSLAYER, "random-1-1"):
            results.append((f"Jain: crosslayer {found[CROSSLAYER]:.3f}, {scheme} {value:.3f} (expected above it)",
                            found[CROSSLAYER] > value))
    return results
