# SPDX-License-Identifier: Apache-2.0
"""The networks of the lab, as fabrics."""

from __future__ import annotations

from .fabric import LINUX_POLICY3, MOST_LINKS, SOURCE_PORT_MODULO, Fabric

# Arbitrary, but fixed and all different: equal seeds on consecutive routers would polarise the choice.
SEED_CLIENT_SIDE = 20131111
SEED_SERVER_SIDE = 20131113
# Of the first router of a fabric; the others count on from there.
SEED_FABRIC = 20130001

ROUTERS = (LINUX_POLICY3, SOURCE_PORT_MODULO)
FAT_TREES = (2, 4, 6)


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


def leaf_spine_fabric(leaves: int = 2, spines: int = 4, hosts: int | None = None, rate_mbps: int = 20,
                      router: str = LINUX_POLICY3) -> Fabric:
    """Leaves that are joined by every spine, so many hosts at each leaf (default: as many); all links have one rate."""
    hosts = spines if hosts is None else hosts
    if leaves < 2 or spines < 1 or hosts < 1 or leaves * (spines + hosts) > MOST_LINKS:
        raise ValueError(f"a leaf-spine fabric of {leaves} x {spines} with {hosts} hosts at each leaf: expected at "
                         f"least 2 x 1 with 1 host, and at most {MOST_LINKS} links")
    fabric = Fabric()
    for host in range(leaves * hosts):
        fabric.host(f"h{host + 1}")
    leaf_names = [fabric.router(f"leaf{i + 1}", SEED_FABRIC + i, router) for i in range(leaves)]
    spine_names = [fabric.router(f"spine{i + 1}", SEED_FABRIC + leaves + i, router) for i in range(spines)]
    for host in range(leaves * hosts):
        fabric.link(leaf_names[host // hosts], f"h{host + 1}", rate_mbps)
    for leaf in leaf_names:
        for spine in spine_names:
            fabric.link(leaf, spine, rate_mbps)
    return fabric


def fat_tree_fabric(k: int = 4, rate_mbps: int = 5, router: str = LINUX_POLICY3) -> Fabric:
    """The fat-tree of k-port routers (Al-Fares et al., SIGCOMM 2008): k pods, k^3/4 hosts; all links have one rate."""
    if k not in FAT_TREES:
        raise ValueError(f"a fat-tree of the lab has routers of {', '.join(map(str, FAT_TREES))} ports, not {k}")
    half, fabric = k // 2, Fabric()
    hosts = [fabric.host(f"h{i + 1}") for i in range(k * half * half)]
    kinds = {"edge": k * half, "agg": k * half, "core": half * half}
    names = [f"{kind}{i + 1}" for kind, count in kinds.items() for i in range(count)]
    for index, name in enumerate(names):
        fabric.router(name, SEED_FABRIC + index, router)
    for index, host in enumerate(hosts):
        fabric.link(f"edge{index // half + 1}", host, rate_mbps)
    for pod in range(k):
        for edge in range(half):
            for agg in range(half):
                fabric.link(f"edge{pod * half + edge + 1}", f"agg{pod * half + agg + 1}", rate_mbps)
        # The j-th aggregation router of every pod is joined to the j-th group of core routers.
        for agg in range(half):
            for core in range(half):
                fabric.link(f"agg{pod * half + agg + 1}", f"core{agg * half + core + 1}", rate_mbps)
    return fabric
