# SPDX-License-Identifier: Apache-2.0
"""Text tables."""

from __future__ import annotations

from collections.abc import Sequence


def text_table(heads: Sequence[str], lines: Sequence[Sequence[object]]) -> str:
    """Columns as wide as they need to be, numbers to the right; the first column to the left."""
    cells = [[str(cell) for cell in line] for line in [heads, *lines]]
    widths = [max(len(line[column]) for line in cells) for column in range(len(heads))]
    ruled = [cells[0], ["-" * width for width in widths], *cells[1:]]
    return "\n".join("  ".join(cell.ljust(width) if column == 0 else cell.rjust(width)
                               for column, (cell, width) in enumerate(zip(line, widths))).rstrip()
                     for line in ruled)
