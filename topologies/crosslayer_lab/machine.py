# SPDX-License-Identifier: Apache-2.0
"""What the lab needs of the machine, checked before anything is started."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from .errors import LabError

SEED = Path("/proc/sys/net/ipv4/fib_multipath_hash_seed")
MPTCP = Path("/proc/sys/net/mptcp/enabled")


def check() -> None:
    """A LabError if this machine cannot be the lab."""
    require_root()
    if not MPTCP.exists():
        raise LabError(f"this kernel ({os.uname().release}) has no MPTCP: {MPTCP} is missing")
    if not SEED.exists():
        raise LabError(f"the lab needs Linux 6.11 or newer for the seed of the ECMP hash ({SEED} is missing), "
                       f"this is {os.uname().release}")


def require_root() -> None:
    """A LabError if the lab may not do what it has to."""
    if os.geteuid() != 0:
        raise LabError("the lab needs root (namespaces, routes, qdiscs): run it with sudo")


@dataclass(frozen=True)
class ProcessorTimes:
    """Clock ticks of all processors together since the start of the machine."""

    all: int
    idle: int

    def busy_since(self, before: ProcessorTimes) -> float:
        """The part of the time since then in which the processors were busy."""
        return 1 - (self.idle - before.idle) / max(1, self.all - before.all)


def processor_times() -> ProcessorTimes:
    """The times up to now."""
    ticks = [int(word) for word in Path("/proc/stat").read_text(encoding="ascii").splitlines()[0].split()[1:9]]
    # Fourth and fifth: idle, waiting for a disk.
    return ProcessorTimes(sum(ticks), ticks[3] + ticks[4])
