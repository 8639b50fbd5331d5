# SPDX-License-Identifier: Apache-2.0
"""ONOS is reachable on the machine's loopback, and its own network stays apart from the machine."""

import socket
import subprocess

import pytest

from crosslayer_lab.management import CONTROLLER_ADDRESS
from crosslayer_lab.onos import AGENT_PORT

pytestmark = pytest.mark.e2e


def test_rest_and_command_line_answer_on_loopback(lab):
    for port in (lab.onos.rest_port, lab.onos.ssh_port):
        with socket.create_connection(("127.0.0.1", port), timeout=10):
            pass


def test_the_machine_has_no_address_and_no_route_of_the_management_network(lab):
    assert lab.execute("client", "ping", "-c", "1", "-W", "5", CONTROLLER_ADDRESS)
    routed = subprocess.run(["ip", "route", "get", CONTROLLER_ADDRESS], capture_output=True, text=True, check=False)
    assert "mgmt" not in routed.stdout
    addresses = subprocess.run(["ip", "-o", "address"], capture_output=True, text=True, check=True).stdout
    assert CONTROLLER_ADDRESS.rpartition(".")[0] not in addresses


def test_agents_talk_to_onos_beside_the_data_network(lab, expect_planned):
    lab.counters.reset()
    expect_planned()
    assert AGENT_PORT not in {flow.destination_port for flow in lab.counters.read().flows()}
