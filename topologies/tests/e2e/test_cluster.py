# SPDX-License-Identifier: Apache-2.0
"""Three ONOS nodes: agents find another node, connections go on, and no load counts twice."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest
from archives import with_version
from gated_ends import GatedEnds

from crosslayer_lab.attachments import attached_to
from crosslayer_lab.controller import application_archive
from crosslayer_lab.downloads import download, web_server
from crosslayer_lab.errors import LabError
from crosslayer_lab.lab import Lab
from crosslayer_lab.netcfg import APPLICATION
from crosslayer_lab.networks import cloudnet2013_fabric
from crosslayer_lab.onos import OnosCore
from crosslayer_lab.onos_cluster import STORAGE
from crosslayer_lab.waiting import wait_for

pytestmark = pytest.mark.e2e

SECONDS = 60
SIZE = 200_000
PORT = 8002
NODES = 3


@pytest.fixture(scope="module", name="lab")
def cluster_of_three() -> Iterator[Lab]:
    """A lab of its own, with three nodes."""
    with Lab(cloudnet2013_fabric(), onos_nodes=NODES) as running, web_server(running):
        # Without telemetry a connection counts with all that its hosts can send: the same load at any time.
        running.set_policy(maxSubflows=2, telemetryIntervalMillis=0)
        yield running


def node_of(lab: Lab, host: str) -> str | None:
    """The node that the agent of a host is attached to, by the agent's word."""
    address = attached_to(lab.agents[host])
    return lab.cluster.name_of(address) if address else None


def wait_for_agents(lab: Lab, *nodes: str) -> None:
    """Returns when all agents are attached to some of these nodes."""
    for host in lab.agents:
        wait_for(f"agent of {host} at {' or '.join(nodes)}", lambda host=host: node_of(lab, host) in nodes, SECONDS)


def expect_planned(lab: Lab) -> None:
    """A new connection of the client gets its second subflow, whichever node plans it.

    One of the first may be over before ONOS has told the application of the network again.
    """
    before = len(lab.agents["client"].plans())

    def planned() -> bool:
        download(lab, SIZE, mptcp=True)
        return len(lab.agents["client"].plans()) > before

    wait_for("plan carried out", planned, SECONDS)


@dataclass(frozen=True)
class Seen:
    """What a node knows of load and agents."""

    loads: dict[str, int]
    """Load of links between routers, kbit/s: what it accounts itself, and what others have told."""
    agents: dict[str, str]
    """Addresses of the nodes that serve them."""
    nodes: dict[str, str]
    """States of nodes."""


def seen_by(core: OnosCore) -> Seen:
    """What a node knows."""
    lines = core.cli("mptcp-load --json", "mptcp-cluster --json").splitlines()
    own, cluster = (json.loads(line) for line in lines if line.startswith("{"))
    found: dict[str, int] = {}
    for link in own["links"] + cluster["others"]:
        if "host" not in link["link"]:
            found[link["link"]] = found.get(link["link"], 0) + round(link["bps"] / 1000)
    return Seen(found, cluster["agents"], cluster["nodes"])


def seen(lab: Lab) -> list[Seen]:
    """What all running nodes know; asking them takes seconds, so all at once."""
    cores = [lab.cluster.nodes[name] for name in lab.cluster.running()]
    with ThreadPoolExecutor() as pool:
        return list(pool.map(seen_by, cores))


def agree(lab: Lab) -> bool:
    """Whether all nodes see the same load, and there is some, and know who serves whom.

    So each connection counts once at each of them, wherever its agents are.
    """
    where = {host: attached_to(agent) for host, agent in lab.agents.items()}
    try:
        first, *others = seen(lab)
    except LabError:
        return False  # A node that was cut off may be without its storage for some seconds more.
    return bool(first.loads) and all(each.agents == where for each in [first, *others]) and all(
        first.loads.keys() == other.loads.keys()
        and all(abs(load - other.loads[link]) <= load // 10 + 1 for link, load in first.loads.items())
        for other in others)


def wait_until_agreed(lab: Lab) -> None:
    """Returns when all running nodes agree."""
    wait_for("agreement of all nodes on load and agents", lambda: agree(lab), SECONDS)


def wait_until_missed(lab: Lab, missing: str) -> None:
    """Returns when the other nodes of the cluster have noticed that one is out of reach."""
    address = lab.cluster.nodes[missing].address
    for name in set(lab.cluster.names) - {missing}:
        core = lab.cluster.nodes[name]
        wait_for(f"{name} missing {missing}",
                 lambda core=core: seen_by(core).nodes.get(address, "INACTIVE") == "INACTIVE", SECONDS)


def version_at(core: OnosCore) -> tuple[str, str]:
    """Of the application: what the cluster says, and that of the bundle which runs at this node."""
    said = json.loads(core.request("GET", f"/applications/{APPLICATION}"))["version"]
    [runs] = re.findall(rf"(\S+) +\S +{APPLICATION}$", core.cli("bundle:list -s"), re.MULTILINE)
    return said, runs


def deleted(lab: Lab) -> bool:
    """Whether no node has the archive any more. A node that installs the next one might get this one from it."""
    return not any((core.directory / "apps" / APPLICATION).exists() for core in lab.cluster.nodes.values())


def test_the_application_is_upgraded_under_traffic(lab, tmp_path):
    """Before anything is cut off: after that ONOS may not tell a node to activate anything, see CLUSTER.md."""
    newer = with_version(application_archive(), "9.8.7", tmp_path / "newer.oar")
    with GatedEnds(lab, PORT, tmp_path / "gate") as transfer:
        core = lab.cluster.any_running()
        core.request("DELETE", f"/applications/{APPLICATION}")
        wait_for("the application deleted at all nodes", lambda: deleted(lab), SECONDS)
        core.install(newer)
        wait_for_agents(lab, *lab.cluster.names)
        expect_planned(lab)
        wait_until_agreed(lab)
        with ThreadPoolExecutor() as pool:
            assert set(pool.map(version_at, lab.cluster.nodes.values())) == {("9.8.7", "9.8.7")}
        transfer.finish()


def test_a_node_that_is_cut_off_goes_on_planning_and_no_connection_counts_twice_afterwards(lab, tmp_path):
    with GatedEnds(lab, PORT, tmp_path / "gate") as transfer:
        wait_until_agreed(lab)
        where = {host: node_of(lab, host) for host in lab.agents}
        alone = where["client"]
        lab.cluster.split({alone}, {*lab.cluster.names, STORAGE} - {alone})
        wait_until_missed(lab, alone)
        expect_planned(lab)
        lab.cluster.heal()
        wait_until_agreed(lab)
        assert {host: node_of(lab, host) for host in lab.agents} == where
        transfer.finish()


def test_load_counts_once_and_moves_with_the_agents_when_a_node_is_killed(lab, tmp_path):
    with GatedEnds(lab, PORT, tmp_path / "gate") as transfer:
        wait_until_agreed(lab)
        victim = node_of(lab, "client")
        lab.cluster.kill(victim)
        wait_for_agents(lab, *lab.cluster.running())
        expect_planned(lab)
        wait_until_agreed(lab)
        transfer.finish()
