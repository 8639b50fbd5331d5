# SPDX-License-Identifier: Apache-2.0
"""The network configuration that ONOS gets for a fabric: the members that onos-app/README.md names, and no other."""

import ipaddress
import json
import re

import pytest

from crosslayer_lab.fabric import SOURCE_PORT_MODULO
from crosslayer_lab.netcfg import APPLICATION, application_configuration, network_configuration
from crosslayer_lab.networks import cloudnet2013_fabric, parallel_paths_fabric

FABRICS = {"cloudnet2013": cloudnet2013_fabric(), "parallel-8": parallel_paths_fabric(8),
           "modulo": cloudnet2013_fabric(router=SOURCE_PORT_MODULO)}
LOCATION = re.compile(r"(routed:[A-Za-z0-9._-]{1,64})/([1-9][0-9]*)")


@pytest.fixture(params=FABRICS.values(), ids=FABRICS.keys())
def routed(request) -> tuple:
    """A fabric, and its part of the configuration as it looks after a trip through JSON."""
    document = json.loads(json.dumps(network_configuration(request.param)))
    assert list(document) == ["apps"]
    assert list(document["apps"]) == ["org.crosslayer.mptcp"]
    assert list(document["apps"]["org.crosslayer.mptcp"]) == ["routedFabric"]
    return request.param, document["apps"]["org.crosslayer.mptcp"]["routedFabric"]


def test_it_has_devices_links_and_hosts_and_nothing_else(routed):
    fabric, document = routed
    assert set(document) == {"devices", "links", "hosts"}
    assert [device["name"] for device in document["devices"]] == list(fabric.routers)
    assert len(document["hosts"]) == len(fabric.hosts)
    assert len(document["links"]) == len(fabric.links) - len(fabric.hosts)


def test_devices_tell_their_hash_and_their_ports(routed):
    fabric, document = routed
    for device in document["devices"]:
        assert set(device) == {"id", "name", "ecmp", "ports"}
        assert device["id"] == f"routed:{device['name']}"
        router = fabric.routers[device["name"]]
        expected = ({"hash": "source-port-modulo"} if router.ecmp == SOURCE_PORT_MODULO
                    else {"hash": "linux-policy3", "fields": "0x37", "seed": router.seed})
        assert device["ecmp"] == expected
        assert [port["number"] for port in device["ports"]] == list(range(1, len(fabric.links_of(device["name"])) + 1))
        assert all(set(port) <= {"number", "name", "rateMbps"} for port in device["ports"])


def test_rates_are_those_of_the_links(routed):
    fabric, document = routed
    told = {port["name"]: port.get("rateMbps") for device in document["devices"] for port in device["ports"]}
    for link in fabric.links:
        for end in (link.a, link.b):
            if end.node in fabric.routers:
                assert told[end.name] == link.rate_mbps


def test_links_and_hosts_are_at_ports_that_exist_and_no_port_is_used_twice(routed):
    _, document = routed
    known = {f"{device['id']}/{port['number']}" for device in document["devices"] for port in device["ports"]}
    used = [end for link in document["links"] for end in (link["a"], link["b"])]
    used += [host["location"] for host in document["hosts"]]
    assert all(LOCATION.fullmatch(place) for place in used)
    assert sorted(used) == sorted(known)


def test_hosts_have_their_addresses_of_both_families(routed):
    fabric, document = routed
    for name, host in zip(fabric.hosts, document["hosts"]):
        port = fabric.access_port(name)
        assert set(host) == {"mac", "ips", "location"}
        assert host["mac"] == port.mac
        assert [ipaddress.ip_address(text) for text in host["ips"]] == [port.ipv4.ip, port.ipv6.ip]


def test_a_part_can_be_given_alone():
    assert application_configuration(policy={"maxSubflows": 2}) == {"apps": {APPLICATION: {"policy": {
        "maxSubflows": 2}}}}
