# SPDX-License-Identifier: Apache-2.0
"""Progress on the terminal: what is being done, and how long the run has lasted."""

from __future__ import annotations

import sys
import time

_STARTED = time.monotonic()


def say(text: str) -> None:
    """Prints a line of progress to standard error, with the seconds since the start."""
    print(f"[{time.monotonic() - _STARTED:6.1f} s] {text}", file=sys.stderr, flush=True)
