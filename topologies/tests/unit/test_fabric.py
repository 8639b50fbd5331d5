# SPDX-License-Identifier: Apache-2.0
"""Addresses, ports and routes that follow from a fabric."""

import ipaddress

import pytest

from crosslayer_lab.fabric import SOURCE_PORT_MODULO
from crosslayer_lab.networks import cloudnet2013_fabric, parallel_paths_fabric

FABRICS = [cloudnet2013_fabric(), parallel_paths_fabric(1), parallel_paths_fabric(4), parallel_paths_fabric(64)]


@pytest.fixture(params=FABRICS, ids=["cloudnet2013", "parallel-1", "parallel-4", "parallel-64"])
def fabric(request):
    """Every network of the lab."""
    return request.param


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


@pytest.mark.parametrize("paths", [0, -1, 65])
def test_a_number_of_paths_out_of_range_is_refused(paths):
    with pytest.raises(ValueError, match=f"1 to 64, not {paths}"):
        parallel_paths_fabric(paths)
