# SPDX-License-Identifier: Apache-2.0
"""Steers first subflows of real connections over a routed network. See README.md beside this file."""

from __future__ import annotations

import argparse
import contextlib
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator

from crosslayer_lab.arguments import positive, whole_number
from crosslayer_lab.flow_counters import Flow
from crosslayer_lab.lab import ROOT, Lab
from crosslayer_lab.networks import parallel_paths_fabric
from crosslayer_lab.paths import predicted_path
from crosslayer_lab.processes import LabProcess
from crosslayer_lab.progress import say
from crosslayer_lab.steering import POOL_PORTS, Steering, pool_over_paths
from crosslayer_lab.waiting import wait_for

from .plot import plot
from .report import COST, EXHAUSTED, KERNEL, LANDING, STEERED, findings, row, table

__all__ = ["SUMMARY", "add_options", "run", "table", "plot", "findings"]

SUMMARY = "source ports of first subflows from pools: on the planned paths, spread evenly; what connect() costs"
FAMILIES = {4: "ipv4", 6: "ipv6"}
PROTOCOLS = ("mptcp", "tcp")
PORT = 5001
POOL = 400
SMALL_POOL = 100
HELD = 150
START_SECONDS = 20
# A device that drops what is sent: addresses with a pool, without one, and with one whose ports are all in use.
SINK = {"pool": ("10.250.0.2", "fd00:250::2"), "missed": ("10.250.0.3", "fd00:250::3"),
        "used-up": ("10.250.0.4", "fd00:250::4")}
USED_UP_PORTS = range(30_000, 30_016)
OWN_FIRST_PORT = 31_000


def add_options(parser: argparse.ArgumentParser) -> None:
    """Options of its own."""
    parser.add_argument("--paths", type=whole_number(2, 8), default=4, metavar="N", help="equal paths (default 4)")
    parser.add_argument("--connections", type=positive, metavar="N",
                        help="of each protocol and family (default 1000, quick 200)")
    parser.add_argument("--rounds", type=positive, metavar="N",
                        help="measurements of connect() of each kind (default 10, quick 2)")


def run(options: argparse.Namespace) -> list[dict]:
    """All three parts, in one network."""
    connections = options.connections or (200 if options.quick else 1000)
    rounds = options.rounds or (2 if options.quick else 10)
    with Lab(parallel_paths_fabric(options.paths, None), controller=False) as lab, server(lab), \
            Steering(lab.host("client"), lab.run_directory) as steering:
        measurement = Measurement(lab, steering)
        rows = []
        for scheme in (KERNEL, STEERED):
            measurement.steer(scheme == STEERED, POOL)
            rows += [measurement.landing(scheme, version, protocol, connections)
                     for version in FAMILIES for protocol in PROTOCOLS]
        rows += [measurement.exhausted(version, protocol) for version in FAMILIES for protocol in PROTOCOLS]
        return rows + measurement.costs(rounds)


@contextlib.contextmanager
def server(lab: Lab) -> Iterator[None]:
    """Ends each connection at once."""
    process = LabProcess("server", [sys.executable, "-m", "crosslayer_lab.short_connections", "serve", str(PORT)],
                         lab.run_directory / "server.log", lab.host("server"),
                         {"PYTHONPATH": str(ROOT / "topologies")})
    try:
        wait_for("server listening", lambda: process.logged("listening"), START_SECONDS)
        yield
    finally:
        process.stop()


class Measurement:
    """The three parts of the experiment."""

    def __init__(self, lab: Lab, steering: Steering):
        self._lab = lab
        self._steering = steering

    def _ends(self, version: int) -> tuple[str, str]:
        client, server_address = (self._lab.addresses(host)[version == 6] for host in ("client", "server"))
        return client, server_address

    def _python(self, module: str, *words: object) -> list[int] | float:
        return json.loads(self._lab.execute(
            "client", "env", f"PYTHONPATH={ROOT / 'topologies'}", sys.executable, "-m", f"crosslayer_lab.{module}",
            *map(str, words)))

    def _pool(self, version: int, size: int) -> list[int]:
        return pool_over_paths(self._lab.fabric, *self._ends(version), PORT, size)

    def steer(self, wanted: bool, size: int) -> None:
        """Pools of this size over all paths, or none."""
        if wanted:
            for version in FAMILIES:
                self._steering.set(self._ends(version)[1], self._pool(version, size))
        else:
            self._steering.off()

    def landing(self, scheme: str, version: int, protocol: str, connections: int) -> dict:
        """Connections one after the other: whether each is from the pool, on which path the routers saw it."""
        client, address = self._ends(version)
        self._lab.counters.reset()
        ports = self._python("short_connections", "open", protocol, address, PORT, connections)
        seen = self._lab.counters.read()
        pool = set(self._pool(version, POOL))
        flows = {port: Flow(client, port, address, PORT) for port in ports}
        paths = {port: seen.path(flow) for port, flow in flows.items()}
        landed = {port for port, flow in flows.items() if paths[port] == predicted_path(self._lab.fabric, flow)}
        # Every flow that came to the first router, so every first SYN: also of one that nobody has accepted.
        strangers = {flow.source_port for flow in seen.flows() if flow.source == client} - pool
        if scheme == STEERED and strangers:
            say(f"  from outside of the pool: {sorted(strangers)[:5]}")
        spread = Counter(paths[port] for port in ports)
        result = row(LANDING, FAMILIES[version], protocol, scheme, connections=len(ports),
                     from_pool=sum(port in pool for port in ports) if not strangers or scheme == KERNEL else 0,
                     on_predicted_path=sum(port in landed for port in ports),
                     per_path=sorted(spread.values(), reverse=True))
        say("  {scheme:<8} {family} {protocol:<5}: {from_pool} of {connections} from the pool, "
            "{on_predicted_path} on the predicted path, per path {per_path}".format(**result))
        return result

    def exhausted(self, version: int, protocol: str) -> dict:
        """More connections at a time than the pool has ports."""
        self._steering.off()
        self.steer(True, SMALL_POOL)
        pool = set(self._pool(version, SMALL_POOL))
        ports = self._python("short_connections", "hold", protocol, self._ends(version)[1], PORT, HELD)
        result = row(EXHAUSTED, FAMILIES[version], protocol, STEERED, connections=len(ports),
                     from_pool=sum(port in pool for port in ports))
        say("  pool of " + str(SMALL_POOL) + ", {family} {protocol:<5}: {from_pool} of {connections} from the pool"
            .format(**result))
        return result

    def costs(self, rounds: int) -> list[dict]:
        """connect() with and without the program, in turns within one run."""
        self._make_sink()
        cells = {(version, protocol, scheme): row(COST, FAMILIES[version], protocol, scheme, connect_ns=[])
                 for version in FAMILIES for protocol in PROTOCOLS
                 for scheme in ("no-program", "bound", "missed", STEERED, "used-up")}
        with self._holding(USED_UP_PORTS):
            for number in range(rounds):
                say(f"  connect(): round {number + 1} of {rounds}")
                for attached in random.sample([False, True], 2):
                    self._round(attached, cells)
        return list(cells.values())

    def _round(self, attached: bool, cells: dict) -> None:
        if attached:
            for index in range(2):
                self._steering.set(SINK["pool"][index], POOL_PORTS[:256])
                self._steering.set(SINK["used-up"][index], USED_UP_PORTS)
            schemes = {"missed": "missed", STEERED: "pool", "used-up": "used-up"}
        else:
            self._steering.off()
            schemes = {"no-program": "pool", "bound": "pool"}
        for version in FAMILIES:
            for protocol in PROTOCOLS:
                for scheme, target in schemes.items():
                    own = [OWN_FIRST_PORT] if scheme == "bound" else []
                    cells[version, protocol, scheme]["connect_ns"].append(round(self._python(
                        "connect_cost", protocol, SINK[target][version == 6], PORT, 2000, *own)))

    def _make_sink(self) -> None:
        # A bridge without ports: not every kernel has dummy devices.
        lines = ["link add sink type bridge", "address add 10.250.0.1/24 dev sink",
                 "address add fd00:250::1/64 dev sink nodad", "link set sink up"]
        lines += [f"neighbour replace {address} lladdr 02:00:00:00:ff:02 nud permanent dev sink"
                  for addresses in SINK.values() for address in addresses]
        for line in lines:
            self._lab.execute("client", "ip", *line.split())

    @contextlib.contextmanager
    def _holding(self, ports: range) -> Iterator[None]:
        """These source ports are in use on the client."""
        program = "import socket,sys,time\nheld=[]\n" \
            "for port in map(int, sys.argv[1:]):\n" \
            "    held.append(socket.socket(socket.AF_INET6)); held[-1].bind(('::', port))\n" \
            "print('held', flush=True); sys.stdin.read(); time.sleep(1e9)"
        process = LabProcess("holder", [sys.executable, "-c", program, *map(str, ports)],
                             self._lab.run_directory / "holder.log", self._lab.host("client"))
        try:
            wait_for("source ports held", lambda: process.logged("held"), START_SECONDS)
            yield
        finally:
            process.stop()
