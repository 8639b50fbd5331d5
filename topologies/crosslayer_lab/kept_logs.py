# SPDX-License-Identifier: Apache-2.0
"""Logs that outlive a run."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path


def keep(target: Path, logs: Iterable[Path]) -> None:
    """Copies the logs that exist to `target`, in place of the last run's."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for log in logs:
        if log.is_file():
            shutil.copy(log, target / log.name)
