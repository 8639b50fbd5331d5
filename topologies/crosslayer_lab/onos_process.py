# SPDX-License-Identifier: Apache-2.0
"""The processes of an ONOS node or of its cluster's storage, which may be ended, killed, paused and started again."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Sequence
from pathlib import Path

from mininet.node import Node

from .errors import LabError
from .processes import LabProcess
from .waiting import wait_for

PROGRAM = Path(__file__).resolve().parents[2] / "topologies/onos-core/bin/onos-core"
BOOT_SECONDS = 240.0
STOP_SECONDS = 60.0


class OnosProcess:
    """`onos-core run` in the namespaces of a node."""

    def __init__(self, name: str, node: Node, directory: Path, options: Sequence[str]):
        """Takes what is to be started by `start`."""
        self.name = name
        self._node = node
        self.directory = directory
        self._options = options
        self._process: LabProcess | None = None

    def start(self) -> None:
        """Starts it; returns at once."""
        if self.running():
            raise LabError(f"{self.name} runs already")
        self.directory.mkdir(parents=True, exist_ok=True)
        self._process = LabProcess(self.name, [PROGRAM, "run", "--root", self.directory, *self._options,
                                               "--timeout", str(int(BOOT_SECONDS))],
                                   self.directory.parent / f"{self.directory.name}.out", self._node)

    def await_ready(self) -> None:
        """Returns when it serves; a LabError if it does not come up."""
        wait_for(f"{self.name} ready", lambda: self._require().logged("onos-core: ready after"), BOOT_SECONDS)

    def _require(self) -> LabProcess:
        if self._process is None:
            raise LabError(f"{self.name} has not been started")
        return self._process

    @property
    def pid(self) -> int:
        """Pid of the program that runs it."""
        return self._require().pid

    @property
    def java_pid(self) -> int:
        """Pid of its Java process; a LabError if there is none."""
        state = self.directory / "onos-core.running"
        found = re.search(r"^pid=(\d+)", state.read_text(encoding="utf-8"), re.M) if state.exists() else None
        if not found or not self.running():
            raise LabError(f"{self.name} does not run")
        return int(found[1])

    def running(self) -> bool:
        """Whether it has been started and has not ended; one that is paused runs."""
        return self._process is not None and self._process.running()

    def require_running(self) -> bool:
        """Raises a LabError if it has ended, else True."""
        return self._require().require_running()

    def logged(self, text: str) -> bool:
        """As LabProcess.logged, of the last start."""
        return self._require().logged(text)

    def signal(self, number: signal.Signals) -> None:
        """A signal to the program that runs it, if that runs; to its Java process go kill, pause and resume."""
        self._require().signal(number)

    def kill(self) -> None:
        """kill -9; returns when it has ended."""
        os.kill(self.java_pid, signal.SIGKILL)
        self._await_end()

    def pause(self) -> None:
        """SIGSTOP: it says nothing more, but its connections stay."""
        os.kill(self.java_pid, signal.SIGSTOP)

    def resume(self) -> None:
        """SIGCONT."""
        os.kill(self.java_pid, signal.SIGCONT)

    def begin_stop(self) -> None:
        """Asks it to end in good order, paused or not; returns at once."""
        try:
            self.resume()
        except (LabError, OSError):
            pass  # not yet, or no longer there
        self.signal(signal.SIGTERM)

    def stop(self) -> None:
        """Ends it in good order, or, if it does not end, at once; no error if it has ended."""
        if self.running():
            self.begin_stop()
            try:
                self._await_end()
            except LabError:
                # Cut off from its storage, ONOS may wait for that.
                self.kill()

    def _await_end(self) -> None:
        wait_for(f"end of {self.name}", lambda: not self.running(), STOP_SECONDS)
