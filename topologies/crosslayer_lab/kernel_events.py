# SPDX-License-Identifier: Apache-2.0
"""What the kernels of hosts tell of their connections, with times: `crosslayer-agent events --json`, left running."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from .agents import PROGRAM
from .lab import Lab
from .processes import LabProcess


class KernelEvents:
    """Events of the path managers of some hosts."""

    def __init__(self, lab: Lab, hosts: Sequence[str]):
        self._programs = {host: LabProcess(f"events of {host}", [PROGRAM, "events", "--json"],
                                           lab.run_directory / f"{host}.events.jsonl", lab.host(host))
                          for host in hosts}

    def of(self, host: str, event: str, since_ms: float) -> list[dict]:
        """Events of one kind from a time (milliseconds since 1970) on, oldest first."""
        lines = [line for line in self._programs[host].output().splitlines() if line.startswith("{")]
        found = [json.loads(line) for line in lines if line.endswith("}")]
        return [each for each in found if each["event"] == event and each["time_ms"] >= since_ms]

    def stop(self) -> None:
        """Ends the programs."""
        for program in self._programs.values():
            program.stop()


@contextmanager
def kernel_events(lab: Lab, hosts: Sequence[str]) -> Iterator[KernelEvents]:
    """Events of some hosts, for the time of the context."""
    running = KernelEvents(lab, hosts)
    try:
        yield running
    finally:
        running.stop()
