# SPDX-License-Identifier: Apache-2.0
"""The transfers of a run: tells the hosts to begin them, and collects what became of them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time

from ..errors import LabError
from ..lab import ROOT, Lab
from ..progress import say
from ..waiting import wait_for
from .ends import BACKUP_PORT, PLAIN_PORT, PORT
from .plan import Transfer

START_SECONDS = 20.0
STOP_SECONDS = 10.0
# A transfer may take so long beyond its pauses: the slowest that was seen took a quarter of that.
MOST_SECONDS = 120.0


class Worker:
    """The process at a host that has the ends of its connections."""

    def __init__(self, lab: Lab, host: str, heard):
        self.host = host
        self._heard = heard
        with open(lab.run_directory / f"{host}.ends.log", "ab") as log:
            self._process = lab.host(host).popen(
                ["setpriv", "--pdeathsig", "TERM", "--", sys.executable, "-m", "crosslayer_lab.chaos.ends"],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log,
                env={**os.environ, "PYTHONPATH": str(ROOT / "topologies")})
        self._ready = False
        threading.Thread(target=self._listen, daemon=True).start()
        wait_for(f"{host} serving", lambda: self._ready, START_SECONDS)

    def _listen(self) -> None:
        for line in self._process.stdout:
            said = json.loads(line)
            self._ready = self._ready or "ready" in said
            if "id" in said:
                self._heard(said)

    def tell(self, order: dict) -> None:
        """Gives an order; see ends.py."""
        try:
            self._process.stdin.write(json.dumps(order).encode() + b"\n")
            self._process.stdin.flush()
        except OSError as problem:
            raise LabError(f"the transfers' process of {self.host} has ended: {problem}") from None

    def stop(self) -> None:
        """Ends the process, and all connections of its host with it."""
        try:
            self._process.stdin.close()
        except OSError:
            pass
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


class Transfers:
    """What is under way and what came of it. Safe from any thread."""

    def __init__(self, lab: Lab):
        self._lab = lab
        self._lock = threading.Lock()
        self._under_way: dict[int, tuple[Transfer, float, set[str]]] = {}
        self._held: dict[int, Transfer] = {}
        self.done = 0
        self.bytes = 0
        self.most_at_once = 0
        self.by_protocol: dict[str, int] = {}
        self.failures: list[str] = []
        self._workers: dict[str, Worker] = {}

    def __enter__(self) -> Transfers:
        for host in self._lab.fabric.hosts:
            self._workers[host] = Worker(self._lab, host, self._heard)
        return self

    def __exit__(self, *_problem: object) -> None:
        for worker in self._workers.values():
            worker.stop()

    def begin(self, transfer: Transfer) -> None:
        """Has a client begin."""
        with self._lock:
            self._under_way[transfer.number] = (transfer, time.monotonic(), {"client", "server"})
            self.most_at_once = max(self.most_at_once, len(self._under_way) + len(self._held))
            self.by_protocol[transfer.protocol] = self.by_protocol.get(transfer.protocol, 0) + 1
        address = self._lab.addresses(transfer.server)[transfer.version == 6]
        self._workers[transfer.client].tell({
            "do": "transfer", "id": transfer.number, "protocol": transfer.protocol, "address": address,
            "port": BACKUP_PORT if transfer.backup else PORT if transfer.protocol == "mptcp" else PLAIN_PORT,
            "upload": transfer.upload, "download": transfer.download, "seed": transfer.seed,
            "pauses": transfer.pauses, "held": transfer.held})

    def _heard(self, said: dict) -> None:
        """An end of a connection is done."""
        with self._lock:
            known = self._under_way.get(said["id"])
            if known is None:
                return
            transfer, _, missing = known
            if said["problem"]:
                self._failed(transfer, f"{said['end']}: {said['problem']} after {said['seconds']} s")
            elif said["end"] in missing:
                missing.remove(said["end"])
                if not missing:
                    del self._under_way[transfer.number]
                    self.done += 1
                    self.bytes += transfer.upload + transfer.download
                    if transfer.held:
                        self._held[transfer.number] = transfer

    def _failed(self, transfer: Transfer, why: str) -> None:
        self._under_way.pop(transfer.number, None)
        text = f"transfer {transfer.number} ({transfer.protocol}, {transfer.client} > {transfer.server}) failed, {why}"
        self.failures.append(text)
        say(text)

    def under_way(self) -> int:
        """How many are not done; those that take too long are given up."""
        with self._lock:
            now = time.monotonic()
            for transfer, began, missing in list(self._under_way.values()):
                most = MOST_SECONDS + sum(seconds for _, seconds in transfer.pauses)
                if now - began > most:
                    self._failed(transfer, f"{' and '.join(sorted(missing))} not done after {most:.0f} s")
            return len(self._under_way)

    def held(self) -> int:
        """How many are done and still open."""
        return len(self._held)

    def close_held(self) -> None:
        """Closes what is still open."""
        with self._lock:
            held, self._held = list(self._held.values()), {}
        for transfer in held:
            self._workers[transfer.client].tell({"do": "close", "id": transfer.number})
