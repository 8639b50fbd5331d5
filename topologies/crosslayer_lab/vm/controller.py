# SPDX-License-Identifier: Apache-2.0
"""The controller of a guest: ONOS on the machine itself, in a namespace without a way out, and the guest beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from mininet.node import Node

from ..certificates import Authority
from ..controller import prepare, put_policy
from ..errors import LabError
from ..fabric import Fabric
from ..kept_logs import keep
from ..management import CONTROLLER_ADDRESS, ONOS_NODE
from ..onos import OnosCore
from ..progress import say
from ..run_context import RunContext
from .kernel import GuestKernel
from .machine import VirtualMachine


class GuestWithController(RunContext):
    """A virtual machine for one network, and its controller. Leaving the context ends both."""

    def __init__(self, kernel: GuestKernel, fabric: Fabric, logs: Path):
        super().__init__()
        self._kernel = kernel
        self._fabric = fabric
        self._logs = logs
        self._onos: OnosCore | None = None

    def measure(self, module: str, options: dict, seconds: float) -> Iterator[dict]:
        """Rows that `module` makes inside the guest, as they come."""
        say("guest: booting (no KVM: everything in it is slow)")
        return VirtualMachine(self._kernel, self._share, self._node).run(module, options, self._serve, seconds)

    def _bring_up(self) -> None:
        self._share = self.run.path / "share"
        self._share.mkdir()
        self._stack.callback(self._keep_logs)
        self._make_node()
        self._start_controller()

    def _serve(self, request: dict) -> None:
        if "policy" in request:
            put_policy(self._onos, request["policy"])
        elif request.get("stop") == "ONOS":
            self._onos.stop()
        else:
            raise LabError(f"the guest asks for {request}: expected policy or stop")

    def _make_node(self) -> None:
        # Of this namespace only the loopback interface is up, so nothing can leave it.
        self._node = Node(ONOS_NODE, ip=None)
        self._stack.callback(self._node.terminate)
        for words in ("link set lo up", f"address add {CONTROLLER_ADDRESS}/32 dev lo"):
            output, error, status = self._node.pexec(["ip", *words.split()])
            if status:
                raise LabError(f"ip {words}: {(error or output).strip()}")

    def _start_controller(self) -> None:
        say("ONOS: starting (about half a minute)")
        self._onos = OnosCore(self._node, self.run.path / "onos")
        self._stack.callback(self._onos.stop)
        self._onos.await_ready()
        authority = Authority(self._share / "certificates")
        prepare(self._onos, self._fabric, authority)
        for host in self._fabric.hosts:
            port = self._fabric.access_port(host)
            authority.identity(host, [str(port.ipv4.ip), str(port.ipv6.ip)])
        say("ONOS: application active, fabric known")

    def _keep_logs(self) -> None:
        """Copies what outlives the run, in place of the last run's."""
        guest = [*self._share.glob("*.log"), *(self._share / "logs").glob("*")]
        keep(self._logs, [*self.run.path.glob("*.*"), self.run.path / "onos/karaf/data/log/karaf.log", *guest])
