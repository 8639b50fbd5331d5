# SPDX-License-Identifier: Apache-2.0
"""Values of command lines, checked where they are read: a mistake costs a line, not a build or a run."""

from __future__ import annotations

import argparse
from collections.abc import Callable


def whole_number(least: int, most: int | None = None) -> Callable[[str], int]:
    """An argparse type: a whole number from `least` to `most`."""
    expected = f"a whole number from {least} to {most}" if most is not None else f"a whole number, at least {least}"

    def convert(text: str) -> int:
        if text.isascii() and text.isdigit() and least <= int(text) and (most is None or int(text) <= most):
            return int(text)
        raise argparse.ArgumentTypeError(f"'{text}': expected {expected}")

    return convert


positive = whole_number(1)
