# SPDX-License-Identifier: Apache-2.0
"""What a chaos run compares is real: states that are made to differ do, and agree again when they may."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from gated_ends import SECONDS, GatedEnds

from crosslayer_lab.agents import PROGRAM
from crosslayer_lab.chaos.compare import States, differences, remains
from crosslayer_lab.chaos.controllers import controllers
from crosslayer_lab.chaos.watch import read_states
from crosslayer_lab.management import INTERFACE, ONOS_NODE
from crosslayer_lab.waiting import wait_for

pytestmark = pytest.mark.e2e

PORT = 8003
SOURCE_PORT = 15000


def agree(lab, judge: Callable[[States], list[str]]) -> States:
    """The states, once there is nothing to object to."""
    return wait_for("the same states everywhere", lambda: agreed(lab, judge), SECONDS)


def agreed(lab, judge) -> States | None:
    states = read_states(lab, controllers(lab))
    return states if not judge(states) else None


@contextmanager
def unheard(lab, host: str) -> Iterator[None]:
    """What the agent of a host tells ONOS is lost on the way."""
    lab.execute(ONOS_NODE, "ip", "link", "set", f"{INTERFACE}-{host}", "down")
    try:
        yield
    finally:
        lab.execute(ONOS_NODE, "ip", "link", "set", f"{INTERFACE}-{host}", "up")


def test_a_subflow_that_onos_has_not_heard_of_is_a_difference_until_it_has(lab, client, tmp_path):
    with GatedEnds(lab, PORT, tmp_path / "gate") as transfer:
        [connection] = agree(lab, differences).kernels["client"].connections.values()
        assert len(connection.subflows) == 2
        with unheard(lab, "client"):
            lab.execute("client", str(PROGRAM), "open", connection.token, "--source-port", str(SOURCE_PORT))
            found = differences(read_states(lab, controllers(lab)))
            [line] = [line for line in found if line.startswith("client: ")]
            assert f":{SOURCE_PORT} > " in line and line.endswith("agent has it, controller onos does not")
            assert remains(read_states(lab, controllers(lab)))
        agree(lab, differences)
        transfer.finish()
    agree(lab, remains)
