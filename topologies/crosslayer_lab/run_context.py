# SPDX-License-Identifier: Apache-2.0
"""What everything that is brought up for a run has in common: it is taken down however the run ends."""

from __future__ import annotations

import contextlib
from typing import Self

from . import machine, signals
from .progress import say
from .run_directory import RunDirectory


class RunContext:
    """A context manager. Leaving it ends everything that entering it started, in the reverse order."""

    run: RunDirectory

    def __init__(self):
        self._stack = contextlib.ExitStack()

    def __enter__(self) -> Self:
        self._check()
        try:
            self._stack.enter_context(signals.ending_the_run())
            self.run = RunDirectory.create()
            self._stack.callback(self.run.remove)
            self._bring_up()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_problem: object) -> None:
        with signals.ignored():
            say("taking everything down")
            self._stack.close()

    def _check(self) -> None:
        """Raises a LabError if this machine lacks something."""
        machine.require_root()

    def _bring_up(self) -> None:
        """Starts the parts, and has `_stack` end them."""
        raise NotImplementedError
