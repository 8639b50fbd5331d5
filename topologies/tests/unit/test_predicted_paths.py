# SPDX-License-Identifier: Apache-2.0
"""The lab's own prediction of paths."""

from collections import Counter

import pytest

from crosslayer_lab.errors import LabError
from crosslayer_lab.fabric import SOURCE_PORT_MODULO
from crosslayer_lab.flow_counters import Flow
from crosslayer_lab.networks import cloudnet2013_fabric, fat_tree_fabric, parallel_paths_fabric
from crosslayer_lab.paths import port_on_a_free_path, predicted_path

ADDRESSES = [("10.0.1.2", "10.0.2.2"), ("fd00:0:1::2", "fd00:0:2::2")]


def flows(client: str, server: str) -> list[Flow]:
    """Flows that differ in their source port alone."""
    return [Flow(client, port, server, 80) for port in range(20_000, 20_400)]


@pytest.mark.parametrize("client, server", ADDRESSES)
def test_cloudnet2013_has_two_paths_each_way_about_equally_often(client, server):
    fabric = cloudnet2013_fabric()
    there = Counter(predicted_path(fabric, flow) for flow in flows(client, server))
    back = Counter(predicted_path(fabric, flow.reversed()) for flow in flows(client, server))
    assert set(there) == {"edge/2>isp1/2>site/1", "edge/3>isp2/2>site/1"}
    assert set(back) == {"site/2>isp1/1>edge/1", "site/3>isp2/1>edge/1"}
    assert min(*there.values(), *back.values()) > 120


def test_the_way_back_is_chosen_apart_from_the_way_there():
    fabric = cloudnet2013_fabric()
    pairs = Counter((predicted_path(fabric, flow)[:6], predicted_path(fabric, flow.reversed())[:6])
                    for flow in flows(*ADDRESSES[0]))
    assert len(pairs) == 4
    assert min(pairs.values()) > 50


@pytest.mark.parametrize("client, server", ADDRESSES)
def test_a_modulo_router_follows_the_source_port(client, server):
    fabric = parallel_paths_fabric(4, router=SOURCE_PORT_MODULO)
    for flow in flows(client, server):
        assert predicted_path(fabric, flow) == f"left/{2 + flow.source_port % 4}>right/1"
        assert predicted_path(fabric, flow.reversed()) == f"right/{2 + 80 % 4}>left/1"


@pytest.mark.parametrize("version", [4, 6])
def test_both_hash_stages_of_a_fat_tree_are_independent(version):
    fabric = fat_tree_fabric(4)
    here, there = (str(fabric.access_port(host).address(version).ip) for host in ("h1", "h16"))
    paths = Counter(predicted_path(fabric, flow) for flow in flows(here, there))
    assert set(paths) == {f"edge1/{2 + j}>agg{j}/{2 + i}>core{2 * j - 2 + i}/4>agg{6 + j}/2>edge8/2"
                          for j in (1, 2) for i in (1, 2)}
    assert min(paths.values()) > 60
    ways = {(predicted_path(fabric, flow), predicted_path(fabric, flow.reversed())) for flow in flows(here, there)}
    assert len(ways) == 16


def test_in_a_pod_and_at_a_router_a_fat_tree_has_fewer_paths():
    fabric = fat_tree_fabric(4)
    assert {predicted_path(fabric, flow) for flow in flows("10.0.1.2", "10.0.3.2")} == {
        "edge1/3>agg1/2>edge2/1", "edge1/4>agg2/2>edge2/1"}
    assert {predicted_path(fabric, flow) for flow in flows("10.0.1.2", "10.0.2.2")} == {"edge1/2"}


def test_ports_on_free_paths_use_every_path_once_in_both_directions():
    fabric, taken = parallel_paths_fabric(8), []
    for _ in range(8):
        port = port_on_a_free_path(fabric, "10.0.1.2", "10.0.2.2", 80, taken)
        taken.append(Flow("10.0.1.2", port, "10.0.2.2", 80))
    assert len({predicted_path(fabric, flow) for flow in taken}) == 8
    assert len({predicted_path(fabric, flow.reversed()) for flow in taken}) == 8
    with pytest.raises(LabError, match="no path from 10.0.1.2 to 10.0.2.2 is left beside those of 8 flows"):
        port_on_a_free_path(fabric, "10.0.1.2", "10.0.2.2", 80, taken, range(33_000, 33_200))
