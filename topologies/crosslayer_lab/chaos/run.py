# SPDX-License-Identifier: Apache-2.0
"""A run: rounds of transfers and faults; after each everything heals, is compared, is closed and looked at again."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from ..errors import LabError
from ..fabric import Fabric, Link
from ..lab import Lab
from ..link_cut import VERSIONS
from ..netcfg import APPLICATION, network_configuration
from ..progress import say
from ..waiting import wait_for
from .compare import States, differences, remains, without_reserve
from .controllers import Controller, controllers
from .crew import Crew
from .ends import BACKUP_PORT
from .faults import Faults
from .network import Monitoring, Network
from .plan import Round
from .transfers import Transfers
from .watch import application_threads, growth, processes, read_states, sizes, too_many_threads

THREADS = 32
# Several subflows for every connection, though one path would fill a host's link, and backups: more to compare.
POLICY = {"minSubflows": 3, "maxSubflows": 4, "demoteInitial": True,
          "rules": [{"ports": str(BACKUP_PORT), "backupSubflows": 1}]}
PROGRESS_SECONDS = 10.0
HEAL_SECONDS = 300.0
# From the moment on at which everybody is back: for plans under way, retransmissions and FINs of lost peers.
SETTLE_SECONDS = 90.0
TICK_SECONDS = 0.02


@dataclass
class Result:
    """What a run has come to."""

    transfers: int = 0
    done: int = 0
    bytes: int = 0
    compared_connections: int = 0
    compared_subflows: int = 0
    compared_backups: int = 0
    most_faults_at_once: int = 0
    most_transfers_at_once: int = 0
    faults_by_kind: dict[str, int] = field(default_factory=dict)
    transfers_by_protocol: dict[str, int] = field(default_factory=dict)
    settle_seconds: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)


def several_paths(fabric: Fabric, host: str) -> list[str]:
    """Addresses to which the router of a host has several next hops."""
    router = fabric.attachment(host).node
    addresses = [fabric.access_port(other).address(version).ip for other in fabric.hosts for version in VERSIONS]
    return [str(address) for address in addresses for route in fabric.routes(router, address.version)
            if address in route.prefix and len(route.ports) > 1]


class Run:
    """Carries out a plan in a lab."""

    def __init__(self, lab: Lab, rounds: list[Round]):
        self._lab = lab
        self._rounds = rounds
        self._crew = Crew(THREADS)
        self._nodes = controllers(lab)
        self._monitoring = Monitoring(self._crew, self._tell)
        self._network = Network(lab, self._crew, self._monitoring)
        self._faults = Faults(lab, self._nodes, self._crew, self._network, self._monitoring)
        self._apart = {host: set(several_paths(lab.fabric, host)) for host in lab.fabric.hosts}
        self.result = Result()

    def _tell(self, down: list[Link], everything: bool) -> None:
        """Tells any node that answers; the nodes tell each other."""
        document = network_configuration(self._lab.fabric, down)
        if everything:
            document["apps"][APPLICATION]["policy"] = POLICY
        for node in sorted(self._nodes, key=lambda node: node.out):
            try:
                return node.configure(document)
            except LabError as problem:
                last = problem
        raise last

    def carry_out(self) -> Result:
        """All rounds."""
        try:
            self._lab.set_policy(**POLICY)
            with Transfers(self._lab) as transfers:
                before = self._sizes()
                for index, part in enumerate(self._rounds):
                    say(f"round {index + 1} of {len(self._rounds)}: {len(part.faults)} faults, "
                        f"{len(part.transfers)} transfers")
                    self._play(part, transfers)
                    self._heal(transfers)
                    self._compare(transfers)
                self._differ(growth(before, self._sizes()), "after everything")
                for node in self._nodes:
                    self._differ(too_many_threads(node.name, application_threads(node)), "after everything")
                self._collect(transfers)
        finally:
            self._crew.ending.set()
        return self.result

    def _sizes(self) -> tuple:
        return processes(self._lab), sizes(self._lab)

    def _play(self, part: Round, transfers: Transfers) -> None:
        """Begins everything at its time."""
        events = sorted((*((fault.at, self._faults.begin, fault) for fault in part.faults),
                         *((transfer.at, transfers.begin, transfer) for transfer in part.transfers)),
                        key=lambda event: event[0])
        began = shown = time.monotonic()
        for at, begin, event in events:
            while (now := time.monotonic()) < began + at:
                time.sleep(min(TICK_SECONDS, began + at - now))
                self._crew.open_tasks()
            begin(event)
            if now - shown > PROGRESS_SECONDS:
                shown = now
                say(self._progress(transfers))

    def _progress(self, transfers: Transfers) -> str:
        return (f"faults {self._faults.made.total()} done, {self._crew.open_tasks()} under way; transfers "
                f"{transfers.done} done, {transfers.under_way()} under way, {transfers.held()} held open, "
                f"{len(transfers.failures)} failed")

    def _heal(self, transfers: Transfers) -> None:
        """Waits until nothing fails any more, nobody is missing, and no transfer is under way."""
        say(self._progress(transfers))
        wait_for("all faults healed", lambda: self._crew.open_tasks() == 0, HEAL_SECONDS)
        self._faults.wait()
        wait_for("ONOS knowing the links", self._monitoring.told, HEAL_SECONDS)
        wait_for("all transfers done", lambda: transfers.under_way() == 0, HEAL_SECONDS)
        wait_for("agents attached", self._attached, HEAL_SECONDS)

    def _attached(self) -> bool:
        states = self._states()
        return states is not None and all(states.attached.get(host) for host in self._lab.fabric.hosts)

    def _states(self) -> States | None:
        try:
            return read_states(self._lab, self._nodes)
        except LabError:
            return None

    def _compare(self, transfers: Transfers) -> None:
        """With connections open, and with all closed."""
        self._settle(self._different, "with connections open")
        transfers.close_held()
        self._settle(remains, "with all connections closed")

    def _different(self, states: States) -> list[str]:
        return differences(states) + without_reserve(states.kernels, BACKUP_PORT, self._apart)

    def _settle(self, judge, when: str) -> None:
        """Reads and compares until there is no difference, or for so long that what is left is one."""
        began, found, states = time.monotonic(), ["nobody answers"], None
        while found and time.monotonic() - began < SETTLE_SECONDS:
            states = self._states()
            found = ["somebody does not answer"] if states is None else judge(states)
        seconds = time.monotonic() - began
        self.result.settle_seconds.append(round(seconds, 1))
        if states is not None:
            connections = [connection for kernel in states.kernels.values()
                           for connection in kernel.connections.values()]
            self.result.compared_connections += len(connections)
            subflows = [subflow for connection in connections for subflow in connection.subflows.values()]
            self.result.compared_subflows += len(subflows)
            self.result.compared_backups += sum(subflow.backup for subflow in subflows)
            say(f"compared {when}: {len(connections)} ends of connections, {len(found)} differences, {seconds:.1f} s")
        self._differ(found, when)

    def _differ(self, found: list[str], when: str) -> None:
        for line in found:
            self.result.differences.append(f"{when}: {line}")
            print(f"difference {when}: {line}", flush=True)

    def _collect(self, transfers: Transfers) -> None:
        result = self.result
        result.transfers = sum(len(part.transfers) for part in self._rounds)
        result.done, result.bytes, result.failures = transfers.done, transfers.bytes, transfers.failures
        result.faults_by_kind = dict(sorted(self._faults.made.items()))
        result.transfers_by_protocol = dict(sorted(transfers.by_protocol.items()))
        result.most_faults_at_once = self._faults.most_at_once
        result.most_transfers_at_once = transfers.most_at_once
