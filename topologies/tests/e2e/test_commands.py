# SPDX-License-Identifier: Apache-2.0
"""ONOS's command line tells about agents, connections, paths and traces; the lab's own model agrees."""

import json

import pytest
from gated_ends import SECONDS, GatedEnds

from crosslayer_lab.chaos import state
from crosslayer_lab.errors import LabError
from crosslayer_lab.flow_counters import Flow
from crosslayer_lab.paths import predicted_path
from crosslayer_lab.waiting import wait_for

pytestmark = pytest.mark.e2e

PORT = 8002


def test_agents_are_listed_with_their_addresses(lab):
    told = json.loads(lab.onos.cli("mptcp-agents --json"))["agents"]
    assert {agent["id"]: set(agent["addresses"]) for agent in told} == {
        host: set(lab.addresses(host)) for host in lab.fabric.hosts}
    lines = lab.onos.cli("mptcp-agents").strip().splitlines()
    assert [line.split()[0] for line in lines] == ["client", "server"]


@pytest.mark.parametrize("version", [4, 6])
def test_paths_are_two_each_way_with_their_shares(lab, version):
    source, destination = (lab.addresses(host)[version == 6] for host in ("client", "server"))
    told = json.loads(lab.onos.cli(f"mptcp-paths --json {source} {destination}"))
    assert {each["path"] for each in told["outbound"]} == {"edge/2>isp1/2>site/1", "edge/3>isp2/2>site/1"}
    assert {each["path"] for each in told["inbound"]} == {"site/2>isp1/1>edge/1", "site/3>isp2/1>edge/1"}
    for way in ("outbound", "inbound"):
        assert [each["share"] for each in told[way]] == pytest.approx([0.5, 0.5], abs=0.001)
    assert told["problem"] == ""


@pytest.mark.parametrize("version", [4, 6])
def test_a_trace_is_what_the_lab_predicts(lab, version):
    source, destination = (lab.addresses(host)[version == 6] for host in ("client", "server"))
    flows = [Flow(source, port, destination, 443) for port in range(20_000, 20_010)]
    commands = [f"mptcp-trace --json {source} {flow.source_port} {destination} 443" for flow in flows]
    told = "".join(lab.onos.cli(*commands).split("\n"))
    decoder, place, traces = json.JSONDecoder(), 0, []
    while place < len(told.rstrip()):
        trace, place = decoder.raw_decode(told, place)
        traces.append((trace["outbound"]["path"], trace["inbound"]["path"]))
    assert traces == [(predicted_path(lab.fabric, flow), predicted_path(lab.fabric, flow.reversed()))
                      for flow in flows]


def described(document: dict) -> list:
    """Connections without what telemetry changes."""
    return [(each["agent"], each["token"], each["initial"], each["planned"],
             [{**subflow, "measured": None} for subflow in each["subflows"]]) for each in document["connections"]]


def subflows(connections: state.Connections, port: int) -> dict[str, dict]:
    """By token: the subflows of connections of a server's port, and whether they are backups."""
    return {token: {flow: subflow.backup for flow, subflow in known.subflows.items()}
            for token, known in connections.items() if port in (known.tuple4[1], known.tuple4[3])}


def test_a_connection_is_listed_with_the_path_of_every_subflow(lab, client, tmp_path):
    before = len(client.plans())

    def listed() -> dict | None:
        known = json.loads(lab.onos.cli("mptcp-connections --json"))["connections"]
        mine = [each for each in known if not each["serverSide"] and each["initial"]["remotePort"] == PORT]
        return mine[0] if mine and len(mine[0]["subflows"]) == 2 else None

    with GatedEnds(lab, PORT, tmp_path / "gate"):
        [outcome] = client.plans_since(before, 1)
        connection = wait_for("connection with two subflows", listed, SECONDS)
        assert connection["agent"] == "client"
        assert {each["localPort"] for each in connection["subflows"]} == {
            connection["initial"]["localPort"], outcome["source_port"]}
        assert len({each["outboundPath"] for each in connection["subflows"]}) == 2
        assert f":{outcome['source_port']}" in lab.onos.cli("mptcp-connections")
        command_line = json.loads(lab.onos.cli("mptcp-connections --json"))
        rest = lab.onos.ask_application("/connections?limit=1000")
        assert described(command_line) == described(rest)
        for host, told in state.controller(rest).items():
            kernel = state.kernel(lab.execute(host, "ss", "-HManiO"), lab.execute(host, "ss", "-HtaniO")).connections
            assert subflows(told, PORT) == subflows(kernel, PORT) != {}


@pytest.mark.parametrize("command, expected", [
    ("mptcp-paths 10.0.1.2 nowhere", "'nowhere' is not an IPv4 or IPv6 address"),
    ("mptcp-trace 10.0.1.2 x 10.0.2.2 80", "'x' is not a transport port, expected 1 to 65535"),
    ("mptcp-paths 10.0.1.2 fd00:0:2::2", "are of different families")])
def test_a_wrong_argument_is_one_clear_line_and_a_failure(lab, command, expected):
    with pytest.raises(LabError, match=expected) as refusal:
        lab.onos.cli(command)
    assert len(str(refusal.value).splitlines()) == 1
