# SPDX-License-Identifier: Apache-2.0
"""Where connections went, and what connect() costs."""

from __future__ import annotations

from pathlib import Path

from crosslayer_lab.figures import COLOURS, figure, save

from .report import COST_SCHEMES, KERNEL, LANDING, STEERED, added, cost, kinds, of_part


def plot(rows: list[dict], target: Path) -> None:
    """Left: connections per path, with the kernel's ports and with those of pools; right: time of connect()."""
    drawing, (left, right) = figure(1, 2, width=13)
    _paths(left, of_part(rows, LANDING))
    _costs(right, rows)
    save(drawing, target)


def _paths(axes, rows: list[dict]) -> None:
    cells = list(dict.fromkeys((row["family"], row["protocol"]) for row in rows))
    for side, (scheme, colour) in enumerate(((KERNEL, COLOURS[1]), (STEERED, COLOURS[3]))):
        for place, cell in enumerate(cells):
            [counts] = [row["per_path"] for row in rows
                        if (row["family"], row["protocol"], row["scheme"]) == (*cell, scheme)]
            width = 0.4 / len(counts)
            begin = place + (side - 1) * 0.42 + 0.01
            axes.bar([begin + (index + 0.5) * width for index in range(len(counts))], counts, width * 0.9,
                     color=colour, label=f"{scheme}'s choice" if scheme == KERNEL else scheme)
    handles, labels = axes.get_legend_handles_labels()
    unique = dict(zip(labels, handles))
    axes.legend(unique.values(), unique.keys(), frameon=False, loc="upper center", ncols=2)
    axes.set_xticks(range(len(cells)), [" ".join(cell) for cell in cells])
    axes.set_ylim(0, 1.25 * max(max(row["per_path"]) for row in rows))
    axes.set(ylabel="connections on each path", title="Source ports of first subflows and the paths they take")


def _costs(axes, rows: list[dict]) -> None:
    places, step = kinds(rows), 0.8 / len(COST_SCHEMES)
    for index, (scheme, label) in enumerate(COST_SCHEMES.items()):
        bars = axes.bar([place + (index - 2) * step for place in range(len(places))],
                        [cost(rows, *kind, scheme) / 1000 for kind in places], step * 0.92, color=COLOURS[index + 1],
                        label=label)
        axes.bar_label(bars, ["" if scheme == "no-program" else f"{added(rows, *kind, scheme) / 1000:+.1f}"
                              for kind in places], fontsize=6)
    axes.set_xticks(range(len(places)), [" ".join(kind) for kind in places])
    axes.set_ylim(0, 1.4 * max(cost(rows, *kind, scheme) / 1000 for kind in places for scheme in COST_SCHEMES))
    axes.set(ylabel="us, median", title="connect(): SYN to a device that drops it")
    axes.legend(frameon=False, fontsize=8, ncols=2, loc="upper center")
