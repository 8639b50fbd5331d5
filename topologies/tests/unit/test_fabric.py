# SPDX-License-Identifier: Apache-2.0
"""Addresses, ports and routes that follow from a fabric."""

import ipaddress

import pytest

from crosslayer_lab.fabric import SOURCE_PORT_MODULO
from crosslayer_lab.networks import cloudnet2013_fabric, fat_tree_fabric, leaf_spine_fabric, parallel_paths_fabric
from crosslayer_lab.topology import Topology

NAMES = ["cloudnet2013", "parallel-paths:1", "parallel-paths:4", "parallel-paths:64", "leaf-spine:2x1:1",
         "leaf-spine:3x4", "fat-tree:2", "fat-tree:4", "fat-tree:6"]


@pytest.fixture(params=NAMES)
def fabric(request):
    """Every network of the lab."""
    return Topology(request.param).fabric(20)


def all_ports(fabric):
    """Every end of every link."""
    return [end for link in fabric.links for end in (link.a, link.b)]


def test_no_address_is_there_twice(fabric):
    ports = all_ports(fabric)
    for attribute in ("mac", "ipv4", "ipv6", "name"):
        assert len({getattr(port, attribute) for port in ports}) == len(ports), attribute


def test_both_ends_of_a_link_are_in_its_network_and_no_two_networks_overlap(fabric):
    for version in (4, 6):
        networks = [link.a.address(version).network for link in fabric.links]
        assert networks == [link.b.address(version).network for link in fabric.links]
        assert len(set(networks)) == len(networks)
        assert not any(one.overlaps(other) for one in networks for other in networks if one is not other)


def test_routers_number_their_ports_from_1_and_hosts_have_port_0(fabric):
    for router in fabric.routers:
        assert [port.number for port in fabric.ports_of(router)] == list(range(1, len(fabric.links_of(router)) + 1))
    for host in fabric.hosts:
        assert [port.number for port in fabric.ports_of(host)] == [0]


def test_seeds_are_known_and_all_different(fabric):
    seeds = [router.seed for router in fabric.routers.values()]
    assert len(set(seeds)) == len(seeds)
    assert all(1 <= seed < 1 << 32 for seed in seeds)


@pytest.mark.parametrize("version", [4, 6])
def test_every_router_reaches_every_prefix_by_next_hops_in_ascending_port_order(fabric, version):
    for router in fabric.routers:
        own = {port.address(version).network for port in fabric.ports_of(router)}
        routes = fabric.routes(router, version)
        assert {route.prefix for route in routes} == set(fabric.prefixes(version)) - own
        for route in routes:
            assert [port.number for port in route.ports] == sorted(port.number for port in route.ports)
            for port, gateway in zip(route.ports, route.gateways):
                assert gateway.ip in port.address(version).network
                assert gateway.ip != port.address(version).ip


@pytest.mark.parametrize("paths", [1, 2, 64])
def test_parallel_paths_has_so_many_next_hops_both_ways(paths):
    fabric = parallel_paths_fabric(paths)
    for router, host in (("left", "server"), ("right", "client")):
        there = fabric.access_port(host).ipv4.network
        assert [len(route.ports) for route in fabric.routes(router, 4) if route.prefix == there] == [paths]


def test_cloudnet2013_caps_the_two_uplinks_of_the_site_and_nothing_else():
    capped = [link for link in cloudnet2013_fabric(rate_mbps=7).links if link.rate_mbps]
    assert [(link.rate_mbps, {link.a.node, link.b.node}) for link in capped] == [
        (7, {"site", "isp1"}), (7, {"site", "isp2"})]


def test_the_kind_of_router_holds_for_all_of_them():
    routers = cloudnet2013_fabric(router=SOURCE_PORT_MODULO).routers.values()
    assert {router.ecmp for router in routers} == {SOURCE_PORT_MODULO}


def test_the_owner_of_an_address_is_a_host():
    fabric = cloudnet2013_fabric()
    assert fabric.owner("10.0.1.2") == "client"
    assert fabric.owner(ipaddress.ip_address("fd00:0:2::2")) == "server"
    with pytest.raises(KeyError, match="10.0.1.1"):
        fabric.owner("10.0.1.1")


def next_hops(fabric, router, host, version=4):
    """How many equal routes a router has to a host."""
    prefix = fabric.access_port(host).address(version).network
    own = [port for port in fabric.ports_of(router) if port.address(version).network == prefix]
    return len(own) or next(len(route.ports) for route in fabric.routes(router, version) if route.prefix == prefix)


@pytest.mark.parametrize("version", [4, 6])
@pytest.mark.parametrize("k", [2, 4, 6])
def test_a_fat_tree_has_equal_routes_up_and_one_down(k, version):
    fabric = fat_tree_fabric(k, rate_mbps=3)
    half, per_pod = k // 2, k * k // 4
    assert (len(fabric.hosts), len(fabric.routers), len(fabric.links)) == (k ** 3 // 4, 5 * k * k // 4, 3 * k ** 3 // 4)
    assert {link.rate_mbps for link in fabric.links} == {3}
    assert {len(fabric.ports_of(router)) for router in fabric.routers} == {k}
    for index, host in enumerate(fabric.hosts):
        edge, pod = index // half, index // per_pod
        for router in fabric.routers:
            number = int(router.lstrip("agedcor")) - 1
            down = {"e": number == edge, "a": number // half == pod, "c": True}[router[0]]
            assert next_hops(fabric, router, host, version) == (1 if down else half), (router, host)


def test_a_core_router_has_port_p_to_pod_p_and_its_group_at_every_pod():
    fabric = fat_tree_fabric(4)
    for core in range(1, 5):
        far = [link.far(f"core{core}").node for link in fabric.links_of(f"core{core}")]
        assert far == [f"agg{2 * pod + 1 + (core - 1) // 2}" for pod in range(4)]


@pytest.mark.parametrize("leaves, spines, hosts", [(2, 1, 1), (3, 4, 2), (4, 2, 5)])
def test_a_leaf_has_as_many_equal_routes_as_there_are_spines(leaves, spines, hosts):
    fabric = leaf_spine_fabric(leaves, spines, hosts)
    for index, host in enumerate(fabric.hosts):
        for router in fabric.routers:
            elsewhere = router.startswith("leaf") and router != f"leaf{index // hosts + 1}"
            assert next_hops(fabric, router, host) == (spines if elsewhere else 1), (router, host)


def test_without_a_link_the_others_keep_their_ports_and_routers_route_around_it():
    fabric = fat_tree_fabric(4)
    fabric.mtu = 9000
    cut = fabric.link_between("agg1", "core1")
    left = fabric.without(cut)
    assert set(all_ports(fabric)) - set(all_ports(left)) == {cut.a, cut.b}
    assert left.mtu == 9000
    assert cut in fabric.links
    # agg1 goes up to core2 alone; core1 reaches pod 1 by no downward way, so that the other pods leave it out.
    assert (next_hops(fabric, "agg1", "h16"), next_hops(left, "agg1", "h16")) == (2, 1)
    assert (next_hops(fabric, "agg3", "h1"), next_hops(left, "agg3", "h1")) == (2, 1)
    assert [next_hops(left, *way) for way in (("agg3", "h16"), ("edge1", "h16"), ("edge3", "h1"))] == [2, 2, 2]


@pytest.mark.parametrize("make, words", [
    (lambda: fat_tree_fabric(5), "routers of 2, 4, 6 ports, not 5"),
    (lambda: leaf_spine_fabric(1, 2, 2), "1 x 2 with 2 hosts at each leaf: expected at least 2 x 1 with 1 host"),
    (lambda: leaf_spine_fabric(100, 2, 1), "at most 255 links")], ids=["k", "leaves", "links"])
def test_a_fabric_out_of_range_is_refused(make, words):
    with pytest.raises(ValueError, match=words):
        make()


@pytest.mark.parametrize("paths", [0, -1, 65])
def test_a_number_of_paths_out_of_range_is_refused(paths):
    with pytest.raises(ValueError, match=f"1 to 64, not {paths}"):
        parallel_paths_fabric(paths)
