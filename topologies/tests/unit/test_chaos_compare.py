# SPDX-License-Identifier: Apache-2.0
"""The comparison after a chaos run finds what differs: states that are the same, each doctored in one place."""

import copy
import dataclasses

import pytest

from crosslayer_lab.chaos.compare import Cluster, States, differences, remains, without_reserve
from crosslayer_lab.chaos.run import several_paths
from crosslayer_lab.chaos.state import Connection, Kernel, Subflow, mirrored
from crosslayer_lab.networks import leaf_spine_fabric

FIRST = ("10.0.1.2", 40000, "10.0.2.2", 7000)
SECOND = ("10.0.1.2", 12001, "10.0.2.2", 7000)
NOTHING = {"accounted": 0, "ends": 0, "demands": 0, "unanswered": 0, "moves": 0, "sourcePorts": {"h1": 0}, "links": []}


def connection(token, server=False):
    flows = [mirrored(flow) if server else flow for flow in (FIRST, SECOND)]
    ids = (0, 1) if server else (1, 0)
    return Connection(token, flows[0], {flows[0]: Subflow(0, 0, False), flows[1]: Subflow(*ids, True)})


@pytest.fixture
def same():
    ends = {"h1": {"aaaaaaaa": connection("aaaaaaaa")}, "h2": {"bbbbbbbb": connection("bbbbbbbb", True)}}
    return States({host: Kernel(copy.deepcopy(known), [], 0) for host, known in ends.items()}, copy.deepcopy(ends),
                  {"onos": copy.deepcopy(ends)}, {"h1": ["onos"], "h2": ["onos"]},
                  {"onos": NOTHING | {"accounted": 1}})


def test_the_same_states_do_not_differ(same):
    assert differences(same) == []


def of_kernel(states):
    return states.kernels["h1"].connections


def of_agent(states):
    return states.agents["h1"]


def of_controller(states):
    return states.controllers["onos"]["h1"]


@pytest.mark.parametrize("place", [of_kernel, of_agent, of_controller])
def test_a_forgotten_connection_is_found(same, place):
    del place(same)["aaaaaaaa"]
    assert any("connection aaaaaaaa" in line and "does not" in line for line in differences(same))


@pytest.mark.parametrize("place", [of_kernel, of_agent, of_controller])
def test_a_connection_that_nobody_else_has_is_found(same, place):
    place(same)["cccccccc"] = Connection("cccccccc", ("10.0.1.2", 1, "10.0.2.2", 2))
    assert any("connection cccccccc" in line for line in differences(same))


@pytest.mark.parametrize("place", [of_kernel, of_agent, of_controller])
def test_a_lost_subflow_is_found(same, place):
    del place(same)["aaaaaaaa"].subflows[SECOND]
    assert any("subflow 10.0.1.2:12001 > 10.0.2.2:7000" in line for line in differences(same))


@pytest.mark.parametrize("place", [of_kernel, of_agent, of_controller])
def test_a_leaked_subflow_is_found(same, place):
    place(same)["aaaaaaaa"].subflows["10.0.1.2", 12002, "10.0.2.2", 7000] = Subflow(2, 0, False)
    assert any("subflow 10.0.1.2:12002 > 10.0.2.2:7000" in line for line in differences(same))


@pytest.mark.parametrize("place", [of_kernel, of_agent, of_controller])
@pytest.mark.parametrize("other", [Subflow(2, 0, True), Subflow(1, 3, True), Subflow(1, 0, False)])
def test_another_id_or_priority_is_found(same, place, other):
    place(same)["aaaaaaaa"].subflows[SECOND] = other
    assert differences(same)


def test_the_other_hosts_kernel_counts(same):
    for known in (same.kernels["h2"].connections, same.agents["h2"], same.controllers["onos"]["h2"]):
        del known["bbbbbbbb"].subflows[mirrored(SECOND)]
    assert differences(same) == [
        "h1: connection aaaaaaaa: subflow 10.0.1.2:12001 > 10.0.2.2:7000: the kernel of h2 does not have it"]


@pytest.mark.parametrize("flow, differ", [(SECOND, True), (FIRST, False)])
def test_a_backup_that_the_other_host_does_not_take_for_one_is_found(same, flow, differ):
    """But for an initial subflow that has become one: what tells the other host of that may be lost."""
    for known in (same.kernels["h2"].connections, same.agents["h2"], same.controllers["onos"]["h2"]):
        subflows = known["bbbbbbbb"].subflows
        subflows[mirrored(flow)] = dataclasses.replace(subflows[mirrored(flow)], backup=flow != SECOND)
    found = [line for line in differences(same) if line.startswith("h1: ")]
    expected = "h1: connection aaaaaaaa: subflow 10.0.1.2:12001 > 10.0.2.2:7000: ids 1/0 backup, but at h2 ids 0/1"
    assert found == [expected] * differ


def test_a_subflow_that_does_not_end_is_found(same):
    same.kernels["h1"].connections["aaaaaaaa"].subflows[SECOND] = Subflow(1, 0, True, "FIN-WAIT-1")
    assert "h1: kernel: connection aaaaaaaa: subflow 10.0.1.2:12001 > 10.0.2.2:7000 is FIN-WAIT-1" in differences(same)


def test_sockets_of_no_connection_are_found(same):
    same.kernels["h1"].leftovers.append("TCP CLOSE-WAIT 10.0.1.2:12009 > 10.0.2.2:7000")
    assert len(differences(same)) == 1


def test_what_is_asked_for_and_not_answered_is_found(same):
    same.agents["h1"]["aaaaaaaa"].pending = 1
    same.kept["onos"]["unanswered"] = 2
    assert len(differences(same)) == 2


@pytest.mark.parametrize("names", [[], ["onos", "onos2"]])
def test_an_agent_has_one_controller(same, names):
    same.attached["h1"] = names
    assert any(f"attached to {len(names)} controllers" in line for line in differences(same))


def test_another_controller_has_to_have_forgotten(same):
    same.controllers["onos2"] = {"h1": {"aaaaaaaa": connection("aaaaaaaa")}}
    assert differences(same) == ["h1: controller onos2 has connection aaaaaaaa, but the agent is attached to onos"]


def test_nothing_remains_of_nothing():
    assert remains(States({"h1": Kernel({}, [], 0)}, {"h1": {}}, {"onos": {}}, {"h1": ["onos"]},
                          {"onos": dict(NOTHING)})) == []


def test_open_connections_remain_everywhere(same):
    assert len(remains(same)) == 7


@pytest.mark.parametrize("kept", [{"accounted": 1}, {"ends": 2}, {"demands": 1}, {"unanswered": 1}, {"moves": 1},
                                  {"sourcePorts": {"h1": 6}}, {"links": [{"link": "r1/1 > r2/1", "bps": 5}]}])
def test_what_a_controller_does_not_let_go_is_found(kept):
    states = States({"h1": Kernel({}, [], 0)}, {"h1": {}}, {"onos": {}}, {"h1": ["onos"]}, {"onos": NOTHING | kept})
    assert len(remains(states)) == 1


@pytest.mark.parametrize("kernel", [Kernel({}, ["TCP FIN-WAIT-1 10.0.1.2:12009 > 10.0.2.2:7000"], 0),
                                    Kernel({}, [], 1)])
def test_a_socket_that_does_not_go_is_found(kernel):
    assert len(remains(States({"h1": kernel}, {}, {}, {}, {}))) == 1


LINK = "leaf1/3 > spine1/1"


@pytest.fixture(name="cluster")
def two_nodes_that_agree(same):
    """The agent of h1 is at one node, which accounts the connection, that of h2 at another."""
    same.controllers = {"onos": {"h1": same.controllers["onos"]["h1"]}, "onos2": {"h2": same.controllers["onos"]["h2"]}}
    same.attached = {"h1": ["onos"], "h2": ["onos2"]}
    links = [{"link": LINK, "bps": 4_000_000}, {"link": "leaf1/1 > host h1", "bps": 9}]
    same.kept = {"onos": NOTHING | {"accounted": 1, "links": links}, "onos2": dict(NOTHING)}
    owners = {"h1": "onos", "h2": "onos2"}
    same.clusters = {"onos": Cluster(dict(owners), {}), "onos2": Cluster(dict(owners), {LINK: 4_010_000})}
    return same


def test_nodes_that_agree_do_not_differ(cluster):
    assert differences(cluster) == []


@pytest.mark.parametrize("node, accounted", [("onos", 0), ("onos", 2), ("onos2", 1)])
def test_a_connection_that_counts_twice_or_not_at_all_is_found(cluster, node, accounted):
    cluster.kept[node]["accounted"] = accounted
    [line] = differences(cluster)
    assert line.startswith(f"1 connections, but {accounted + (node == 'onos2')} are accounted")


@pytest.mark.parametrize("bps", [0, 3_000_000, 8_000_000])
def test_load_that_another_node_sees_otherwise_is_found(cluster, bps):
    cluster.clusters["onos2"].others[LINK] = bps
    assert differences(cluster) == [f"load of {LINK}: 4000000 bit/s at onos, {bps} bit/s at onos2"]


def test_load_that_counts_as_ones_own_and_as_anothers_is_found(cluster):
    cluster.clusters["onos"].others[LINK] = 4_000_000
    assert len(differences(cluster)) == 1


def test_an_owner_that_is_out_of_date_is_found(cluster):
    cluster.clusters["onos2"].owners["h1"] = "onos2"
    assert differences(cluster) == [
        "controller onos2 takes h1 to be attached to onos2, not to onos"]


def test_load_of_others_that_stays_is_found():
    states = States({"h1": Kernel({}, [], 0)}, {"h1": {}}, {"onos": {}}, {"h1": ["onos"]}, {"onos": dict(NOTHING)},
                    {"onos": Cluster({}, {LINK: 5})})
    assert remains(states) == [f"controller onos: closed, but others have told of 5 bit/s on {LINK}"]


@pytest.mark.parametrize("port, apart, backup, missing", [
    (7000, {"10.0.2.2"}, False, True), (7000, {"10.0.2.2"}, True, False), (7000, set(), False, False),
    (7002, {"10.0.2.2"}, False, False)])
def test_a_connection_without_the_backup_that_it_should_keep_is_found(same, port, apart, backup, missing):
    subflows = same.kernels["h1"].connections["aaaaaaaa"].subflows
    subflows[SECOND] = dataclasses.replace(subflows[SECOND], backup=backup)
    assert without_reserve(same.kernels, port, {"h1": apart, "h2": set()}) == [
        "h1: connection aaaaaaaa 10.0.1.2:40000 > 10.0.2.2:7000: no subflow is kept in reserve"] * missing


def test_hosts_of_one_leaf_have_one_path():
    assert sorted(several_paths(leaf_spine_fabric(2, 3, 2), "h1")) == sorted(
        str(leaf_spine_fabric(2, 3, 2).access_port(host).address(version).ip)
        for host in ("h3", "h4") for version in (4, 6))
