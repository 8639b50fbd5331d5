# SPDX-License-Identifier: Apache-2.0
"""The lab: a network, ONOS with the application, and agents on the hosts, as one context manager."""

from __future__ import annotations

import contextlib
from pathlib import Path

from mininet.net import Mininet
from mininet.node import Node

from . import management
from .agents import HostAgent, controller_options, use_path_manager
from .certificates import Authority
from .errors import LabError
from .fabric import Fabric
from .netcfg import application_configuration, device_id, network_configuration
from .onos import AGENT_PORT, OnosCore
from .progress import say
from .topo import FabricTopo
from .waiting import wait_for

ROOT = Path(__file__).resolve().parents[2]
ATTACH_SECONDS = 60.0


class Lab:
    """A running network with its controller. Leaving the context ends everything that entering it started."""

    net: Mininet
    onos: OnosCore

    def __init__(self, topology: FabricTopo, run_directory: Path):
        """Takes a topology; certificates, logs and ONOS's data go below `run_directory`."""
        self.topology = topology
        self.run_directory = run_directory
        self.agents: dict[str, HostAgent] = {}
        self._stack = contextlib.ExitStack()

    def __enter__(self) -> Lab:
        self.run_directory.mkdir(parents=True, exist_ok=True)
        try:
            self._start_network()
            self._start_controller()
            self._start_agents()
        except BaseException:
            self._stack.close()
            raise
        return self

    def __exit__(self, *problem: object) -> None:
        say("taking everything down")
        self._stack.close()

    @property
    def fabric(self) -> Fabric:
        """What the network is made of."""
        return self.topology.fabric

    def host(self, name: str) -> Node:
        """A node of the network."""
        return self.net.get(name)

    def addresses(self, host: str) -> list[str]:
        """Addresses of a host in the data network."""
        port = self.fabric.access_port(host)
        return [str(port.ipv4.ip), str(port.ipv6.ip)]

    def set_policy(self, **members: object) -> None:
        """Replaces the application's policy; members that are not given get their defaults."""
        self.onos.configure(application_configuration(policy=members))

    def start_agent(self, host: str, *options: str) -> HostAgent:
        """Starts the agent of a host, in place of the one that runs there; without options it obeys the lab's ONOS."""
        if host in self.agents:
            self.agents.pop(host).stop()
        obey = options or controller_options(host, management.CONTROLLER_ADDRESS, AGENT_PORT,
                                             self._authority.identity(host, self.addresses(host)))
        use_path_manager(self.net.get(host), "userspace")
        agent = HostAgent(self.net.get(host), self.addresses(host), self.run_directory, *obey)
        self.agents[host] = agent
        return agent

    def _start_network(self) -> None:
        say(f"network: {len(self.fabric.routers)} routers, {len(self.fabric.hosts)} hosts")
        self.net = Mininet(topo=self.topology, controller=None, build=False)
        self._stack.callback(self.net.stop)
        self.net.build()
        self.net.start()

    def _start_controller(self) -> None:
        say("ONOS: starting")
        node = management.attach(self.net, list(self.fabric.hosts))
        self.onos = OnosCore(node, self.run_directory / "onos")
        self._stack.callback(self.onos.stop)
        say(f"ONOS: ready, {self.onos.url}")
        self.onos.install(application_archive())
        self._authority = Authority(self.run_directory / "certificates")
        self.onos.open_endpoint(self._authority.identity(management.ONOS_NODE, [management.CONTROLLER_ADDRESS]))
        self.onos.configure(network_configuration(self.fabric))
        wait_for("ONOS knowing the fabric", self._fabric_known, ATTACH_SECONDS)
        say("ONOS: application active, fabric known")

    def _fabric_known(self) -> bool:
        wanted = {device_id(name) for name in self.fabric.routers}
        return wanted <= set(self.onos.devices()) and len(self.onos.hosts()) == len(self.fabric.hosts)

    def _start_agents(self) -> None:
        self._stack.callback(self._stop_agents)
        for name in self.fabric.hosts:
            self.start_agent(name)
        for name, agent in self.agents.items():
            wait_for(f"agent of {name} attached", agent.attached, ATTACH_SECONDS)
        say(f"agents: attached on {', '.join(self.agents)}")

    def _stop_agents(self) -> None:
        for agent in self.agents.values():
            agent.stop()


def application_archive() -> Path:
    """The built .oar of the application."""
    found = sorted((ROOT / "onos-app/target").glob("*.oar"))
    if len(found) != 1:
        raise LabError(f"expected one .oar in {ROOT / 'onos-app/target'}, found {len(found)}: run ./crosslayer build")
    return found[0]
