# SPDX-License-Identifier: Apache-2.0
"""Transfers that begin all the time, between hosts of different leaves."""

from __future__ import annotations

import random
import threading
from itertools import count

from crosslayer_lab.chaos.plan import Transfer
from crosslayer_lab.chaos.transfers import Transfers
from crosslayer_lab.fabric import Fabric

SECONDS_APART = 0.5
LEAST_BYTES, MOST_BYTES = 16 * 1024, 512 * 1024
# Every so many connections one stays open until the states have been compared.
HELD = 4


class Traffic:
    """While its context lasts, a transfer begins twice a second."""

    def __init__(self, fabric: Fabric, transfers: Transfers, seed: int):
        self._fabric = fabric
        self._transfers = transfers
        self._chance = random.Random(seed)
        self._numbers = count()
        self._end = threading.Event()
        self._thread: threading.Thread | None = None
        self.begun = 0
        """Transfers of this context."""

    def __enter__(self) -> Traffic:
        self.begun = 0
        self._end.clear()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_problem: object) -> None:
        self._end.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._end.wait(SECONDS_APART):
            self._transfers.begin(self._next())
            self.begun += 1

    def _next(self) -> Transfer:
        number = next(self._numbers)
        client = self._chance.choice(list(self._fabric.hosts))
        server = self._chance.choice([host for host in self._fabric.hosts if self._leaf(host) != self._leaf(client)])
        size = int(LEAST_BYTES * (MOST_BYTES / LEAST_BYTES) ** self._chance.random())
        up, down = self._chance.choice(((size, 0), (0, size), (size, size)))
        return Transfer(number, 0.0, "mptcp", self._chance.choice((4, 4, 6)), client, server, up, down,
                        self._chance.getrandbits(32), (), number % HELD == 0)

    def _leaf(self, host: str) -> str:
        return self._fabric.attachment(host).node
