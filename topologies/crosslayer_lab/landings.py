# SPDX-License-Identifier: Apache-2.0
"""Did planned subflows take the paths that they were meant for? Planned paths against the routers' counters."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field

from .flow_counters import Flow, Observations


@dataclass
class Landings:
    """Counts of planned subflows."""

    planned: int = 0
    opened: int = 0
    on_intended_path: int = 0
    misses: list[str] = field(default_factory=list)

    def add(self, outcomes: list[dict], seen: Observations) -> None:
        """Compares the outcomes of an agent's plans with what the routers saw, in both directions."""
        for outcome in outcomes:
            self.planned += 1
            if outcome["result"] != "done":
                self.misses.append(f"not opened: {outcome['result']} {outcome['message']}")
                continue
            self.opened += 1
            # Java writes IPv6 addresses out in full.
            local, remote = (str(ipaddress.ip_address(outcome[end])) for end in ("local_address", "remote_address"))
            flow = Flow(local, outcome["source_port"], remote, outcome["remote_port"])
            intended = outcome["outbound_path"], outcome["inbound_path"]
            taken = seen.path(flow), seen.path(flow.reversed())
            if taken == intended:
                self.on_intended_path += 1
            else:
                self.misses.append(f"{flow}: meant for {intended}, took {taken}")
