# SPDX-License-Identifier: Apache-2.0
"""ONOS, agents and transfers over two paths, all real: the shortest way through everything."""

import socket
import subprocess

import pytest

from crosslayer_lab.downloads import download, web_server
from crosslayer_lab.idle_connections import open_connections
from crosslayer_lab.lab import Lab
from crosslayer_lab.landings import Landings
from crosslayer_lab.management import CONTROLLER_ADDRESS
from crosslayer_lab.networks import cloudnet2013_fabric
from crosslayer_lab.schemes import Client
from crosslayer_lab.transfers import iperf_servers
from crosslayer_lab.waiting import wait_for

pytestmark = pytest.mark.e2e

SIZE = 4 * 1024 * 1024


@pytest.fixture(name="lab", scope="module")
def _lab():
    with Lab(cloudnet2013_fabric()) as lab, web_server(lab), iperf_servers(lab, 1):
        yield lab


@pytest.fixture(name="client", scope="module")
def _client(lab):
    return Client(lab)


def test_one_placed_subflow_makes_a_download_faster(lab, client):
    """Twice as fast, were nothing else running on the machine; a test allows for a lot."""
    client.in_kernel()
    tcp = min(download(lab, SIZE, mptcp=False) for _ in range(3))
    client.crosslayer(planned=1, maxSubflows=2)
    crosslayer = min(download(lab, SIZE, mptcp=True) for _ in range(3))
    assert tcp / crosslayer > 1.5


@pytest.mark.parametrize("version", [4, 6])
def test_every_planned_subflow_takes_its_path(lab, client, version):
    """Both directions, by the routers' counters."""
    client.crosslayer(planned=1, maxSubflows=2)
    lab.counters.reset()
    before, landings = len(client.plans()), Landings()
    open_connections(lab, 20, 1, version=version)
    landings.add(client.plans_since(before, 20), lab.counters.read())
    assert (landings.planned, landings.on_intended_path, landings.misses) == (20, 20, [])


def test_told_to_open_three_it_uses_a_path_again(lab, client):
    """Two more subflows on two paths."""
    client.crosslayer(planned=2, minSubflows=3, maxSubflows=3)
    lab.counters.reset()
    before, landings = len(client.plans()), Landings()
    open_connections(lab, 5, 2)
    landings.add(client.plans_since(before, 10), lab.counters.read())
    assert (landings.planned, landings.on_intended_path, landings.misses) == (10, 10, [])


def test_the_command_line_of_onos_knows_agents_paths_and_ports(lab):
    """What an operator would look at."""
    agents = lab.onos.cli("mptcp-agents")
    assert "client" in agents and "server" in agents
    assert "isp1" in lab.onos.cli("mptcp-paths 10.0.1.2 10.0.2.2")
    assert "isp" in lab.onos.cli("mptcp-trace 10.0.1.2 12345 10.0.2.2 8000")


def test_controller_is_reachable_on_loopback_alone(lab):
    """REST answers on 127.0.0.1; the machine has no route to the management network."""
    with socket.create_connection(("127.0.0.1", lab.onos.rest_port), timeout=10):
        pass
    routed = subprocess.run(["ip", "route", "get", CONTROLLER_ADDRESS], capture_output=True, text=True, check=False)
    assert "mgmt" not in routed.stdout
    addresses = subprocess.run(["ip", "-o", "address"], capture_output=True, text=True, check=True).stdout
    assert CONTROLLER_ADDRESS.rpartition(".")[0] not in addresses


def test_transfers_go_on_without_agent_and_an_agent_comes_back(lab, client):
    """A killed agent touches no connection; the next one attaches by itself and its plans are carried out."""
    client.crosslayer(planned=1, maxSubflows=2)
    transfer = lab.host("client").popen(["mptcpize", "run", "iperf3", "--client", lab.addresses("server")[0],
                                         "--reverse", "--time", "4"], stdout=-1, stderr=-1)
    before = len(client.plans())
    wait_for("planned subflow of the transfer", lambda: len(client.plans()) > before, 20)
    lab.stop_agent("client")
    output, error = transfer.communicate(timeout=60)
    assert transfer.returncode == 0 and b"receiver" in output, error
    agent = lab.start_agent("client")
    wait_for("agent attached again", agent.attached, 60)
    client.crosslayer(planned=1, maxSubflows=2)
