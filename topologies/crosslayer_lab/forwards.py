# SPDX-License-Identifier: Apache-2.0
"""Ports of a namespace made reachable on 127.0.0.1 of the machine, and nowhere else."""

from __future__ import annotations

import socket
from pathlib import Path

from mininet.node import Node

from .processes import LabProcess
from .waiting import wait_for

START_SECONDS = 10.0


class Forward:
    """Passes 127.0.0.1:`port` on to an address and port inside the namespaces of a node."""

    def __init__(self, node: Node, address: str, target_port: int, log: Path, wanted_port: int | None = None):
        """Takes `wanted_port` (by default the target's) if it is free, else any free one."""
        self.port = free_port(wanted_port or target_port)
        inside = f"nsenter -t {node.pid} -n socat - TCP\\:{address}\\:{target_port}"
        self._process = LabProcess(f"forward of port {self.port}", [
            "socat", f"TCP-LISTEN:{self.port},bind=127.0.0.1,reuseaddr,fork", f"EXEC:{inside}"], log)
        wait_for(f"127.0.0.1:{self.port} listening", lambda: self._process.require_running() and self._listening(),
                 START_SECONDS)

    def _listening(self) -> bool:
        with open("/proc/net/tcp", encoding="ascii") as table:
            wanted = f"0100007F:{self.port:04X}"
            return any(line.split()[1] == wanted and line.split()[3] == "0A" for line in table)

    def stop(self) -> None:
        """Ends the listener."""
        self._process.stop()


def free_port(wanted: int) -> int:
    """`wanted` if it can be bound on 127.0.0.1, else a port that the kernel chooses."""
    for port in (wanted, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return probe.getsockname()[1]
    raise OSError("no free port on 127.0.0.1")
