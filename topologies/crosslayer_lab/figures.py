# SPDX-License-Identifier: Apache-2.0
"""How the plots of all experiments look."""

from __future__ import annotations

from pathlib import Path

# Okabe and Ito's colours, which people with any colour vision can tell apart.
COLOURS = ["#000000", "#999999", "#E69F00", "#0072B2", "#D55E00", "#009E73", "#CC79A7"]


def figure(rows: int = 1, columns: int = 1, width: float = 7, height: float = 4.2):
    """A figure and its axes, with light grids."""
    # Here, because it takes a second that --help and a mistake on the command line need not wait for.
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # pylint: disable=import-outside-toplevel
    from matplotlib.figure import Figure  # pylint: disable=import-outside-toplevel
    drawing = Figure(figsize=(width, height))
    FigureCanvasAgg(drawing)
    axes = drawing.subplots(rows, columns)
    for each in drawing.axes:
        each.grid(True, alpha=0.25)
        each.spines[["top", "right"]].set_visible(False)
    return drawing, axes


def save(drawing, target: Path) -> None:
    """Writes a PNG file."""
    drawing.tight_layout()
    drawing.savefig(target, dpi=150)
