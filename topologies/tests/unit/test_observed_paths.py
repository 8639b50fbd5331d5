# SPDX-License-Identifier: Apache-2.0
"""Paths put together from the counters of the routers, and planned paths compared with them."""

from crosslayer_lab.flow_counters import Flow, Observations, without_scheme
from crosslayer_lab.landings import Landings
from crosslayer_lab.networks import cloudnet2013_fabric

FABRIC = cloudnet2013_fabric()
FLOW = Flow("10.0.1.2", 12_345, "10.0.2.2", 80)
THERE = {"edge": {"edge-eth2": 100}, "isp1": {"isp1-eth2": 100}, "site": {"site-eth1": 100}}
BACK = {"site": {"site-eth3": 900}, "isp2": {"isp2-eth1": 900}, "edge": {"edge-eth1": 900}}
OUTCOME = {"result": "done", "message": "", "local_address": "10.0.1.2", "source_port": 12_345,
           "remote_address": "10.0.2.2", "remote_port": 80,
           "outbound_path": "edge/2>isp1/2>site/1", "inbound_path": "site/3>isp2/1>edge/1"}


def test_a_path_goes_from_the_first_router_to_the_last():
    seen = Observations(FABRIC, {FLOW: THERE, FLOW.reversed(): BACK})
    assert seen.path(FLOW) == "edge/2>isp1/2>site/1"
    assert seen.path(FLOW.reversed()) == "site/3>isp2/1>edge/1"
    assert seen.bytes(FLOW) == 100
    assert set(seen.flows()) == {FLOW, FLOW.reversed()}


def test_what_no_router_has_seen_has_no_path_and_no_bytes():
    seen = Observations(FABRIC, {})
    assert seen.path(FLOW) is None
    assert seen.bytes(FLOW) == 0


def test_a_flow_that_gets_lost_on_the_way_has_no_path():
    assert Observations(FABRIC, {FLOW: {"edge": {"edge-eth2": 100}}}).path(FLOW) is None


def test_a_flow_over_two_ports_equals_no_path():
    seen = Observations(FABRIC, {FLOW: {"edge": {"edge-eth2": 100, "edge-eth3": 50}}})
    assert seen.path(FLOW) == "edge/2|3"
    assert seen.bytes(FLOW) == 150


def test_a_subflow_on_its_path_in_both_directions_has_landed():
    landings = Landings()
    landings.add([OUTCOME], Observations(FABRIC, {FLOW: THERE, FLOW.reversed(): BACK}))
    assert (landings.planned, landings.opened, landings.on_intended_path, landings.misses) == (1, 1, 1, [])


def test_a_subflow_that_is_astray_on_the_way_back_has_not_landed():
    astray = {"site": {"site-eth2": 900}, "isp1": {"isp1-eth1": 900}, "edge": {"edge-eth1": 900}}
    landings = Landings()
    landings.add([OUTCOME], Observations(FABRIC, {FLOW: THERE, FLOW.reversed(): astray}))
    assert (landings.opened, landings.on_intended_path) == (1, 0)
    assert "site/2>isp1/1>edge/1" in landings.misses[0]


def test_a_subflow_that_was_not_opened_or_not_seen_has_not_landed():
    landings = Landings()
    landings.add([OUTCOME | {"result": "failed", "message": "port in use"}, OUTCOME], Observations(FABRIC, {}))
    assert (landings.planned, landings.opened, landings.on_intended_path) == (2, 1, 0)
    assert landings.misses[0] == "not opened: failed port in use"
    assert len(landings.misses) == 2


def test_paths_of_onos_are_written_as_the_labs():
    assert without_scheme("routed:edge/2>routed:isp1/2") == "edge/2>isp1/2"
