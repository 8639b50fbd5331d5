# SPDX-License-Identifier: Apache-2.0
"""kill -9 of an agent touches no connection; a new agent takes over."""

import json
import signal

import pytest
from gated_ends import SECONDS, GatedEnds
from gated_transfer import SIZE

from crosslayer_lab.flow_counters import Flow
from crosslayer_lab.waiting import wait_for

pytestmark = pytest.mark.e2e

PORT = 8001


def kill(lab, *hosts: str) -> None:
    """kill -9 of agents."""
    killed = [lab.agents[host].process for host in hosts]
    for process in killed:
        process.signal(signal.SIGKILL)
    wait_for("end of the agents", lambda: not any(process.running() for process in killed), SECONDS)


def restart(lab, *hosts: str) -> None:
    """New agents in the place of dead ones."""
    for host in hosts:
        lab.start_agent(host)
    for host in hosts:
        wait_for(f"agent of {host} attached again", lab.agents[host].attached, SECONDS)


def subflows_in_onos(lab, token: str) -> int:
    """How many subflows of a connection of the client ONOS knows."""
    known = json.loads(lab.onos.cli("mptcp-connections --json"))["connections"]
    return sum(len(each["subflows"]) for each in known if each["agent"] == "client" and each["token"] == token)


def test_a_transfer_survives_and_the_next_agent_takes_it_over(lab, client, expect_planned, tmp_path):
    before = len(client.plans())
    with GatedEnds(lab, PORT, tmp_path / "gate") as transfer:
        [outcome] = client.plans_since(before, 1)
        planned = Flow(outcome["local_address"], outcome["source_port"], outcome["remote_address"], PORT)
        kill(lab, "client")
        restart(lab, "client")
        wait_for("ONOS knowing both subflows from the new agent's snapshot",
                 lambda: subflows_in_onos(lab, outcome["token"]) == 2, SECONDS)
        lab.counters.reset()
        transfer.finish()
        seen = lab.counters.read()
    subflows = [flow for flow in seen.flows() if flow.destination_port == PORT]
    # The new agent has opened nothing on top of what there was, and both subflows still carry data.
    assert planned in subflows
    assert len(subflows) == 2
    assert min(seen.bytes(flow.reversed()) for flow in subflows) > SIZE // 10
    assert len(client.plans()) == before + 1
    expect_planned()


def test_a_transfer_without_any_agent_is_complete(lab, client, expect_planned, tmp_path):
    assert client.plans()
    try:
        with GatedEnds(lab, PORT, tmp_path / "gate") as transfer:
            kill(lab, "client", "server")
            transfer.finish()
    finally:
        restart(lab, "client", "server")
    expect_planned()
