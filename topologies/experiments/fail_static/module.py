# SPDX-License-Identifier: Apache-2.0
"""The kernel module inside the guest, and the tables of plans of the lab's hosts."""

from __future__ import annotations

import subprocess
from pathlib import Path

from mininet.node import Node

from crosslayer_lab.errors import LabError

NAME = "mptcp_crosslayer"


class KernelModule:
    """mptcp_crosslayer.ko, and the program that shows its tables."""

    def __init__(self, module: Path, programs: Path):
        self._module = module
        self._plans = programs / "plans"

    def load(self) -> None:
        """Loads it: a table without plans in every namespace."""
        _run("insmod", str(self._module))

    def unload(self) -> None:
        """Removes it with all its tables."""
        _run("rmmod", NAME)

    def plans(self, host: Node) -> list[str]:
        """The lines of a host's table."""
        output, error, status = host.pexec([str(self._plans), "list"])
        if status:
            raise LabError(f"{host.name}: {self._plans}: {error.strip()}")
        return output.splitlines()


def _run(*words: str) -> None:
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode:
        raise LabError(f"{' '.join(words)}: {done.stderr.strip()}")
