# SPDX-License-Identifier: Apache-2.0
"""What the lab tells ONOS before agents may come: the application, its certificates, the network, the policy."""

from __future__ import annotations

from pathlib import Path

from .certificates import Authority
from .errors import LabError
from .fabric import Fabric
from .management import CONTROLLER_ADDRESS, ONOS_NODE
from .netcfg import application_configuration, device_id, network_configuration
from .onos import OnosCore
from .onos_cluster import OnosCluster

ROOT = Path(__file__).resolve().parents[2]
FABRIC_SECONDS = 60.0
POLICY_SECONDS = 20.0


def prepare(onos: OnosCore, fabric: Fabric, authority: Authority) -> None:
    """Installs the application, opens its endpoint and describes the network; returns when ONOS knows it."""
    onos.install(application_archive())
    onos.open_endpoint(authority.identity(ONOS_NODE, [CONTROLLER_ADDRESS]))
    onos.configure(network_configuration(fabric))
    onos.wait_for("ONOS knowing the fabric", lambda: _fabric_known(onos, fabric), FABRIC_SECONDS)
    wait_for_links(onos, fabric)


def prepare_cluster(cluster: OnosCluster, fabric: Fabric, authority: Authority) -> None:
    """As `prepare`, for every node: what the first one is told, ONOS tells the others."""
    if len(cluster.nodes) == 1:
        prepare(cluster.nodes[ONOS_NODE], fabric, authority)
        return
    first = cluster.nodes[ONOS_NODE]
    first.install(application_archive())
    identity = authority.identity(ONOS_NODE, cluster.addresses)
    for core in cluster.nodes.values():
        core.open_endpoint(identity)
    first.configure(network_configuration(fabric))
    for core in cluster.nodes.values():
        core.wait_for(f"{core.name} knowing the fabric", lambda core=core: _fabric_known(core, fabric), FABRIC_SECONDS)
        wait_for_links(core, fabric)


def wait_for_links(onos: OnosCore, fabric: Fabric) -> None:
    """Returns when ONOS knows every link between routers, in both directions."""
    between = [link for link in fabric.links if {link.a.node, link.b.node} <= fabric.routers.keys()]
    onos.wait_for("ONOS knowing the links", lambda: len(onos.links()) == 2 * len(between), FABRIC_SECONDS)


def put_policy(onos: OnosCore, members: dict) -> None:
    """Replaces the application's policy, and waits until it is in force; what is not given gets its default."""
    if onos.policy() != members:
        before = onos.policies_in_force()
        onos.configure(application_configuration(policy=members))
        onos.wait_for("policy in force", lambda: onos.policies_in_force() > before, POLICY_SECONDS)


def _fabric_known(onos: OnosCore, fabric: Fabric) -> bool:
    wanted = {device_id(name) for name in fabric.routers}
    return wanted <= set(onos.devices()) and len(onos.hosts()) == len(fabric.hosts)


def application_archive() -> Path:
    """The built .oar of the application."""
    found = sorted((ROOT / "onos-app/target").glob("*.oar"))
    if len(found) != 1:
        raise LabError(f"expected one .oar in {ROOT / 'onos-app/target'}, found {len(found)}: run ./crosslayer build")
    return found[0]
