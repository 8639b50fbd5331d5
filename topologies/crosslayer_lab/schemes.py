# SPDX-License-Identifier: Apache-2.0
"""The ways of using the network that experiments compare, and how the lab is switched to each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from .agents import use_path_manager
from .downloads import download
from .lab import Lab
from .management import INTERFACE
from .processes import LabProcess
from .waiting import wait_for

MPTCPD = "/usr/libexec/mptcpd"
AGENT_SECONDS = 60.0
POLICY_SECONDS = 20.0
PLAN_SECONDS = 5.0
PROBE_BYTES = 64 * 1024
# What an agent logs once it follows the connections of its host.
AT_WORK = "following "


class Client:
    """A client's side of the lab: which agent runs and which path manager is on. Its server's agent stays."""

    def __init__(self, lab: Lab, host: str = "client", server: str = "server"):
        """The server has to run a web server."""
        self._lab = lab
        self._host = host
        self._server = server
        # "controller", a number of subflows for the stand-alone agent, or "" for unknown.
        self._agent: str | int = "controller"

    def in_kernel(self) -> None:
        """Plain TCP, or MPTCP left to the kernel's path manager, which has no endpoints: one subflow."""
        use_path_manager(self._lab.host(self._host), "kernel")

    def random(self, subflows: int) -> None:
        """That many subflows from random source ports, by the stand-alone agent."""
        use_path_manager(self._lab.host(self._host), "userspace")
        if self._agent != subflows:
            agent = self._lab.start_agent(self._host, *stand_alone(self._host, subflows))
            self._agent = subflows
            wait_for("stand-alone agent at work", lambda: agent.process.logged(AT_WORK), AGENT_SECONDS)

    def crosslayer(self, planned: int, **policy: object) -> None:
        """Subflows planned by ONOS under a policy, of which `planned` are in addition to the initial one."""
        use_path_manager(self._lab.host(self._host), "userspace")
        if self._agent != "controller":
            agent = self._lab.start_agent(self._host)
            self._agent = "controller"
            wait_for("agent attached", agent.attached, AGENT_SECONDS)
        self._lab.set_policy(**policy)
        # See it at work before anything is measured.
        wait_for(f"connections with {planned} planned subflows", lambda: self._planned() == planned, POLICY_SECONDS)

    def agent_was_restarted(self) -> None:
        """Somebody else has put an attached agent in place of ours."""
        self._agent = "controller"

    def _planned(self) -> int:
        """How many subflows were planned for a connection made now."""
        before = len(self.plans())
        download(self._lab, PROBE_BYTES, mptcp=True, options=("--limit-rate", "512K"), client=self._host,
                 server=self._server)
        return len(self.plans()) - before

    def plans(self) -> list[dict]:
        """Path outcomes of the client's agent so far."""
        return self._lab.agents[self._host].plans()

    def plans_since(self, count: int, wanted: int) -> list[dict]:
        """The outcomes after the first `count`, of which there must soon be `wanted`."""
        log = f"{self._lab.run_directory}/{self._host}.agent.log"
        wait_for(f"{wanted} planned subflows carried out (agent's log: {log})",
                 lambda: len(self.plans()) >= count + wanted, PLAN_SECONDS)
        return self.plans()[count:]


class AllHosts:
    """Every host of the lab is a client and a server: which agents run and which path manager is on."""

    def __init__(self, lab: Lab):
        self._lab = lab
        # "controller", or numbers of subflows for stand-alone agents.
        self._agents: str | dict[str, int] = "controller"

    def in_kernel(self) -> None:
        """Plain TCP, or MPTCP left to the kernel's path manager, which has no endpoints: one subflow."""
        self._path_manager("kernel")

    def random(self, subflows: int, **exceptions: int) -> None:
        """That many subflows from random source ports, by stand-alone agents; some hosts may have another number."""
        self._path_manager("userspace")
        counts = {host: exceptions.get(host, subflows) for host in self._lab.fabric.hosts}
        if self._agents != counts:
            self._restart({host: stand_alone(host, count) for host, count in counts.items()})
            self._agents = counts
            for agent in self._lab.agents.values():
                wait_for("agents at work", lambda agent=agent: agent.process.logged(AT_WORK), AGENT_SECONDS)

    def crosslayer(self, **policy: object) -> None:
        """Subflows planned by ONOS under a policy."""
        self._path_manager("userspace")
        if self._agents != "controller":
            self._restart({host: () for host in self._lab.fabric.hosts})
            self._agents = "controller"
            for agent in self._lab.agents.values():
                wait_for("agents attached", agent.attached, AGENT_SECONDS)
        self._lab.set_policy(**policy)

    def _path_manager(self, kind: str) -> None:
        for host in self._lab.fabric.hosts:
            use_path_manager(self._lab.host(host), kind)

    def _restart(self, options: dict[str, Sequence[str]]) -> None:
        self._lab.stop_agents()
        for host, words in options.items():
            self._lab.start_agent(host, *words)


def stand_alone(host: str, subflows: int) -> list[str]:
    """Options of an agent without a controller that brings every connection to so many subflows from random ports."""
    return ["--agent-id", host, "--simulate", str(subflows)]


class BothHosts:
    """Schemes of the peers, for which both hosts leave Crosslayer. A context manager puts everything back."""

    LIMIT = 8  # the most that the in-kernel path manager takes

    def __init__(self, lab: Lab):
        self._lab = lab

    @contextmanager
    def in_kernel(self) -> Iterator[None]:
        """The in-kernel path manager at its best: full mesh, both hosts' addresses as endpoints, highest limits."""
        before = {"client": "userspace", "server": "userspace"}
        for host in before:
            use_path_manager(self._lab.host(host), "kernel")
            self._mptcp(host, f"limits set subflows {self.LIMIT} add_addr_accepted {self.LIMIT}")
        self._mptcp("client", f"endpoint add {self._lab.addresses('client')[0]} subflow fullmesh")
        self._mptcp("server", f"endpoint add {self._lab.addresses('server')[0]} signal")
        try:
            yield
        finally:
            for host, manager in before.items():
                self._mptcp(host, "endpoint flush")
                use_path_manager(self._lab.host(host), manager)

    @contextmanager
    def mptcpd(self) -> Iterator[None]:
        """mptcpd as the distribution sets it up, in place of the agents.

        It announces every address of a host, and would send data over the management network: hence that is cut.
        """
        hosts = ["client", "server"]
        daemons = []
        try:
            for host in hosts:
                self._lab.stop_agent(host)
                self._lab.execute(host, "ip", "link", "set", INTERFACE, "down")
                use_path_manager(self._lab.host(host), "userspace")
                daemons.append(LabProcess(f"mptcpd of {host}", [MPTCPD, "--debug", "--log=stderr"],
                                          self._lab.run_directory / f"{host}.mptcpd.log", self._lab.host(host)))
            for daemon in daemons:
                wait_for(f"{daemon.name} at work", lambda daemon=daemon: daemon.logged("family appeared"), 20)
            yield
        finally:
            for daemon in daemons:
                daemon.stop()
            for host in hosts:
                self._lab.execute(host, "ip", "link", "set", INTERFACE, "up")
                self._lab.start_agent(host)
            for host in hosts:
                wait_for(f"agent of {host} attached", self._lab.agents[host].attached, AGENT_SECONDS)

    def _mptcp(self, host: str, words: str) -> None:
        self._lab.execute(host, "ip", "mptcp", *words.split())
