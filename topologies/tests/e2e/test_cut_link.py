# SPDX-License-Identifier: Apache-2.0
"""A link of a leaf-spine fabric is cut amid a transfer: subflows that share a link then are parted again."""

from __future__ import annotations

import pytest
from gated_ends import SECONDS, GatedEnds

from crosslayer_lab.fabric import Fabric, Link
from crosslayer_lab.flow_counters import Flow
from crosslayer_lab.lab import Lab
from crosslayer_lab.link_cut import LinkCut
from crosslayer_lab.paths import predicted_path
from crosslayer_lab.waiting import wait_for

pytestmark = pytest.mark.e2e

CLIENT, SERVER = "h1", "h2"
PORT = 8100
RATE_MBPS = 20
# Hash thresholds of three next hops in place of four bring subflows of neighbouring quarters together, and those with a
# chance of a third or so: every fifth or sixth connection will do. None of so many: less than once in a thousand runs.
MOST_TRANSFERS = 40


@pytest.fixture(name="fabric_lab", scope="module")
def leaf_spine_lab():
    """Two leaves, four spines, a host at each leaf that can fill several of the links between; downloads."""
    fabric = Fabric()
    ends = {fabric.host(CLIENT): fabric.router("leaf1", 1), fabric.host(SERVER): fabric.router("leaf2", 2)}
    spines = [fabric.router(f"spine{number + 1}", 3 + number) for number in range(4)]
    for host, leaf in ends.items():
        fabric.link(leaf, host, 4 * RATE_MBPS)
    for leaf in ends.values():
        for spine in spines:
            fabric.link(leaf, spine, RATE_MBPS)
    with Lab(fabric) as running:
        running.set_policy(maxSubflows=2, dataDirection="inbound")
        yield running


def shared(fabric: Fabric, flows: list[Flow]) -> bool:
    """Whether the data of two subflows share a link between routers, by the lab's own prediction."""
    one, other = ({*predicted_path(fabric, flow.reversed()).split(">")[:-1]} for flow in flows)
    return bool(one & other)


def cut_that_makes_them_meet(fabric: Fabric, flows: list[Flow]) -> Link | None:
    """A link without which the routers send both subflows over one link."""
    between = [link for link in fabric.links if {link.a.node, link.b.node} <= fabric.routers.keys()]
    return next((link for link in between if shared(fabric.without(link), flows)), None)


def subflows(lab: Lab, port: int) -> list[Flow]:
    """The client's subflows that the routers have seen since they were reset, those with data only."""
    seen = lab.counters.read()
    return [flow for flow in seen.flows() if flow.destination_port == port and seen.bytes(flow.reversed()) > 100_000]


def test_subflows_that_meet_after_a_cut_are_parted_and_no_byte_is_lost(fabric_lab, tmp_path):
    agent = fabric_lab.agents[CLIENT]
    for port in range(PORT, PORT + MOST_TRANSFERS):
        fabric_lab.counters.reset()
        before = len(agent.plans())
        with GatedEnds(fabric_lab, port, tmp_path / f"gate{port}", CLIENT, SERVER) as transfer:
            wait_for("planned subflow", lambda: len(agent.plans()) > before, SECONDS)
            flows = wait_for("both subflows carrying data", lambda: two(subflows(fabric_lab, port)), SECONDS)
            assert not shared(fabric_lab.fabric, flows)
            link = cut_that_makes_them_meet(fabric_lab.fabric, flows)
            if link:
                cut_amid(fabric_lab, transfer, link, port)
                return
    pytest.fail(f"{MOST_TRANSFERS} connections, and no cut makes the subflows of any of them meet")


def two(flows: list[Flow]) -> list[Flow] | None:
    """The flows if there are two."""
    return flows if len(flows) == 2 else None


def cut_amid(lab: Lab, transfer: GatedEnds, link: Link, port: int) -> None:
    """Cuts a link between the halves of a transfer, and expects a new subflow and the right bytes."""
    agent = lab.agents[CLIENT]
    before = len(agent.plans())
    cut = LinkCut(lab, link)
    cut.cut()
    try:
        wait_for("replacement subflow", lambda: len(agent.plans()) > before, SECONDS)
        outcome = agent.plans()[before]
        assert outcome["result"] == "done"
        lab.counters.reset()
        transfer.finish()
        flows, seen = subflows(lab, port), lab.counters.read()
        assert outcome["source_port"] in [flow.source_port for flow in flows]
        assert len(flows) == 2
        paths = [seen.path(flow.reversed()) for flow in flows]
        assert outcome["inbound_path"] in paths
        assert len({path.split(">")[0] for path in paths}) == 2
        dead = {f"{end.node}/{end.number}" for end in (link.a, link.b)}
        assert not dead & {step for path in paths for step in path.split(">")}
    finally:
        cut.mend()
