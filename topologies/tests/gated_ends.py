# SPDX-License-Identifier: Apache-2.0
"""A transfer with a gate (`gated_transfer`) from a server of a lab to a client."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import gated_transfer

from crosslayer_lab.lab import Lab
from crosslayer_lab.processes import LabProcess
from crosslayer_lab.waiting import wait_for

SECONDS = 60
TOPOLOGIES = Path(__file__).resolve().parents[1]


class GatedEnds:
    """Both ends. Entering the context ends when half of the bytes are there."""

    def __init__(self, lab: Lab, port: int, gate: Path, client: str = "client", server: str = "server"):
        self._lab = lab
        self._client = client
        self._server = server
        self._port = port
        self._gate = gate
        self._ends: list[LabProcess] = []

    def __enter__(self) -> GatedEnds:
        try:
            server = self._start(self._server, "serve", str(self._port), str(self._gate))
            wait_for("server", lambda: server.logged("serving"), SECONDS)
            client = self._start(self._client, "fetch", self._lab.addresses(self._server)[0], str(self._port))
            wait_for("half of the transfer", lambda: client.logged("half"), SECONDS)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_problem: object) -> None:
        for end in self._ends:
            end.stop()

    def _start(self, host: str, *words: str) -> LabProcess:
        end = LabProcess(f"gated transfer of {host}", [sys.executable, "-m", "gated_transfer", *words],
                         self._lab.run_directory / f"{host}.gated.log", self._lab.host(host),
                         {"PYTHONPATH": f"{TOPOLOGIES}:{TOPOLOGIES / 'tests'}"})
        self._ends.append(end)
        return end

    def finish(self) -> None:
        """Opens the gate and expects all bytes to arrive, and to be the right ones."""
        client = self._ends[-1]
        client.require_running()
        self._gate.touch()
        wait_for("end of the transfer", lambda: not client.running(), SECONDS)
        digest = hashlib.sha256(gated_transfer.content()).hexdigest()
        assert client.output().splitlines()[-1] == f"{gated_transfer.SIZE} {digest}"
