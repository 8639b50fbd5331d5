# SPDX-License-Identifier: Apache-2.0
"""Agents on the hosts of the lab."""

from __future__ import annotations

import json
from pathlib import Path

from mininet.node import Node

from .certificates import Identity
from .errors import LabError
from .processes import LabProcess

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "host-agent/target/crosslayer-agent/bin/crosslayer-agent"
START_SECONDS = 60.0


class HostAgent:
    """A `crosslayer-agent run` in the namespaces of a host."""

    def __init__(self, node: Node, addresses: list[str], directory: Path, *options: str):
        """Starts the agent; `options` say what it obeys: a controller, or `--simulate N`."""
        self.name = node.name
        self.plan_log = directory / f"{node.name}.plans.jsonl"
        own = [word for address in addresses for word in ("--address", address)]
        self.process = LabProcess(f"agent of {node.name}", [
            PROGRAM, "run", *own, "--plan-log", str(self.plan_log), *options],
            directory / f"{node.name}.agent.log", node)

    def attached(self) -> bool:
        """Whether the agent has ever been attached to its controller."""
        return self.process.logged("attached to ")

    def plans(self) -> list[dict]:
        """What the agent has done with every path of every plan, oldest first."""
        if not self.plan_log.exists():
            return []
        lines = self.plan_log.read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines if line]

    def stop(self) -> None:
        """Ends the agent; connections stay as they are."""
        self.process.stop()


def controller_options(name: str, addresses: list[str], port: int, identity: Identity) -> list[str]:
    """The options of an agent that obeys one of some controllers over mutual TLS."""
    controllers = [word for address in addresses for word in ("--controller", f"{address}:{port}")]
    return ["--agent-id", name, *controllers, "--tls-trust", str(identity.trust),
            "--tls-certificate", str(identity.certificate), "--tls-key", str(identity.key)]


def use_path_manager(node: Node, kind: str) -> None:
    """Chooses who manages the paths of connections made from now on: `kernel` or `userspace`."""
    settings = f"net.mptcp.path_manager={kind}", f"net.mptcp.pm_type={int(kind == 'userspace')}"
    for setting in settings:
        _, _, status = node.pexec(f"sysctl -q -w {setting}")
        if not status:
            return
    raise LabError(f"{node.name}: this kernel lets nobody choose the MPTCP path manager ({' or '.join(settings)}): "
                   "it needs 5.19 or newer with CONFIG_MPTCP")
