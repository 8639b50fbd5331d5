# SPDX-License-Identifier: Apache-2.0
"""A run in a process of its own, which stays until a test ends it, and what it has made."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from machine_state import added_since, machine_state, network_namespaces

from crosslayer_lab.run_directory import BASE, RunDirectory
from crosslayer_lab.waiting import wait_for

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 60


class HeldRun:
    """`python3 -m MODULE`, which prints its run directory when it is up."""

    def __init__(self, *words: str, namespaces: int, programs: Path | None = None):
        """Starts it; `namespaces` is how many it will have, `programs` a folder that comes first in its PATH."""
        self.before = machine_state()
        self.runs = set(BASE.glob("*"))
        path = os.environ["PATH"] if programs is None else f"{programs}:{os.environ['PATH']}"
        self.process = subprocess.Popen(
            [sys.executable, "-m", *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            start_new_session=True, stdin=subprocess.DEVNULL,
            env={**os.environ, "PATH": path, "PYTHONPATH": f"{ROOT / 'topologies'}:{ROOT / 'topologies/tests'}"})
        self.run: RunDirectory | None = None
        self.namespaces: set[str] = set()
        self._wanted = namespaces

    def wait_until_up(self) -> None:
        """Waits until it is up, and notes what it consists of."""
        self.run = RunDirectory(Path(self.process.stdout.readline().strip()))
        assert self.run.is_alive()
        self.namespaces = network_namespaces(self.run.processes()) - network_namespaces([os.getpid()])
        assert len(self.namespaces) == self._wanted

    def wait_until_it_says(self, text: str) -> None:
        """Reads what it tells people of its progress."""
        while text not in (line := self.process.stderr.readline()):
            assert line, "ended without a word"

    def signal_group(self, number: signal.Signals) -> None:
        """What the terminal does for Ctrl-C."""
        os.killpg(self.process.pid, number)

    def expect_gone(self) -> None:
        """Waits until nothing of it is left; says what is, if so."""
        if self.run:
            wait_for("its processes gone", lambda: not self.run.processes(), SECONDS)
            wait_for("its namespaces gone", lambda: not self.namespaces & network_namespaces(), SECONDS)
            assert not self.run.path.exists()
        # Other labs on this machine come and go, too.
        wait_for("the machine as it was", lambda: not added_since(self.before), SECONDS)

    def close(self) -> None:
        """For tests that have failed."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.process.stdout.close()
        self.process.stderr.close()
        if self.run and self.run.path.exists():
            self.run.end_processes()
            self.run.remove()
