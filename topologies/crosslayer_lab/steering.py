# SPDX-License-Identifier: Apache-2.0
"""First-subflow steering of a host of the lab: pools of source ports, set by the agent's verbs."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

from mininet.node import Node

from .agents import PROGRAM
from .errors import LabError
from .fabric import Fabric
from .flow_counters import Flow
from .paths import predicted_path

# Below the range that Linux draws its own from.
POOL_PORTS = range(12_000, 32_000)


class Steering:
    """A context manager: steering of one host, by a BPF file system of the lab's own. Leaving it ends the steering.

    The verbs run in the network namespace of the host but with the file systems of this machine: those that Mininet
    gives a host hide cgroups.
    """

    def __init__(self, node: Node, directory: Path):
        self._node = node
        self._directory = directory / f"{node.name}.bpf"

    def __enter__(self) -> Steering:
        self._directory.mkdir(exist_ok=True)
        self._run("mount", "-t", "bpf", "bpf", str(self._directory))
        return self

    def __exit__(self, *_problem: object) -> None:
        try:
            self.off()
        finally:
            self._run("umount", str(self._directory))

    @property
    def agent_options(self) -> tuple[str, str]:
        """What the agent of the host needs to use the same file system, which its own mounts do not show."""
        return "--steering-directory", f"/proc/{os.getpid()}/root{self._directory}"

    def set(self, remote: str, ports: Iterable[int], *options: str) -> None:
        """A pool for MPTCP and TCP to a destination."""
        self._verb("set", remote, "--source-ports", ",".join(map(str, ports)), "--protocol", "mptcp,tcp", *options)

    def off(self) -> None:
        """Detaches the program."""
        self._verb("off")

    def pools(self) -> list[dict]:
        """What `steering list --json` says."""
        return json.loads(self._verb("list", "--json"))["pools"]

    def statistics(self) -> dict:
        """What `steering stats --json` says."""
        return json.loads(self._verb("stats", "--json"))

    def _verb(self, name: str, *options: str) -> str:
        return self._run("nsenter", f"--net=/proc/{self._node.pid}/ns/net", str(PROGRAM), "steering", name,
                         "--steering-directory", str(self._directory), *options)

    @staticmethod
    def _run(*command: str) -> str:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise LabError(f"{' '.join(command[:6])} ...: {done.stderr.strip()}")
        return done.stdout


def pool_over_paths(fabric: Fabric, client: str, server: str, server_port: int, size: int) -> list[int]:
    """Source ports that spread connections evenly over all paths from client to server, one path after the other."""
    by_path: dict[str, list[int]] = {}
    for port in POOL_PORTS:
        by_path.setdefault(predicted_path(fabric, Flow(client, port, server, server_port)), []).append(port)
    each = size // len(by_path)
    if any(len(ports) < each for ports in by_path.values()):
        raise LabError(f"no {each} source ports for each of {len(by_path)} paths from {client} to {server}")
    return [by_path[path][turn] for turn in range(each) for path in sorted(by_path)]
