# SPDX-License-Identifier: Apache-2.0
"""Rows on their way out of the guest: a file for each in the shared directory, and one that says that it was the last.

So an interrupted run has outside what was measured until then.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

DONE = "done"


def put(share: Path, rows: Iterable[dict]) -> None:
    """Inside the guest: hands rows over as they come."""
    for number, row in enumerate(rows):
        path = share / f"row-{number:04}.json"
        partial = path.with_suffix(".partial")
        partial.write_text(json.dumps(row), encoding="utf-8")
        os.rename(partial, path)
    (share / DONE).touch()


def take(share: Path) -> Iterator[dict]:
    """Outside: those that are there, in their order. When the next one is asked for, a row's file is gone."""
    for path in waiting(share):
        yield json.loads(path.read_text(encoding="utf-8"))
        path.unlink()


def waiting(share: Path) -> list[Path]:
    """Rows that were not taken yet."""
    return sorted(share.glob("row-*.json"))
