# SPDX-License-Identifier: Apache-2.0
"""The network of the example examples/own_network.py."""

from examples.own_network import network


def test_its_two_hosts_have_three_paths_of_different_rates():
    fabric = network()
    assert list(fabric.hosts) == ["a", "b"]
    [route] = [route for route in fabric.routes("leaf1", 4) if len(route.ports) > 1]
    rates = [link.rate_mbps for port in route.ports for link in fabric.links if port in (link.a, link.b)]
    assert rates == [20, 20, 5]
    assert len({router.seed for router in fabric.routers.values()}) == len(fabric.routers)
