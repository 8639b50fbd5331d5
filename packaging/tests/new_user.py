# SPDX-License-Identifier: Apache-2.0
"""A new user follows packaging/README.md, command by command, until the first connection is there.

                     s1
    machine "h1" - r1  r2 - machine "h2"      two paths of 20 Mbit/s; ONOS, which is there before, reaches both machines
                     s2
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from booted_host import BootedHost
from readme_steps import commands, with_names
from root_file_system import RootFileSystem
from typed import Record

from crosslayer_lab import management
from crosslayer_lab.fabric import Fabric
from crosslayer_lab.lab import Lab
from crosslayer_lab.netcfg import network_configuration
from crosslayer_lab.networks import SEED_CLIENT_SIDE, SEED_SERVER_SIDE
from crosslayer_lab.onos import AGENT_PORT, OnosCore
from crosslayer_lab.processes import LabProcess
from crosslayer_lab.waiting import wait_for

ROOT = Path(__file__).resolve().parents[2]
HOSTS = ("h1", "h2")
# The page shows how the first machine is set up: for the second it is the same with these names.
SECOND = {"h1": "h2", "10.0.1.2": "10.0.2.2"}
METRICS_PORT = 9495
CONFIGURATION = "etc/crosslayer/agent.conf"
LISTENING = "ss -Htln sport = :5201"
# The connection that carries the data, by its token: iperf3 has another one, for talk.
CARRIES = re.compile(r"^h1/(\w+) opened .*\n.*\n.* as planned, sends [\d.]+ Mbit/s", re.MULTILINE)
# What a command has to say before the next one makes sense.
AWAITED = {
    "curl": lambda said: "is not registered" not in said,
    "mptcp-fabric": lambda said: "devices 4" in said,
    "mptcp-paths": lambda said: said.count("r1/") >= 2,
    "journalctl": lambda said: "attached to" in said,
    "mptcp-agents": lambda said: all(host in said for host in HOSTS),
    "mptcp-connections": lambda said: bool(CARRIES.search(said)),
}


def two_paths() -> Fabric:
    """The network; its hosts have the addresses that the page's have."""
    fabric = Fabric()
    for number, seed in enumerate((SEED_CLIENT_SIDE, SEED_SERVER_SIDE), start=1):
        fabric.link(fabric.router(f"r{number}", seed), fabric.host(f"h{number}"), 100)
    for number in (1, 2):
        spine = fabric.router(f"s{number}", SEED_SERVER_SIDE + number)
        fabric.link("r1", spine, 20)
        fabric.link("r2", spine, 20)
    return fabric


@dataclass
class NewUser:
    """The user, two machines and ONOS; as a context manager: until everything is taken down."""

    roots: dict[str, RootFileSystem]
    packages: Path
    record: Record = field(default_factory=Record)
    machines: dict[str, BootedHost] = field(default_factory=dict)

    def __enter__(self) -> NewUser:
        with ExitStack() as stack:
            self.lab = stack.enter_context(Lab(two_paths(), controller=False, count_flows=False))
            self.desk = self.lab.run_directory / "desk"
            self.desk.mkdir()
            self.node = management.attach(self.lab.net, list(HOSTS))
            self.onos = OnosCore(self.node, self.lab.run_directory / "onos")
            stack.callback(self.onos.stop)
            for name in HOSTS:
                log = self.lab.run_directory / f"{name}.log"
                self.machines[name] = BootedHost(name, self.roots[name], self.lab.host(name), log)
                stack.callback(self.machines[name].stop)
            self.onos.await_ready()
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *_problem: object) -> None:
        self._stack.close()

    def follow(self) -> None:
        """Everything that the page has typed, up to a connection, and what it has looked at then."""
        document = network_configuration(self.lab.fabric)
        (self.desk / "network.json").write_text(json.dumps(document), encoding="utf-8")
        carried = False
        for step, command in commands():
            if step == 4 and not carried:
                self._carry_keys()
                carried = True
            for host in self._hosts(step, command):
                where, run = self._place(step, command, host)
                shown = with_names(command, SECOND if host == HOSTS[1] else {})
                given = with_names(shown, self._names(step))
                self.record.type(step, where, shown, lambda run=run, given=given: run(given),
                                 AWAITED.get(command.split()[0], lambda said: True))

    @staticmethod
    def _hosts(step: int, command: str) -> tuple[str, ...]:
        """The machines that a command is for: both, the one that serves, or the one that opens connections."""
        if step == 4 or command.startswith("./crosslayer pki agent"):
            return HOSTS
        return HOSTS[1:] if command.endswith("iperf3 -s") else HOSTS[:1]

    def _names(self, step: int) -> dict[str, str]:
        """Names of this network for the page's. The test's connection lasts until it has been looked at."""
        names = {"./crosslayer ": f"{ROOT}/crosslayer ", "dist/": f"{self.packages}/", "10.9.1.1": self.onos.address,
                 "ONOS:": f"{self.onos.address}:", "TOKEN": self.record.found(CARRIES),
                 "apt install": "apt install -y", "-t 60": "-t 3600"}
        return names | ({"/etc/crosslayer/": f"{self.desk}/pki/"} if step == 2 else {})

    def _place(self, step: int, command: str, host: str) -> tuple[str, Callable[[str], str]]:
        """Where a command is typed, and what carries it out."""
        if command.startswith("mptcp-"):
            return "ONOS", self.onos.cli
        if command.startswith("editor "):
            return host, lambda _: self._edit(host)
        if command.startswith("mptcpize "):
            return host, lambda words: self._begin(host, words)
        return (host, self.machines[host].run) if step in (4, 6) else ("desk", self._at_desk)

    def _at_desk(self, command: str) -> str:
        """Where certificates and packages are, and ONOS can be reached."""
        output, error, status = self.node.pexec(["bash", "-c", f"cd {self.desk}; {command}"])
        assert status == 0, f"{command}: status {status}: {error}"
        return output

    def _begin(self, host: str, command: str) -> str:
        """A command that stays."""
        process = LabProcess(f"{host}: {command}", self.machines[host].words(f"exec {command}"),
                             self.lab.run_directory / f"{host}-iperf3.log")
        self._stack.callback(process.stop)
        if command.endswith(" -s"):
            wait_for("iperf3 listening", lambda: process.require_running() and self.machines[host].run(LISTENING), 30)
        return ""

    def _carry_keys(self) -> None:
        """What a user does by scp."""
        for host, machine in self.machines.items():
            for name in ("trust.pem", f"{host}.pem", f"{host}-key.pem"):
                shutil.copy(self.desk / "pki" / name, machine.root.path / "root" / name)

    def _edit(self, host: str) -> str:
        """The configuration as the page says; and figures for Prometheus, as onos-app/METRICS.md says."""
        path = self.roots[host].path / CONFIGURATION
        mine = {"controller": f'["{self.onos.address}:{AGENT_PORT}"]', "agent-id": f'"{host}"',
                "address": f'["{self.lab.addresses(host)[0]}"]', "tls-trust": '"/etc/crosslayer/trust.pem"',
                "tls-certificate": f'"/etc/crosslayer/{host}.pem"', "tls-key": f'"/etc/crosslayer/{host}-key.pem"',
                "metrics": f'"{self.metrics_target(host)}"'}
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line != "simulate = 1"]
        for key, value in mine.items():
            [index] = [number for number, line in enumerate(lines) if line.startswith(f"#{key} = ")]
            lines[index] = f"{key} = {value}"
        path.write_text("\n".join([*lines, ""]), encoding="utf-8")
        return "\n".join(f"{key} = {value}" for key, value in mine.items())

    @staticmethod
    def metrics_target(host: str) -> str:
        """Where the agent of a machine tells its figures."""
        return f"{management.NETWORK[2 + HOSTS.index(host)]}:{METRICS_PORT}"
