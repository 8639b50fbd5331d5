# SPDX-License-Identifier: Apache-2.0
"""A connection gets its second subflow on the other path, and both paths together carry twice as much."""

from statistics import median

import pytest

from crosslayer_lab.downloads import download
from crosslayer_lab.flow_counters import Flow
from crosslayer_lab.joined_connections import open_connections
from crosslayer_lab.landings import Landings
from crosslayer_lab.paths import predicted_path

pytestmark = pytest.mark.e2e

LARGE = 4_000_000
REPEATS = 3


@pytest.mark.parametrize("version", [4, 6])
def test_the_second_subflow_is_on_the_other_path_in_both_directions(lab, expect_planned, version):
    for _ in range(5):
        outcome = expect_planned(version)
        flow = Flow(outcome["local_address"], outcome["source_port"], outcome["remote_address"],
                    outcome["remote_port"])
        # ONOS's model, the lab's own and the kernel's counters agree.
        assert outcome["outbound_path"] == predicted_path(lab.fabric, flow)
        assert outcome["inbound_path"] == predicted_path(lab.fabric, flow.reversed())
        assert 12_000 <= outcome["source_port"] <= 31_999


def test_two_paths_carry_nearly_twice_as_much_as_tcp(lab, switch):
    seconds = {"tcp": [], "crosslayer": []}
    for _ in range(REPEATS):
        switch.in_kernel()
        seconds["tcp"].append(download(lab, LARGE, mptcp=False))
        switch.crosslayer(planned=1, maxSubflows=2)
        seconds["crosslayer"].append(download(lab, LARGE, mptcp=True))
    assert median(seconds["tcp"]) / median(seconds["crosslayer"]) > 1.7, seconds


@pytest.mark.parametrize("version", [4, 6])
def test_every_planned_subflow_takes_its_path(lab, client, version):
    lab.counters.reset()
    before, landings = len(client.plans()), Landings()
    open_connections(lab, 40, 1, version=version)
    landings.add(client.plans_since(before, 40), lab.counters.read())
    assert (landings.planned, landings.on_intended_path, landings.misses) == (40, 40, [])


def test_told_to_open_three_it_uses_a_path_again(lab, switch):
    switch.crosslayer(planned=2, minSubflows=3, maxSubflows=3)
    lab.counters.reset()
    before, landings = len(switch.plans()), Landings()
    open_connections(lab, 5, 2)
    outcomes = switch.plans_since(before, 10)
    landings.add(outcomes, lab.counters.read())
    assert (landings.planned, landings.on_intended_path, landings.misses) == (10, 10, [])
    assert len({outcome["inbound_path"] for outcome in outcomes}) == 2


def test_a_policy_of_one_leaves_a_connection_alone(lab, switch):
    switch.crosslayer(planned=0, maxSubflows=1)
    before = len(switch.plans())
    lab.counters.reset()
    download(lab, LARGE, mptcp=True)
    assert switch.plans()[before:] == []
    seen = lab.counters.read()
    # The end of the connection before may still be counted: a few hundred bytes.
    assert len([flow for flow in seen.flows() if seen.bytes(flow) > 5_000]) == 2
