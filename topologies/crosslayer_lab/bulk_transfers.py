# SPDX-License-Identifier: Apache-2.0
"""Bulk transfers between any hosts of the lab at the same time, and the curves of what arrives."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from subprocess import PIPE, Popen

from .bulk import BIN_SECONDS
from .errors import LabError
from .flow_counters import Flow
from .lab import ROOT, Lab
from .processes import LabProcess
from .waiting import wait_for

PORT = 5300
START_SECONDS = 20.0
# From the start of the senders' programs to their connections: enough for all programs to have started.
LEAD_SECONDS = 1.0
LEAD_SECONDS_PER_HOST = 0.1
# What is in buffers and queues at the end is still delivered.
GRACE_SECONDS = 30.0
ENVIRONMENT = {"PYTHONPATH": str(ROOT / "topologies")}


@dataclass(frozen=True)
class Transfer:
    """One connection that carries as much as it can from `source`, which opens it, to `destination`."""

    source: str
    destination: str
    mptcp: bool = True
    source_port: int = 0
    """0: any."""


@dataclass
class Arrivals:
    """What of one transfer has arrived, and when. Times are those of time.monotonic()."""

    transfer: Transfer
    flow: Flow
    """The connection's initial subflow, from source to destination."""
    begin: float
    bins: dict[int, int]
    """Bytes by tenth of a second."""
    subflows: list[list[float]]
    """Time and number of subflows, whenever it had changed."""

    def curve(self, seconds: float) -> list[float]:
        """Bits per second in each tenth of a second from the begin on."""
        first = int(self.begin / BIN_SECONDS)
        return [self.bins.get(first + index, 0) * 8 / BIN_SECONDS for index in range(round(seconds / BIN_SECONDS))]

    def goodput_bps(self, first: float, last: float) -> float:
        """Bits per second from so many seconds after the begin to so many."""
        steady = self.curve(last)[round(first / BIN_SECONDS):]
        return sum(steady) / len(steady)

    def mean_subflows(self, first: float, last: float) -> float:
        """Mean over time of the number of subflows, initial one included."""
        area, (low, high) = 0.0, (self.begin + first, self.begin + last)
        for index, (since, count) in enumerate(self.subflows):
            until = self.subflows[index + 1][0] if index + 1 < len(self.subflows) else high
            area += count * max(0.0, min(until, high) - max(since, low))
        return area / (high - low)


class Receivers:
    """The programs that take the data on some hosts."""

    def __init__(self, lab: Lab, hosts: Sequence[str]):
        self._lab = lab
        self._programs = {host: LabProcess(
            f"receiver of {host}", [sys.executable, "-m", "crosslayer_lab.bulk", "receive", str(PORT)],
            lab.run_directory / f"{host}.receiver.log", lab.host(host), ENVIRONMENT) for host in hosts}
        for program in self._programs.values():
            wait_for(f"{program.name} listening", lambda program=program: program.logged("listening"), START_SECONDS)

    def run(self, transfers: Sequence[Transfer], seconds: float) -> list[Arrivals]:
        """All transfers at the same time, for so long."""
        with self.started(transfers, seconds) as running:
            return running.finish()

    @contextmanager
    def started(self, transfers: Sequence[Transfer], seconds: float) -> Iterator[Running]:
        """Transfers under way: something can be done meanwhile."""
        done = {host: len(program.output().splitlines()) for host, program in self._programs.items()}
        begin = time.monotonic() + LEAD_SECONDS + LEAD_SECONDS_PER_HOST * len(transfers)
        senders = [self._send(transfer, begin, seconds) for transfer in transfers]
        try:
            yield Running(self, transfers, senders, begin, seconds, done)
        finally:
            for sender in senders:
                if sender.poll() is None:
                    sender.kill()
                    sender.wait()

    def _send(self, transfer: Transfer, begin: float, seconds: float) -> Popen:
        words = ["env", *(f"{key}={value}" for key, value in ENVIRONMENT.items()), sys.executable, "-m",
                 "crosslayer_lab.bulk", "send", "mptcp" if transfer.mptcp else "tcp",
                 self.address(transfer.destination), str(PORT), str(transfer.source_port), str(begin),
                 str(seconds)]
        return self._lab.host(transfer.source).popen(words, stdout=PIPE, stderr=PIPE)

    def address(self, host: str) -> str:
        """The address that transfers use."""
        return self._lab.addresses(host)[0]

    def records(self, host: str, skip: int) -> list[dict]:
        """What a receiver has told of connections that have ended, but for the first lines."""
        return [json.loads(line) for line in self._programs[host].output().splitlines()[skip:] if line.endswith("}")]

    def stop(self) -> None:
        """Ends the programs."""
        for program in self._programs.values():
            program.stop()


class Running:
    """Transfers under way."""

    def __init__(self, receivers: Receivers, transfers: Sequence[Transfer], senders: Sequence[Popen], begin: float,
                 seconds: float, done: dict[str, int]):
        self.begin = begin
        """When the connections are opened, as time.monotonic() tells."""
        self._receivers = receivers
        self._transfers = transfers
        self._senders = senders
        self._seconds = seconds
        self._done = done

    def finish(self) -> list[Arrivals]:
        """Waits for the end; what has arrived of each transfer."""
        return [self._arrivals(transfer, sender) for transfer, sender in zip(self._transfers, self._senders)]

    def _arrivals(self, transfer: Transfer, sender: Popen) -> Arrivals:
        patience = max(0.0, self.begin + self._seconds - time.monotonic()) + GRACE_SECONDS
        output, error = sender.communicate(timeout=patience)
        if sender.returncode:
            raise LabError(f"transfer from {transfer.source} to {transfer.destination}: "
                           f"{(error.decode(errors='replace').strip().splitlines() or ['failed'])[-1]}")
        told = json.loads(output)
        address, target = (self._receivers.address(host) for host in (transfer.source, transfer.destination))
        record = wait_for(f"end of the transfer from {transfer.source} to {transfer.destination}",
                          lambda: self._record(transfer.destination, address, told["port"]), GRACE_SECONDS)
        if "error" in record:
            raise LabError(f"transfer from {transfer.source} to {transfer.destination}: {record['error']}")
        return Arrivals(transfer, Flow(address, told["port"], target, PORT), self.begin,
                        {int(index): count for index, count in record["bins"].items()}, told["subflows"])

    def _record(self, host: str, address: str, port: int) -> dict | None:
        return next((record for record in self._receivers.records(host, self._done[host])
                     if (record["address"], record["port"]) == (address, port)), None)


@contextmanager
def receivers(lab: Lab, hosts: Sequence[str]) -> Iterator[Receivers]:
    """Receivers on some hosts, for the time of the context."""
    running = Receivers(lab, hosts)
    try:
        yield running
    finally:
        running.stop()
