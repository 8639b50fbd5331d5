# SPDX-License-Identifier: Apache-2.0
"""Signals during a run: the first unwinds it, so that everything is taken down; later ones cannot stop that."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Callable, Iterator

SIGNALS = (signal.SIGTERM, signal.SIGHUP)


def _end(number: int, _frame: object) -> None:
    raise SystemExit(128 + number)


@contextlib.contextmanager
def _handled(numbers: tuple[signal.Signals, ...], handler: Callable | signal.Handlers) -> Iterator[None]:
    before = [signal.signal(number, handler) for number in numbers]
    try:
        yield
    finally:
        for number, old in zip(numbers, before):
            signal.signal(number, old)


def ending_the_run() -> contextlib.AbstractContextManager[None]:
    """SIGTERM and SIGHUP unwind the stack like Ctrl-C does."""
    return _handled(SIGNALS, _end)


def ignored() -> contextlib.AbstractContextManager[None]:
    """For the time of taking down."""
    return _handled((signal.SIGINT, *SIGNALS), signal.SIG_IGN)
