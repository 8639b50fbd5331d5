# SPDX-License-Identifier: Apache-2.0
"""Many connections at once, kept: which paths does each of them have?"""

from __future__ import annotations

import re
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from crosslayer_lab.flow_counters import Flow
from crosslayer_lab.lab import Lab
from crosslayer_lab.processes import LabProcess
from crosslayer_lab.waiting import wait_for

PORT = 5400
START_SECONDS = 60.0
# How long subflows are waited for that may never come.
JOIN_SECONDS = 15.0
POLL_SECONDS = 0.5
# What ss tells of a subflow: remote token and address id, then local ones.
TOKEN = re.compile(r"token:[0-9a-f]+\(id:\d+\)/([0-9a-f]+)\(id:\d+\)")


@dataclass(frozen=True)
class BurstResult:
    """What became of the connections of a burst."""

    connections: int
    subflows: int
    """Beside the first ones."""
    on_all_paths: int
    """Connections that have one subflow on every path from the server to the client, by the routers' counters."""


class Burst:
    """A server for connections that come all at once."""

    def __init__(self, lab: Lab, paths: int, programs: Path):
        self._lab = lab
        self._paths = paths
        self._traffic = programs / "traffic"
        self._server = LabProcess("server of bursts", [self._traffic, "serve", str(PORT)],
                                  lab.run_directory / "burst-server.log", lab.host("server"))
        wait_for("server of bursts listening", lambda: self._server.logged("listening"), START_SECONDS)

    def stop(self) -> None:
        """Ends the server."""
        self._server.stop()

    def run(self, connections: int) -> BurstResult:
        """Opens so many connections, looks at their subflows when these are there, and closes them."""
        self._lab.counters.reset()
        client, server = (self._lab.addresses(host)[0] for host in ("client", "server"))
        program = LabProcess("burst", [self._traffic, "connect", server, str(PORT), str(connections)],
                             self._lab.run_directory / "burst.log", self._lab.host("client"))
        try:
            wait_for(f"{connections} connections", lambda: program.logged("connected"), START_SECONDS)
            ports = self._ports(connections * self._paths)
            seen = self._lab.counters.read()
        finally:
            program.stop()
        complete = 0
        for connection in ports.values():
            ways = {seen.path(Flow(server, PORT, client, port)) for port in connection} - {None}
            complete += len(connection) == len(ways) == self._paths
        return BurstResult(len(ports), sum(map(len, ports.values())) - len(ports), complete)

    def _ports(self, wanted: int) -> dict[str, list[int]]:
        """Source ports of all subflows, by the token of their connection; waits for as many as are wanted."""
        deadline = time.monotonic() + JOIN_SECONDS
        while True:
            found = self._established()
            if sum(map(len, found.values())) >= wanted or time.monotonic() > deadline:
                return found
            time.sleep(POLL_SECONDS)

    def _established(self) -> dict[str, list[int]]:
        return by_connection(self._lab.execute("client", "ss", "-HtniO", "state", "established", f"dport = :{PORT}"))


def by_connection(listing: str) -> dict[str, list[int]]:
    """Source ports in a listing of ss, by the token of their connection; sockets of plain TCP are left out."""
    found: dict[str, list[int]] = defaultdict(list)
    for line in listing.splitlines():
        if token := TOKEN.search(line):
            found[token.group(1)].append(int(line.split()[2].rpartition(":")[2]))
    return dict(found)
