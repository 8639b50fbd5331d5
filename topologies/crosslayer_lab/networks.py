# SPDX-License-Identifier: Apache-2.0
"""The networks of the lab, as fabrics."""

from __future__ import annotations

from .fabric import LINUX_POLICY3, SOURCE_PORT_MODULO, Fabric

# Arbitrary, but fixed and all different: equal seeds on consecutive routers would polarise the choice.
SEED_CLIENT_SIDE = 20131111
SEED_SERVER_SIDE = 20131113

ROUTERS = (LINUX_POLICY3, SOURCE_PORT_MODULO)


def cloudnet2013_fabric(rate_mbps: int = 20, router: str = LINUX_POLICY3) -> Fabric:
    """A client, and a data-centre site with two uplinks through two providers."""
    fabric = Fabric()
    client, server = fabric.host("client"), fabric.host("server")
    edge = fabric.router("edge", SEED_CLIENT_SIDE, router)
    site = fabric.router("site", SEED_SERVER_SIDE, router)
    providers = [fabric.router(f"isp{i}", SEED_SERVER_SIDE + 10 * i, router) for i in (1, 2)]
    fabric.link(edge, client)
    fabric.link(site, server)
    for provider in providers:
        fabric.link(edge, provider)
    for provider in providers:
        fabric.link(site, provider, rate_mbps)
    return fabric


def parallel_paths_fabric(paths: int = 4, rate_mbps: int = 20, router: str = LINUX_POLICY3) -> Fabric:
    """Two routers joined by `paths` equal links, a host behind each."""
    if not 1 <= paths <= 64:
        raise ValueError(f"paths must be 1 to 64, not {paths}")
    fabric = Fabric()
    client, server = fabric.host("client"), fabric.host("server")
    left = fabric.router("left", SEED_CLIENT_SIDE, router)
    right = fabric.router("right", SEED_SERVER_SIDE, router)
    fabric.link(left, client)
    fabric.link(right, server)
    for _ in range(paths):
        fabric.link(left, right, rate_mbps)
    return fabric
