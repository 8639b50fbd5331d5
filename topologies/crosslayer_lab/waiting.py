# SPDX-License-Identifier: Apache-2.0
"""Waiting for conditions, with a deadline."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from .errors import LabError

Found = TypeVar("Found")
POLL_SECONDS = 0.1


def wait_for(what: str, condition: Callable[[], Found], seconds: float) -> Found:
    """The first true value of `condition`; a LabError that says `what` was waited for if there is none in time."""
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        if time.monotonic() > deadline:
            raise LabError(f"{what}: not within {seconds:g} s")
        time.sleep(POLL_SECONDS)
    return found


def wait_for_time(moment: float) -> None:
    """Returns at a time of time.monotonic(), for what is to happen at a set time of an experiment."""
    time.sleep(max(0.0, moment - time.monotonic()))
