# SPDX-License-Identifier: Apache-2.0
"""Connections of a standing plan get their subflows from their own host, also while the controller is stopped."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from crosslayer_lab.downloads import PORT, download
from crosslayer_lab.standing import StandingPlan, listed, wait_in_force
from crosslayer_lab.waiting import wait_for

pytestmark = pytest.mark.e2e

CONNECTIONS = 10
SIZE = 1_000_000
SECONDS = 60


@pytest.fixture(name="plan")
def standing_plan_of_the_client(lab, switch) -> Iterator[StandingPlan]:
    """Two paths for the web server, data towards the client; afterwards there are no standing plans any more."""
    switch.crosslayer(planned=1, maxSubflows=2)
    lab.set_policy(minSubflows=2, maxSubflows=2, dataDirection="inbound", standing=listed(lab, PORT))
    yield wait_in_force(lab, PORT, 2)
    switch.crosslayer(planned=1, maxSubflows=2)


@contextmanager
def controller_stopped(lab) -> Iterator[None]:
    """All of ONOS stands still."""
    group = descendants(lab.onos.pid)
    for pid in group:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in group:
            os.kill(pid, signal.SIGCONT)
        wait_for("agents attached", lambda: all(agent.attached() for agent in lab.agents.values()), SECONDS)


def descendants(pid: int) -> list[int]:
    """A process and all that it has started."""
    with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as children:
        return [pid, *(below for child in children.read().split() for below in descendants(int(child)))]


def transfer_all(lab) -> None:
    """Connections one after the other."""
    for _ in range(CONNECTIONS):
        download(lab, SIZE, mptcp=True)


def check(lab, switch, plan: StandingPlan, before: int) -> None:
    """Each connection has got its further subflow, from the plan's ports and onto its path, and nothing else."""
    seen = lab.counters.read()
    subflows = plan.subflows(seen)
    assert len(subflows) == CONNECTIONS
    assert plan.astray(seen) == []
    address = lab.addresses("client")[0]
    first = [flow for flow in seen.flows() if flow.source == address and flow.destination_port == PORT
             and flow not in subflows]
    assert len(first) == CONNECTIONS
    # The path of the first subflow was left out: either path carries as many as the other.
    taken = [seen.path(flow.reversed()) for flow in [*first, *subflows]]
    assert sorted(taken.count(path) for path in set(taken)) == [CONNECTIONS, CONNECTIONS]
    assert switch.plans()[before:] == [], "nothing is planned one by one"


def test_connections_of_a_standing_plan_are_served_by_their_own_host(lab, switch, plan):
    before = len(switch.plans())
    lab.counters.reset()
    transfer_all(lab)
    check(lab, switch, plan, before)
    assert f"plan {plan.id} for " in lab.onos.cli("mptcp-standing client")


def test_connections_get_their_planned_subflows_while_the_controller_is_stopped(lab, switch, plan):
    before = len(switch.plans())
    lab.counters.reset()
    with controller_stopped(lab):
        transfer_all(lab)
        check(lab, switch, plan, before)
