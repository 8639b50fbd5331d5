# SPDX-License-Identifier: Apache-2.0
"""What a run could leave behind in the machine's own namespaces."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

COMMANDS = {"interfaces": "ip -o link show", "addresses": "ip -o address show", "routes": "ip route show table all",
            "IPv6 routes": "ip -6 route show table all", "rules": "ip rule show", "qdiscs": "tc qdisc show",
            "rulesets": "nft list tables", "named namespaces": "ip netns list"}


def machine_state() -> dict[str, set[str]]:
    """Lines of what there is in the machine's own network namespace, without counters of time."""
    state = {}
    for name, command in COMMANDS.items():
        lines = subprocess.run(command.split(), capture_output=True, text=True, check=True).stdout.splitlines()
        state[name] = {" ".join(word for word in line.split() if not word.endswith("sec")) for line in lines}
    return state


def added_since(before: dict[str, set[str]]) -> dict[str, set[str]]:
    """What is there now and was not there before."""
    now = machine_state()
    return {name: now[name] - before[name] for name in now if now[name] - before[name]}


def network_namespaces(pids: list[int] | None = None) -> set[str]:
    """Network namespaces of some processes, by default of all."""
    found = set()
    for pid in pids if pids is not None else [entry for entry in os.listdir("/proc") if entry.isdigit()]:
        try:
            found.add(os.readlink(Path("/proc", str(pid), "ns/net")))
        except OSError:
            continue
    return found
