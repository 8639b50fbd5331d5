# SPDX-License-Identifier: Apache-2.0
"""ONOS nodes, as something that can be killed, stopped, paused and started again."""

from __future__ import annotations

import json

from ..errors import LabError
from ..lab import Lab
from ..netcfg import APPLICATION
from ..onos import STEP_SECONDS
from ..progress import say
from ..waiting import wait_for

# The other nodes have taken over what the application shares.
REJOIN_SECONDS = 120.0


class Controller:
    """One ONOS node of the lab."""

    def __init__(self, lab: Lab, name: str):
        self._lab = lab
        self._onos = lab.cluster.nodes[name]
        self.name = name
        self._identity = lab.controller_identity()
        self.out = False
        """Whether it does not answer now, as a fault of the run."""

    def java(self) -> int:
        """Pid of the JVM."""
        return self._onos.process.java_pid

    def kill(self) -> None:
        """As a power failure would."""
        self._lab.cluster.kill(self.name)

    def stop(self) -> None:
        """As an operator would."""
        self._lab.cluster.stop_node(self.name)

    def start(self) -> None:
        """Starts it again; returns when it serves agents."""
        self._lab.cluster.start_node(self.name)
        self.serve()

    def pause(self, on: bool) -> None:
        """Lets it stand still."""
        (self._lab.cluster.pause if on else self._lab.cluster.resume)(self.name)

    def isolate(self, on: bool) -> None:
        """Cuts it from the other nodes and their storage, not from agents."""
        if on:
            others = {name for name in self._lab.cluster.names if name != self.name} | {"storage"}
            self._lab.cluster.split({self.name}, others)
        else:
            self._lab.cluster.heal()

    def deactivate(self) -> None:
        """Ends the application alone."""
        self._onos.request("DELETE", f"/applications/{APPLICATION}/active")
        wait_for(f"application inactive at {self.name}", lambda: self._is("INSTALLED"), REJOIN_SECONDS)

    def activate(self) -> None:
        """Has all nodes start the application again; `serve_again` waits for one of them."""
        self._onos.request("POST", f"/applications/{APPLICATION}/active")

    def _is(self, state: str) -> bool:
        try:
            return self._onos.application_state() == state
        except LabError:
            return False

    def serve(self) -> None:
        """Returns when the application is active and listens for agents."""
        wait_for(f"application active at {self.name}", lambda: self._is("ACTIVE"), REJOIN_SECONDS)
        wait_for(f"endpoint for agents open at {self.name}", self._served, STEP_SECONDS)

    def _served(self) -> bool:
        """Has the endpoint opened if it is not: nothing changes where ONOS has kept its configuration."""
        try:
            self._onos.open_endpoint(self._identity)
            return True
        except LabError:
            return False

    def serve_again(self) -> None:
        """As `serve`, after the application was activated.

        ONOS tells its nodes to activate an application by a topic. Atomix does not subscribe a node to it again whose
        session with the storage has expired, for it was cut off: its operator has to restart it.
        """
        try:
            self.serve()
        except LabError:
            if self._onos.has_application():
                raise
            say(f"{self.name}: ONOS has not been told to activate the application: restarting it")
            self.out = True
            self.stop()
            self.start()
            self.out = False

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
    return [Controller(lab, name) for name in lab.cluster.names]
