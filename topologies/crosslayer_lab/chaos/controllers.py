# SPDX-License-Identifier: Apache-2.0
"""ONOS, as something that can be killed, stopped, paused and started again."""

from __future__ import annotations

import json
import os
import signal

from .. import management
from ..errors import LabError
from ..lab import Lab
from ..netcfg import APPLICATION
from ..onos import BOOT_SECONDS, STEP_SECONDS, OnosCore
from ..waiting import wait_for

END_SECONDS = 60.0


class Controller:
    """One ONOS node of the lab."""

    def __init__(self, lab: Lab, onos: OnosCore, name: str):
        self._lab = lab
        self._onos = onos
        self.name = name
        self._identity = lab.controller_identity(name)

    def java(self) -> int:
        """Pid of the JVM."""
        known = (self._onos.directory / "onos-core.running").read_text(encoding="utf-8")
        return int(known.split("pid=")[1].split()[0])

    def kill(self) -> None:
        """As a power failure would."""
        os.kill(self.java(), signal.SIGKILL)
        self._ended()

    def stop(self) -> None:
        """As an operator would."""
        self._onos.process.signal(signal.SIGTERM)
        self._ended()

    def _ended(self) -> None:
        wait_for(f"ONOS {self.name} ended", lambda: not self._onos.process.running(), END_SECONDS)

    def start(self) -> None:
        """Starts it again; returns when it serves agents."""
        self._onos.start()
        wait_for(f"ONOS {self.name} ready", lambda: self._onos.process.logged("onos-core: ready after"), BOOT_SECONDS)
        wait_for(f"application active at {self.name}", self._active, STEP_SECONDS)
        self._serve()

    def _active(self) -> bool:
        try:
            return self._onos.application_state() == "ACTIVE"
        except LabError:
            return False

    def _serve(self) -> None:
        wait_for(f"endpoint for agents open at {self.name}", self._served, STEP_SECONDS)

    def _served(self) -> bool:
        """Has the endpoint opened if it is not: nothing changes where ONOS has kept its configuration."""
        try:
            self._onos.open_endpoint(self._identity)
            return True
        except LabError:
            return False

    def pause(self, on: bool) -> None:
        """Lets it stand still."""
        os.kill(self.java(), signal.SIGSTOP if on else signal.SIGCONT)

    def deactivate(self) -> None:
        """Ends the application alone."""
        self._onos.request("DELETE", f"/applications/{APPLICATION}/active")
        wait_for(f"application inactive at {self.name}", lambda: self._onos.application_state() == "INSTALLED",
                 STEP_SECONDS)

    def activate(self) -> None:
        """Starts the application again; returns when it serves agents."""
        self._onos.request("POST", f"/applications/{APPLICATION}/active")
        wait_for(f"application active at {self.name}", self._active, STEP_SECONDS)
        self._serve()

    def configure(self, document: dict) -> None:
        """Posts a network configuration."""
        self._onos.configure(document)

    def ask(self, *commands: str) -> list[dict]:
        """What commands print as JSON, a line each."""
        lines = [line for line in self._onos.cli(*commands).splitlines() if line.startswith("{")]
        if len(lines) != len(commands):
            raise LabError(f"{self.name}: {len(lines)} answers to {len(commands)} commands")
        return [json.loads(line) for line in lines]


def controllers(lab: Lab) -> list[Controller]:
    """All nodes of the lab."""
    return [Controller(lab, lab.onos, management.ONOS_NODE)]
