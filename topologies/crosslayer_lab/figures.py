# SPDX-License-Identifier: Apache-2.0
"""How the plots of all experiments look."""

from __future__ import annotations

from pathlib import Path

import matplotlib

matplotlib.use("Agg")
# pylint: disable=wrong-import-position
from matplotlib import pyplot  # noqa: E402

# Okabe and Ito's colours, which people with any colour vision can tell apart.
COLOURS = ["#000000", "#999999", "#E69F00", "#0072B2", "#D55E00", "#009E73", "#CC79A7"]


def figure(rows: int = 1, columns: int = 1, width: float = 7, height: float = 4.2):
    """A figure and its axes, with light grids."""
    drawing, axes = pyplot.subplots(rows, columns, figsize=(width, height))
    for each in drawing.axes:
        each.grid(True, alpha=0.25)
        each.spines[["top", "right"]].set_visible(False)
    return drawing, axes


def save(drawing, target: Path) -> None:
    """Writes a PNG file and forgets the figure."""
    drawing.tight_layout()
    drawing.savefig(target, dpi=150)
    pyplot.close(drawing)
