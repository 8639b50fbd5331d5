# SPDX-License-Identifier: Apache-2.0
"""A virtual machine that runs one Python module of this project, and the directory that both sides share."""

from __future__ import annotations

import json
import shlex
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from mininet.node import Node

from ..errors import LabError
from ..management import CONTROLLER_ADDRESS, NETWORK
from ..onos import AGENT_PORT
from ..processes import LabProcess
from ..waiting import wait_for
from . import rows
from .kernel import ROOT, GuestKernel

QEMU = "qemu-system-x86_64"
MEMORY_MB = 4096
BOOT_SECONDS = 120.0
# Inside the guest.
SHARE = Path("/run/share")
MODULES = ["veth", "bridge", "sch_tbf", "nf_tables", "tcp_diag", "mptcp_diag", "virtio_net"]


class VirtualMachine:
    """A guest without KVM whose only way out is one port of the controller."""

    def __init__(self, kernel: GuestKernel, share: Path, node: Node):
        """`node` is where QEMU runs: the namespace of ONOS, from which nothing else can be reached."""
        if not shutil.which(QEMU):
            raise LabError(f"no {QEMU}: install qemu-system-x86")
        self._kernel = kernel
        self._share = share
        self._node = node
        self._told = 0

    def run(self, module: str, options: dict, serve: Callable[[dict], None], seconds: float) -> Iterator[dict]:
        """The rows that the module's `main` makes for the options, as they come; `serve` gets each of its requests."""
        (self._share / "options.json").write_text(json.dumps(options), encoding="utf-8")
        (self._share / "start").write_text(self.start_script(module), encoding="utf-8")
        deadline = time.monotonic() + seconds
        machine = LabProcess("virtual machine", qemu_command(self._kernel, self._share), self._share / "guest.log",
                             self._node)

        def work() -> None:
            serve_requests(self._share, serve)
            self._follow(machine)

        try:
            wait_for("guest up", lambda: work() or self._told or not machine.require_running(), BOOT_SECONDS)
            while machine.running():
                wait_for(f"end of the guest's work (log: {machine.log})",
                         lambda: work() or rows.waiting(self._share) or not machine.running(),
                         round(deadline - time.monotonic()))
                yield from rows.take(self._share)
        finally:
            machine.stop()
        self._follow(machine)
        yield from rows.take(self._share)
        if not (self._share / rows.DONE).exists():
            problem = self._share / "problem.txt"
            raise LabError(problem.read_text(encoding="utf-8").strip() if problem.exists() else
                           f"the guest ended early: see {self._share / 'console.log'} and {machine.log}")

    def start_script(self, module: str) -> str:
        """What the guest's first process becomes."""
        words = shlex.join
        return "\n".join([
            "cd /", "ip link set lo up",
            words(["modprobe", "-d", str(self._kernel.directory / "root"), "-a", *MODULES]),
            words(["env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/root", "LANG=C.UTF-8",
                   "PYTHONDONTWRITEBYTECODE=1", f"PYTHONPATH={ROOT / 'topologies'}", sys.executable, "-m",
                   "crosslayer_lab.vm.guest", module]),
            "echo o >/proc/sysrq-trigger", "sleep 60", ""])

    def _follow(self, machine: LabProcess) -> None:
        """Repeats on the terminal what the guest has said since the last time, whole lines only."""
        lines = machine.output().splitlines(keepends=True)
        for line in lines[self._told:]:
            if not line.endswith("\n"):
                break
            print(f"  guest {line.rstrip()}", file=sys.stderr, flush=True)
            self._told += 1


def qemu_command(kernel: GuestKernel, share: Path) -> list[str]:
    """The program and its options: nothing of the machine can be reached but one port, nothing written but `share`."""
    # A program for each connection: QEMU's own forwarding would serve just one.
    relay = f"tcp:{CONTROLLER_ADDRESS}:{AGENT_PORT}-cmd:socat - TCP:{CONTROLLER_ADDRESS}:{AGENT_PORT}"
    return [
        QEMU, "-accel", "tcg,thread=multi", "-cpu", "max", "-smp", "2", "-m", str(MEMORY_MB), "-nodefaults",
        "-display", "none", "-no-reboot", "-serial", f"file:{share / 'console.log'}", "-serial", "stdio",
        "-netdev", f"user,id=controller,restrict=on,ipv6=off,net={NETWORK},host={NETWORK[-2]},dns={NETWORK[-3]},"
                   f"guestfwd={relay}",
        "-device", "virtio-net-pci,netdev=controller,romfile=",
        "-virtfs", "local,path=/,mount_tag=root,security_model=none,readonly=on,multidevs=remap",
        "-virtfs", f"local,path={share},mount_tag=share,security_model=none",
        "-kernel", str(kernel.kernel), "-initrd", str(kernel.image), "-append",
        # no_timer_check: on a busy machine the emulated timer can be too late for the kernel's check of it.
        "console=ttyS0 panic=-1 oops=panic panic_on_warn=1 no_timer_check quiet"]


def serve_requests(share: Path, serve: Callable[[dict], None]) -> None:
    """Carries out the guest's requests: a request is done when its file is gone."""
    for request in sorted(share.glob("request-*.json")):
        serve(json.loads(request.read_text(encoding="utf-8")))
        request.unlink()
