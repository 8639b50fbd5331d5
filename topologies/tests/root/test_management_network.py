# SPDX-License-Identifier: Apache-2.0
"""The out-of-band network of ONOS and the agents."""

import subprocess

import pytest
from machine_state import added_since, machine_state

from crosslayer_lab import management
from crosslayer_lab.forwards import Forward
from crosslayer_lab.lab import Lab
from crosslayer_lab.networks import parallel_paths_fabric
from crosslayer_lab.processes import LabProcess
from crosslayer_lab.waiting import wait_for

pytestmark = pytest.mark.root

SECONDS = 20


@pytest.fixture(scope="module", name="attached")
def attached_lab():
    """A lab with the management network, and what the machine was before it."""
    before = machine_state()
    with Lab(parallel_paths_fabric(2), controller=False) as lab:
        management.attach(lab.net, list(lab.fabric.hosts))
        yield lab, before


def test_every_host_reaches_onos_and_onos_every_host(attached):
    lab, _ = attached
    for number, host in enumerate(lab.fabric.hosts, start=2):
        lab.execute(host, "ping", "-c", "1", "-W", "5", management.CONTROLLER_ADDRESS)
        lab.execute(management.ONOS_NODE, "ping", "-c", "1", "-W", "5", str(management.NETWORK[number]))


def test_the_machine_itself_gets_nothing_of_it(attached):
    _, before = attached
    wait_for("the machine as it was", lambda: not added_since(before), SECONDS)
    addresses = subprocess.run(["ip", "-o", "-4", "address", "show"], capture_output=True, text=True, check=True).stdout
    assert "172.31.255." not in addresses


def test_hosts_reach_each_other_by_the_data_network(attached):
    lab, _ = attached
    for address in lab.addresses("server"):
        lab.execute("client", "ping", "-c", "1", "-W", "5", address)
    assert "dev client-eth0" in lab.execute("client", "ip", "route", "get", lab.addresses("server")[0])


def test_a_forward_makes_a_port_reachable_on_loopback_alone(attached):
    lab, _ = attached
    onos = lab.host(management.ONOS_NODE)
    server = LabProcess("server", ["socat", "TCP-LISTEN:7777,fork,reuseaddr", "SYSTEM:echo hello"],
                        lab.run_directory / "server.log", onos)
    try:
        wait_for("server", lambda: lab.execute(management.ONOS_NODE, "ss", "-Htln", "sport = :7777").strip(), SECONDS)
        forward = Forward(onos, management.CONTROLLER_ADDRESS, 7777, lab.run_directory / "forward.log")
        try:
            said = subprocess.run(["socat", "-u", f"TCP:127.0.0.1:{forward.port}", "-"], capture_output=True,
                                  timeout=SECONDS, check=True).stdout
            assert said == b"hello\n"
            listening = subprocess.run(["ss", "-Htln", f"sport = :{forward.port}"], capture_output=True, text=True,
                                       check=True).stdout
            assert [line.split()[3] for line in listening.splitlines()] == [f"127.0.0.1:{forward.port}"]
        finally:
            forward.stop()
    finally:
        server.stop()
