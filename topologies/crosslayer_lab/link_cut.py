# SPDX-License-Identifier: Apache-2.0
"""A link that goes down in the middle of everything, and what a routed network does about it.

Routers at its ends notice at once: the kernel leaves a dead next hop out.  All others learn of it from their routing
protocol; the lab has none, and replaces their routes after a time that such a protocol would take.  ONOS hears of it
as it would from an operator's monitoring: its network configuration loses the link.
"""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from subprocess import PIPE, Popen

from .errors import LabError
from .fabric import Fabric, Link
from .lab import Lab
from .netcfg import network_configuration
from .nodes import route_line

# A routing protocol with fast failure detection: some tens of milliseconds (BFD at 3 x 10 ms, and the computation).
CONVERGENCE_SECONDS = 0.05
VERSIONS = (4, 6)


class LinkCut:
    """One link of a lab, to be cut and mended. All that takes time is prepared here, so that cutting takes none."""

    def __init__(self, lab: Lab, link: Link, convergence: float = CONVERGENCE_SECONDS, tell_onos: bool = True):
        """Takes the time that routers which are not at the link need for other routes."""
        self._lab = lab
        self._link = link
        self._convergence = convergence
        self._tell_onos = tell_onos
        self._whole = _routes(lab.fabric)
        left = _routes(lab.fabric.without(link))
        self._changed = {router: [line for line in lines if line not in self._whole[router]]
                         for router, lines in left.items()}

    def cut(self) -> float:
        """Takes the link down at both ends; time.monotonic() of that. Returns when routers and ONOS know of it."""
        fabric, down = self._lab.fabric, [self._link]
        processes = [self._lab.host(end.node).popen(["ip", "link", "set", end.name, "down"], stderr=PIPE)
                     for end in (self._link.a, self._link.b)]
        for process in processes:
            _wait(process)
        moment = time.monotonic()
        with ThreadPoolExecutor(1) as pool:
            document = network_configuration(fabric, down)
            told = pool.submit(self._lab.onos.configure, document) if self._tell_onos else None
            time.sleep(max(0.0, moment + self._convergence - time.monotonic()))
            self._route(self._changed)
            if told:
                told.result()
        return moment

    def mend(self) -> None:
        """Puts everything back, and tells ONOS."""
        for end in (self._link.a, self._link.b):
            self._lab.host(end.node).restore(end)
        self._route(self._whole)
        if self._tell_onos:
            self._lab.onos.configure(network_configuration(self._lab.fabric))

    def _route(self, lines: dict[str, list[str]]) -> None:
        """Replaces routes of many routers at the same time."""
        processes = []
        for router, batch in lines.items():
            if batch:
                process = self._lab.host(router).popen(["ip", "-batch", "-"], stdin=PIPE, stderr=PIPE)
                process.stdin.write("".join(line + "\n" for line in batch).encode())
                process.stdin.close()
                processes.append(process)
        for process in processes:
            _wait(process)


def _routes(fabric: Fabric) -> dict[str, list[str]]:
    """Commands for the routes of every router."""
    return {router: [route_line(route) for version in VERSIONS for route in fabric.routes(router, version)]
            for router in fabric.routers}


def _wait(process: Popen) -> None:
    error = process.stderr.read().decode(errors="replace").strip()
    if process.wait():
        raise LabError(f"{' '.join(process.args)}: {error}")
