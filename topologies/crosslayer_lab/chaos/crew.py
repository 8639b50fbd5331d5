# SPDX-License-Identifier: Apache-2.0
"""Threads that last as long as the run: a process is ended when the thread that has started it ends."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable

from ..errors import LabError

Task = Callable[[], None]


class RunEnds(Exception):
    """The run is over: what a task has broken is taken down, and need not be healed."""


class Crew:
    """Carries out tasks, as many at a time as there are threads. They are not waited for when the run is cut short."""

    def __init__(self, size: int):
        self._tasks: queue.SimpleQueue[Task] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._open = 0
        self._problem: BaseException | None = None
        self.ending = threading.Event()
        """Set when the run is over: whoever waits for a time is to give up."""
        for _ in range(size):
            threading.Thread(target=self._work, daemon=True).start()

    def do(self, task: Task) -> None:
        """Has a task carried out, soon."""
        with self._lock:
            self._open += 1
        self._tasks.put(task)

    def _work(self) -> None:
        while True:
            task = self._tasks.get()
            try:
                if not self.ending.is_set():
                    task()
            except BaseException as problem:  # pylint: disable=broad-except
                if not self.ending.is_set():
                    self._problem = self._problem or problem
            finally:
                with self._lock:
                    self._open -= 1

    def open_tasks(self) -> int:
        """How many are not done. Raises what the first that has failed has raised."""
        if isinstance(self._problem, LabError):
            raise self._problem
        if self._problem is not None:
            raise LabError(f"a fault could not be made or healed: {self._problem!r}") from self._problem
        return self._open

    def pause(self, seconds: float) -> None:
        """For tasks: waits; raises RunEnds when the run is over."""
        if self.ending.wait(seconds):
            raise RunEnds
