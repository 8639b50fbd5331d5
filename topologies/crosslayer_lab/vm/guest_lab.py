# SPDX-License-Identifier: Apache-2.0
"""The lab as it is inside the virtual machine: its ONOS is outside."""

from __future__ import annotations

import subprocess
from pathlib import Path

from .. import management
from ..certificates import Identity
from ..errors import LabError
from ..lab import Lab
from .guest import ask
from .machine import SHARE

# The guest's only network interface, which leads to the controller.
UPLINK = "eth0"


class GuestLab(Lab):
    """A lab whose agents reach their controller through the virtual machine's network interface."""

    logs = SHARE / "logs"
    # Programs in Java start slowly without KVM.
    attach_seconds = 300.0

    def set_policy(self, **members: object) -> None:
        ask(policy=members)

    def stop_controller(self) -> None:
        """Ends ONOS."""
        ask(stop="ONOS")

    def _start_controller(self) -> None:
        node = management.attach(self.net, list(self.fabric.hosts))
        done = subprocess.run(["ip", "link", "set", UPLINK, "netns", str(node.pid)], capture_output=True, text=True,
                              check=False)
        if done.returncode:
            raise LabError(f"the guest has no {UPLINK}: {done.stderr.strip()}")
        # The controller's address is at the other end of the uplink.
        for words in (f"address flush dev {management.INTERFACE} scope global",
                      f"link set {UPLINK} master {management.INTERFACE}", f"link set {UPLINK} up"):
            self.execute(node.name, "ip", *words.split())
        self._authority = IssuedBefore(SHARE / "certificates")


class IssuedBefore:
    """Certificates that were issued outside, where their authority is."""

    def __init__(self, directory: Path):
        self._directory = directory

    def identity(self, name: str, _addresses: list[str]) -> Identity:
        """The certificate of a host."""
        return Identity(self._directory / f"{name}.pem", self._directory / f"{name}-key.pem",
                        self._directory / "authority.pem")
