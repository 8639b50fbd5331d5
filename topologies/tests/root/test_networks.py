# SPDX-License-Identifier: Apache-2.0
"""Every network of the lab comes up, and packets take the paths that the lab predicts."""

import json
import random
import sys
from pathlib import Path

import pytest

from crosslayer_lab.downloads import PORT, web_server
from crosslayer_lab.fabric import SOURCE_PORT_MODULO
from crosslayer_lab.flow_counters import Flow, Observations
from crosslayer_lab.lab import Lab
from crosslayer_lab.networks import cloudnet2013_fabric, fat_tree_fabric, leaf_spine_fabric, parallel_paths_fabric
from crosslayer_lab.paths import predicted_path

pytestmark = pytest.mark.root

TESTS = Path(__file__).resolve().parents[1]
FABRICS = {"cloudnet2013": cloudnet2013_fabric(), "parallel-1": parallel_paths_fabric(1),
           "parallel-3": parallel_paths_fabric(3), "parallel-8": parallel_paths_fabric(8),
           "cloudnet2013-modulo": cloudnet2013_fabric(router=SOURCE_PORT_MODULO),
           "parallel-4-modulo": parallel_paths_fabric(4, router=SOURCE_PORT_MODULO),
           "leaf-spine": leaf_spine_fabric(2, 3, 1), "fat-tree": fat_tree_fabric(4)}
FLOWS = 40


def ends(lab: Lab) -> tuple[str, str]:
    """Two hosts that have the whole network between them."""
    return list(lab.fabric.hosts)[0], list(lab.fabric.hosts)[-1]


@pytest.fixture(scope="module", params=FABRICS.values(), ids=FABRICS.keys())
def lab(request):
    """A network without ONOS, with a web server."""
    with Lab(request.param, controller=False) as running, web_server(running, ends(running)[1]):
        yield running


def connect(lab: Lab, version: int, ports: list[int]) -> tuple[list[Flow], Observations]:
    """Real TCP connections from one end to the other; their flows there, and what the routers have seen."""
    client, server = (lab.addresses(host)[version == 6] for host in ends(lab))
    lab.counters.reset()
    lab.execute(ends(lab)[0], "env", f"PYTHONPATH={TESTS}", sys.executable, "-m", "connections", server, str(PORT),
                *map(str, ports))
    return [Flow(client, port, server, PORT) for port in ports], lab.counters.read()


@pytest.mark.parametrize("version", [4, 6])
def test_packets_take_the_predicted_paths_in_both_directions(lab, version):
    there, seen = connect(lab, version, random.sample(range(10_000, 32_000), FLOWS))
    flows = there + [flow.reversed() for flow in there]
    assert set(seen.flows()) == set(flows)
    assert {flow: seen.path(flow) for flow in flows} == {flow: predicted_path(lab.fabric, flow) for flow in flows}


@pytest.mark.parametrize("version", [4, 6])
def test_source_ports_reach_each_of_the_equal_routes(lab, version):
    client, server = (lab.addresses(host)[version == 6] for host in ends(lab))
    paths = {predicted_path(lab.fabric, Flow(client, port, server, PORT)) for port in range(10_000, 10_500)}
    first = lab.fabric.attachment(ends(lab)[0]).node
    target = lab.fabric.access_port(ends(lab)[1]).address(version).network
    [hops] = [len(route.ports) for route in lab.fabric.routes(first, version) if route.prefix == target]
    assert len(paths) == (4 if "core1" in lab.fabric.routers else hops)


@pytest.mark.parametrize("version", [4, 6])
def test_a_modulo_router_sends_a_packet_by_its_source_port(lab, version):
    first = lab.fabric.attachment(ends(lab)[0]).node
    if lab.fabric.routers[first].ecmp == SOURCE_PORT_MODULO:
        flows, seen = connect(lab, version, list(range(20_000, 20_016)))
        uplinks = [port.number for port in lab.fabric.ports_of(first) if port.number > 1]
        for flow in flows:
            step = seen.path(flow).split(">", maxsplit=1)[0]
            assert step == f"{first}/{uplinks[flow.source_port % len(uplinks)]}"


def test_capped_links_are_shaped_at_both_ends_and_no_other_link_is(lab):
    for node in [*lab.fabric.routers, *lab.fabric.hosts]:
        qdiscs = {each["dev"]: each for each in json.loads(lab.execute(node, "tc", "-j", "qdisc", "show"))}
        for link in lab.fabric.links_of(node):
            shaped = qdiscs.get(link.end(node).name, {}).get("kind") == "tbf"
            assert shaped == (link.rate_mbps is not None), link.end(node).name


def test_routers_hash_by_policy_3_with_the_seed_of_the_fabric(lab):
    for name, router in lab.fabric.routers.items():
        words = lab.execute(name, "sysctl", "-n", "net.ipv4.fib_multipath_hash_policy",
                            "net.ipv6.fib_multipath_hash_policy", "net.ipv4.fib_multipath_hash_fields",
                            "net.ipv6.fib_multipath_hash_fields", "net.ipv4.fib_multipath_hash_seed").split()
        assert words[:2] == ["3", "3"]
        assert [int(word, 0) for word in words[2:4]] in ([0x37, 0x37], [37, 37])
        assert int(words[4]) == router.seed
