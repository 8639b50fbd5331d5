# SPDX-License-Identifier: Apache-2.0
"""The measurements of the fail-static experiment, inside the virtual machine."""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from crosslayer_lab.agents import use_path_manager
from crosslayer_lab.flow_counters import Flow
from crosslayer_lab.lab import Lab
from crosslayer_lab.machine import processor_times
from crosslayer_lab.networks import parallel_paths_fabric
from crosslayer_lab.paths import port_on_a_free_path
from crosslayer_lab.progress import say
from crosslayer_lab.transfers import FIRST_PORT, iperf_servers, transfer, transfers_together, wait_for_the_end
from crosslayer_lab.vm.guest_lab import GuestLab
from crosslayer_lab.waiting import wait_for

from .burst import Burst
from .module import KernelModule

# iperf3 opens two connections, one of them for control.
CONNECTIONS = 2
PLANS_SECONDS = 180.0
# The ports of iperf3 and of the bursts.
DESTINATIONS = 2
# Agents and controller will be dead for minutes: plans must not expire meanwhile, as they should in real life.
# Telemetry does not see the few bytes of a burst. And what is slow here is to be waited for.
STANDING = {"windowSeconds": 600, "minConnections": 2, "minBytes": 0, "expirySeconds": 3600, "poolPorts": 256,
            "graceMillis": 20000}


def main(options: dict) -> Iterator[dict]:
    """The rows of one number of paths."""
    module = KernelModule(Path(options["module"]), Path(options["programs"]))
    # Agents look for it when they start.
    module.load()
    fabric = parallel_paths_fabric(options["paths"], options["rate"])
    with GuestLab(fabric, send_buffer=options["send_buffer"]) as lab, iperf_servers(lab, options["paths"]):
        burst = Burst(lab, options["paths"], Path(options["programs"]))
        try:
            yield from Measurement(lab, module, burst, options).run()
        finally:
            burst.stop()


class Measurement:
    """All schemes on one network, one after the other: from all parts alive to none."""

    def __init__(self, lab: Lab, module: KernelModule, burst: Burst, options: dict):
        self._lab = lab
        self._module = module
        self._burst = burst
        self._paths = options["paths"]
        self._seconds = options["seconds"]
        self._repeats = options["repeats"]
        self._connections = options["connections"]
        self._max_flow_bps = 0

    def run(self) -> Iterator[dict]:
        """The rows, each when it is measured."""
        client = self._lab.host("client")
        use_path_manager(client, "kernel")
        self._max_flow_bps = round(median(self._max_flow() for _ in range(self._repeats)))
        say(f"  {'max-flow':<16} {self._max_flow_bps / 1e6:6.2f} Mbit/s")
        yield self._measure("tcp", mptcp=False)
        use_path_manager(client, "userspace")
        self._lab.set_policy(maxSubflows=self._paths)
        yield self._measure("reactive")
        self._standing_plans()
        yield self._measure("standing")
        self._kill_agents()
        yield self._measure("agents-dead")
        self._lab.stop_controller()
        yield self._measure("controller-gone")
        self._module.unload()
        yield self._measure("no-plans")

    def _standing_plans(self) -> None:
        """Allows standing plans, makes connections, and waits until the controller has decided what they are worth."""
        # Hosts' links have no known rate, and the plan is to be for one direction of the data: so the policy says how
        # many subflows a connection gets.
        self._lab.set_policy(maxSubflows=self._paths, minSubflows=self._paths, dataDirection="inbound",
                             standing=STANDING)
        self._transfer(mptcp=True)
        self._burst.run(self._connections)
        wait_for("standing plans for both destinations in the client's kernel",
                 lambda: len(self._module.plans(self._lab.host("client"))) >= DESTINATIONS, PLANS_SECONDS)

    def _kill_agents(self) -> None:
        for agent in self._lab.agents.values():
            agent.process.signal(signal.SIGKILL)
        for agent in self._lab.agents.values():
            wait_for(f"end of {agent.process.name}", lambda agent=agent: not agent.process.running(), PLANS_SECONDS)

    def _measure(self, scheme: str, mptcp: bool = True) -> dict:
        """Transfers one after the other, then a burst of connections."""
        goodput, busy, subflows, spread = [], [], 0, 0
        for _ in range(self._repeats):
            before = processor_times()
            goodput.append(round(self._transfer(mptcp)))
            busy.append(round(processor_times().busy_since(before), 2))
            flows = self._flows()
            subflows += len(flows) - CONNECTIONS
            spread += self._evenly_spread(flows)
            say(f"  {scheme:<16} {goodput[-1] / 1e6:6.2f} Mbit/s, {len(flows) - CONNECTIONS} further subflows, "
                f"processors {busy[-1]:.0%} busy")
        result = self._burst.run(self._connections) if mptcp else None
        if result:
            say(f"  {scheme:<16} burst: {result.on_all_paths} of {result.connections} connections on all paths, "
                f"{result.subflows} further subflows")
        return {
            "paths": self._paths, "scheme": scheme, "goodput_bps": goodput, "subflows": subflows,
            "transfers_on_all_paths": spread, "busy": busy,
            "burst_connections": result and result.connections, "burst_subflows": result and result.subflows,
            "burst_on_all_paths": result and result.on_all_paths, "max_flow_bps": self._max_flow_bps}

    def _max_flow(self) -> float:
        """What plain TCP carries with one connection on every path."""
        client, server = (self._lab.addresses(host)[0] for host in ("client", "server"))
        flows: list[Flow] = []
        for port in range(FIRST_PORT, FIRST_PORT + self._paths):
            free = port_on_a_free_path(self._lab.fabric, client, server, port, flows)
            flows.append(Flow(client, free, server, port))
        return sum(transfers_together(self._lab, self._seconds, [flow.source_port for flow in flows]))

    def _transfer(self, mptcp: bool) -> float:
        wait_for_the_end(self._lab)
        self._lab.counters.reset()
        return transfer(self._lab, self._seconds, mptcp)

    def _flows(self) -> list[tuple[str | None, str | None]]:
        """Paths, both ways, of every subflow of a transfer that the routers have seen."""
        client, seen = self._lab.addresses("client")[0], self._lab.counters.read()
        return [(seen.path(flow), seen.path(flow.reversed())) for flow in seen.flows()
                if flow.source == client and flow.destination_port == FIRST_PORT and seen.bytes(flow.reversed())]

    def _evenly_spread(self, flows: list[tuple[str | None, str | None]]) -> bool:
        """Whether every path has one subflow of each connection, on the way of the data: from the server."""
        return list(Counter(back for _, back in flows).values()) == [CONNECTIONS] * self._paths
