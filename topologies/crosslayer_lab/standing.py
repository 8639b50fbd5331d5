# SPDX-License-Identifier: Apache-2.0
"""Standing plans of an agent, as ONOS shows them, and whether their subflows took the paths they were meant for."""

from __future__ import annotations

import json

from .flow_counters import Flow, Observations
from .lab import Lab

FORCE_SECONDS = 30.0


class StandingPlan:
    """The plan for one destination, in force."""

    def __init__(self, known: dict):
        self._known = known
        self.paths = len(known["paths"])
        self._paths = {port: path for path in known["paths"] for port in path["sourcePorts"]}

    @property
    def id(self) -> int:
        """Its id at the agent."""
        return self._known["id"]

    def subflows(self, seen: Observations) -> list[Flow]:
        """Flows from source ports of its pools that the routers have seen both ways."""
        return [flow for flow in seen.flows() if flow.source == self._known["local"]
                and flow.destination == self._known["remote"] and flow.destination_port == self._known["remotePort"]
                and flow.source_port in self._paths and seen.bytes(flow.reversed())]

    def astray(self, seen: Observations) -> list[str]:
        """Those of its subflows that took another path, in a direction that the plan is for."""
        astray = []
        for flow in self.subflows(seen):
            path = self._paths[flow.source_port]
            for name, away, taken in (("outboundPath", "INBOUND", seen.path(flow)),
                                      ("inboundPath", "OUTBOUND", seen.path(flow.reversed()))):
                if self._known["direction"] != away and taken != path[name]:
                    astray.append(f"{flow}: meant for {path[name]}, took {taken}")
        return astray


def wait_in_force(lab: Lab, port: int, paths: int, host: str = "client", server: str = "server",
                  version: int = 4) -> StandingPlan:
    """The standing plan of a host for a port of another, once its agent has said that it holds it."""
    remote = lab.addresses(server)[version == 6]

    def find() -> dict | None:
        agents = json.loads(lab.onos.cli(f"mptcp-standing --json {host}"))["agents"]
        return next((plan for agent in agents if agent["confirmed"] == agent["generation"] for plan in agent["plans"]
                     if plan["state"] == "IN_FORCE" and plan["remote"] == remote and plan["remotePort"] == port
                     and len(plan["paths"]) == paths), None)

    return StandingPlan(lab.onos.wait_for(f"standing plan for {remote} port {port}", find, FORCE_SECONDS))


def listed(lab: Lab, port: int, server: str = "server", **members: object) -> dict:
    """The policy member `standing` for one port of a server, both its addresses; long enough for any test."""
    prefixes = [f"{address}/{128 if ':' in address else 32}" for address in lab.addresses(server)]
    return {"automatic": False, "expirySeconds": 600,
            "destinations": [{"prefix": prefix, "port": port} for prefix in prefixes], **members}
