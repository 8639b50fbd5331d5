# SPDX-License-Identifier: Apache-2.0
"""The lab: a network, ONOS with the application, and agents on the hosts, as one context manager."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Sequence
from pathlib import Path

from mininet.log import setLogLevel
from mininet.net import Mininet
from mininet.node import Node

from . import machine, management
from .agents import HostAgent, controller_options, use_path_manager
from .certificates import Authority, Identity
from .controller import prepare_cluster, put_policy, wait_for_links
from .errors import LabError
from .fabric import Fabric
from .flow_counters import FlowCounters
from .kept_logs import keep
from .onos import AGENT_PORT, OnosCore
from .onos_cluster import OnosCluster
from .progress import say
from .run_context import RunContext
from .topo import TopoOf
from .waiting import wait_for

ROOT = Path(__file__).resolve().parents[2]
LAST_LOGS = ROOT / "build/last-lab"
ATTACH_SECONDS = 60.0
# The largest send buffer of the hosts. With Linux's default of 4 MiB the MPTCP scheduler commits up to that much to one
# subflow, and the end of a transfer waits for it: topologies/README.md ("Shaping and buffers").
SEND_BUFFER_BYTES = 64 * 1024
# Where receive buffers start: with 128 KiB the growth of the window holds a young connection over many paths back.
FIRST_RECEIVE_BUFFER_BYTES = 2 * 1024 * 1024
LARGEST_RECEIVE_BUFFER_BYTES = 32 * 1024 * 1024


class Lab(RunContext):
    """A running network with its controller. Leaving the context ends everything that entering it started."""

    net: Mininet
    cluster: OnosCluster
    onos: OnosCore
    counters: FlowCounters
    logs = LAST_LOGS
    attach_seconds = ATTACH_SECONDS

    def __init__(self, fabric: Fabric, controller: bool = True, send_buffer: int = SEND_BUFFER_BYTES,
                 count_flows: bool = True, onos_nodes: int = 1):
        """Takes what the network is to be; without `controller` there are neither ONOS nor agents.

        `count_flows` has the routers count packets by flow, which takes time of every first packet. With several
        `onos_nodes` ONOS is a cluster (see `cluster`), and `onos` is its first node.
        """
        super().__init__()
        self.fabric = fabric
        self.agents: dict[str, HostAgent] = {}
        self._controller = controller
        self._onos_nodes = onos_nodes
        self._controllers = [management.CONTROLLER_ADDRESS]
        self._count_flows = count_flows
        self._send_buffer = send_buffer

    def _check(self) -> None:
        machine.check()

    def _bring_up(self) -> None:
        self._stack.callback(self._keep_logs)
        self._start_network()
        if self._controller:
            self._start_controller()
            self._start_agents()

    @property
    def run_directory(self) -> Path:
        """Certificates, logs and ONOS's data; gone after the run."""
        return self.run.path

    def host(self, name: str) -> Node:
        """A node of the network."""
        return self.net.get(name)

    def addresses(self, host: str) -> list[str]:
        """Addresses of a host in the data network, IPv4 first."""
        port = self.fabric.access_port(host)
        return [str(port.ipv4.ip), str(port.ipv6.ip)]

    def execute(self, host: str, *command: str) -> str:
        """Output of a command on a node; a LabError if it fails."""
        output, error, status = self.host(host).pexec(list(command))
        if status:
            raise LabError(f"{host}: {' '.join(command)}: status {status}: {(error or output).strip()}")
        return output

    def set_policy(self, **members: object) -> None:
        """Replaces the application's policy, and waits until it is in force; what is not given gets its default."""
        put_policy(self.onos, members)

    def wait_for_fabric(self) -> None:
        """Returns when ONOS knows every link between routers, in both directions."""
        wait_for_links(self.onos, self.fabric)

    def controller_identity(self, name: str = management.ONOS_NODE) -> Identity:
        """The certificate of a controller; the nodes of a cluster share one, as they share its path's configuration."""
        return self._authority.identity(name if len(self._controllers) == 1 else management.ONOS_NODE,
                                        self._controllers)

    def start_agent(self, host: str, *options: str, also: Sequence[str] = ()) -> HostAgent:
        """Starts the agent of a host, in place of the one that runs there; without options it obeys the lab's ONOS.

        `also` are options beside those that say what it obeys.
        """
        self.stop_agent(host)
        obey = options or controller_options(host, self._controllers, AGENT_PORT,
                                             self._authority.identity(host, self.addresses(host)))
        use_path_manager(self.host(host), "userspace")
        agent = HostAgent(self.host(host), self.addresses(host), self.run_directory, *obey, *also)
        self.agents[host] = agent
        return agent

    def stop_agent(self, host: str) -> None:
        """Ends the agent of a host, if there is one."""
        if host in self.agents:
            self.agents.pop(host).stop()

    def stop_agents(self) -> None:
        """Ends all agents: first all are told to, then all are waited for."""
        for agent in self.agents.values():
            agent.process.signal(signal.SIGTERM)
        for name in list(self.agents):
            self.stop_agent(name)

    def _start_network(self) -> None:
        say(f"network: {len(self.fabric.routers)} routers, {len(self.fabric.hosts)} hosts")
        setLogLevel("warning")
        self.net = Mininet(topo=TopoOf(self.fabric), controller=None, build=False)
        self._stack.callback(self.net.stop)
        self.net.build()
        self.net.start()
        for name in self.fabric.hosts:
            # No connection may begin with what an earlier one has learnt of the path.
            self.execute(name, "sysctl", "-q", "-w", "net.ipv4.tcp_no_metrics_save=1",
                         f"net.ipv4.tcp_wmem=4096 16384 {self._send_buffer}",
                         f"net.ipv4.tcp_rmem=4096 {FIRST_RECEIVE_BUFFER_BYTES} {LARGEST_RECEIVE_BUFFER_BYTES}")
        if self._count_flows:
            self.counters = FlowCounters(self.net, self.fabric)

    def _start_controller(self) -> None:
        say("ONOS: starting (about half a minute)" if self._onos_nodes == 1
            else f"ONOS: starting {self._onos_nodes} nodes and their storage (more than a minute)")
        node = management.attach(self.net, list(self.fabric.hosts))
        self.cluster = OnosCluster(self.net, node, self.run_directory, self._onos_nodes)
        self._stack.callback(self.cluster.stop)
        self._controllers = self.cluster.addresses
        self.onos = self.cluster.nodes[management.ONOS_NODE]
        say(f"ONOS: ready, {self.onos.url}; installing the application")
        self._authority = Authority(self.run_directory / "certificates")
        prepare_cluster(self.cluster, self.fabric, self._authority)
        say("ONOS: application active, fabric known")

    def _start_agents(self) -> None:
        self._stack.callback(self.stop_agents)
        for name in self.fabric.hosts:
            self.start_agent(name)
        for name, agent in self.agents.items():
            wait_for(f"agent of {name} attached", agent.attached, self.attach_seconds)
        say(f"agents: attached on {len(self.agents)} hosts")

    def _keep_logs(self) -> None:
        """Copies the logs to where they outlive the run, in place of the last run's."""
        keep(self.logs, [*self.run_directory.glob("*.*"), self.run_directory / "onos/karaf/data/log/karaf.log"])
        for log in self.run_directory.glob("onos[2-9]/karaf/data/log/karaf.log"):
            shutil.copy(log, self.logs / f"{log.parts[-5]}.karaf.log")
