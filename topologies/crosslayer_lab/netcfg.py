# SPDX-License-Identifier: Apache-2.0
"""The network configuration of ONOS for a fabric of the lab."""

from __future__ import annotations

from collections.abc import Sequence

from .fabric import Fabric, Link, Port

APPLICATION = "org.crosslayer.mptcp"


def network_configuration(fabric: Fabric, down: Sequence[Link] = ()) -> dict:
    """The whole document, as ONOS's REST API takes it. Without `policy`: the application's defaults hold.

    Links that are down are left out; their ports stay.
    """
    return application_configuration(routedFabric={
        "devices": [_device(fabric, name) for name in fabric.routers],
        "links": [{"a": _location(link.a), "b": _location(link.b)} for link in fabric.links
                  if link not in down and link.a.node in fabric.routers and link.b.node in fabric.routers],
        "hosts": [_host(fabric, name) for name in fabric.hosts]})


def application_configuration(**parts: dict) -> dict:
    """A document with some parts (`routedFabric`, `policy`) of the application's configuration."""
    return {"apps": {APPLICATION: parts}}


def device_id(router: str) -> str:
    """ONOS device id of a router."""
    return f"routed:{router}"


def _device(fabric: Fabric, name: str) -> dict:
    router = fabric.routers[name]
    ecmp: dict[str, object] = {"hash": router.ecmp}
    if router.ecmp == "linux-policy3":
        ecmp.update(fields="0x37", seed=router.seed)
    return {"id": device_id(name), "name": name, "ecmp": ecmp,
            "ports": [_port(fabric, port) for port in fabric.ports_of(name)]}


def _port(fabric: Fabric, port: Port) -> dict:
    rate = next(link.rate_mbps for link in fabric.links if port in (link.a, link.b))
    described: dict[str, object] = {"number": port.number, "name": port.name}
    if rate:
        described["rateMbps"] = rate
    return described


def _host(fabric: Fabric, name: str) -> dict:
    port = fabric.access_port(name)
    return {"mac": port.mac, "ips": [str(port.ipv4.ip), str(port.ipv6.ip)],
            "location": _location(fabric.attachment(name))}


def _location(port: Port) -> str:
    return f"{device_id(port.node)}/{port.number}"
