# SPDX-License-Identifier: Apache-2.0
"""Processes that belong to the lab: started in a node's namespace or the machine's own, and ended by their pid."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path

from mininet.node import Node

from .errors import LabError

STOP_SECONDS = 15.0


class LabProcess:
    """A running command. Its output goes to a log; it ends with the lab even if the lab is killed."""

    def __init__(self, name: str, command: Sequence[str | Path], log: Path, node: Node | None = None,
                 environment: dict[str, str] | None = None):
        """Starts `command` in the namespaces of `node` (None: where the lab runs)."""
        self.name = name
        self.log = log
        words = ["setpriv", "--pdeathsig", "TERM", "--", *map(str, command)]
        with open(log, "ab") as out:
            # Logs are appended to: what an earlier process of this name has said must not be taken for ours.
            self._begin = out.tell()
            options = {"stdout": out, "stderr": subprocess.STDOUT, "stdin": subprocess.DEVNULL,
                       "env": {**os.environ, **(environment or {})}}
            if node is None:
                # A session of its own: Ctrl-C reaches the lab, which then ends its processes in order.
                self._process = subprocess.Popen(words, start_new_session=True, **options)
            else:
                self._process = node.popen(words, **options)

    @property
    def pid(self) -> int:
        """Process id in the machine's pid namespace."""
        return self._process.pid

    def running(self) -> bool:
        """Whether the process has not ended."""
        return self._process.poll() is None

    def require_running(self) -> bool:
        """Raises a LabError with the end of the log if the process has ended; else True."""
        if not self.running():
            tail = self.output().strip().splitlines()[-3:]
            raise LabError(f"{self.name} ended with status {self._process.returncode}: {' | '.join(tail)} "
                           f"(log: {self.log})")
        return True

    def logged(self, text: str) -> bool:
        """Whether the log has `text`; raises a LabError if the process has ended instead."""
        return text in self.output() or not self.require_running()

    def output(self) -> str:
        """What it has written so far."""
        with open(self.log, "rb") as log:
            log.seek(self._begin)
            return log.read().decode(errors="replace")

    def signal(self, number: signal.Signals) -> None:
        """Sends a signal, if the process still runs."""
        if self.running():
            self._process.send_signal(number)

    def stop(self) -> None:
        """Asks the process to end, paused or not, and makes it end if it does not."""
        self.signal(signal.SIGTERM)
        self.signal(signal.SIGCONT)
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
