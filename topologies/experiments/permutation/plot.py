# SPDX-License-Identifier: Apache-2.0
"""Draws the permutation experiment."""

from __future__ import annotations

from pathlib import Path

from crosslayer_lab.figures import COLOURS, figure, save

from .report import CROSSLAYER, OPTIMUM, TCP, of_optimum, of_scheme, over_seeds, schemes

LABELS = {TCP: "TCP", OPTIMUM: "optimum (no link shared)", CROSSLAYER: "Crosslayer"}
FIXED = {TCP: COLOURS[0], OPTIMUM: COLOURS[1], CROSSLAYER: COLOURS[3]}


def plot(rows: list[dict], target: Path) -> None:
    """Writes the PNG file: every connection's goodput, and means beside the simulator's predictions."""
    drawing, (left, right) = figure(columns=2, width=12, height=4.8)
    _connections(left, rows)
    _predictions(right, rows)
    save(drawing, target)


def _connections(axes, rows: list[dict]) -> None:
    """All connections in ascending order, one curve for each scheme."""
    for scheme in schemes(rows):
        shares = sorted(share for row in of_scheme(rows, scheme) for share in _shares(row))
        places = [(index + 0.5) / len(shares) * 100 for index in range(len(shares))]
        label = LABELS.get(scheme) or f"{_count(scheme)} random port{'s'[:_count(scheme) > 1]}"
        axes.step(places, shares, where="mid", color=FIXED.get(scheme) or _shade(_count(scheme)),
                  linewidth=2.2 if scheme == CROSSLAYER else 1.3,
                  label=f"{label}: mean {over_seeds(rows, scheme, 'mean'):.2f}")
    axes.set(xlabel="connections, the slowest first [%]", ylabel="goodput / rate of the links", xlim=(0, 100),
             ylim=(0, 1.05), title="Every host of a fat-tree (k = 4) sends to another one")
    axes.legend(frameon=False, loc="lower right", fontsize=7)


def _predictions(axes, rows: list[dict]) -> None:
    """Measured and predicted parts of the optimum over the number of random ports, and Crosslayer's."""
    counts = [_count(scheme) for scheme in schemes(rows) if scheme not in FIXED]
    for part, (name, marker) in enumerate((("mean", "o"), ("worst", "v"))):
        for column, style in ((None, "-"), (f"predicted_{name}", ":")):
            def value(scheme: str) -> float:
                return over_seeds(rows, scheme, column) if column else of_optimum(rows, scheme)[part]
            kind = "predicted" if column else "measured"
            axes.plot(counts, [value(f"random-{count}") for count in counts], style, marker=marker, markersize=4,
                      color=COLOURS[4], label=f"random ports, {name}, {kind}")
            axes.axhline(value(CROSSLAYER), linestyle=style, color=COLOURS[3],
                         linewidth=1.8 if part == 0 else 1.1, label=f"Crosslayer, {name}, {kind}")
    axes.set(xlabel="random source ports of each connection", ylabel="goodput / that of the optimum", ylim=(0, 1.05),
             title="Lab and simulator")
    axes.legend(frameon=False, loc="lower right", fontsize=7)


def _count(scheme: str) -> int:
    return int(scheme.removeprefix("random-"))


def _shade(count: int) -> tuple[float, float, float]:
    """The more ports, the darker."""
    part = min(count, 8) / 8
    return (1 - 0.35 * part, 0.8 - 0.6 * part, 0.55 - 0.5 * part)


def _shares(row: dict) -> list[float]:
    """Goodput of each connection as a fraction of the links' rate."""
    rate = sum(row["goodput_bps"]) / len(row["goodput_bps"]) / row["mean"]
    return [value / rate for value in row["goodput_bps"]]
