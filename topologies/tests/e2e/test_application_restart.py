# SPDX-License-Identifier: Apache-2.0
"""The application goes and comes back while the agents stay: they attach again by themselves."""

import pytest

from crosslayer_lab.downloads import download
from crosslayer_lab.netcfg import APPLICATION
from crosslayer_lab.waiting import wait_for

pytestmark = pytest.mark.e2e

SECONDS = 60
ACTIVE = f"/applications/{APPLICATION}/active"


def said(lab, host: str, text: str) -> int:
    """How often the agent of a host has logged something."""
    return lab.agents[host].process.output().count(text)


def test_agents_attach_again_and_the_next_connection_is_planned(lab, client, expect_planned):
    hosts = list(lab.fabric.hosts)
    attached = {host: said(lab, host, "attached to ") for host in hosts}
    detached = {host: said(lab, host, "detached: ") for host in hosts}

    lab.onos.request("DELETE", ACTIVE)
    for host in hosts:
        wait_for(f"{host} detached", lambda host=host: said(lab, host, "detached: ") > detached[host], SECONDS)
    assert lab.onos.application_state() == "INSTALLED"
    # Without a controller a connection works, on one path.
    before = len(client.plans())
    download(lab, 1_000_000, mptcp=True)
    assert len(client.plans()) == before

    lab.onos.request("POST", ACTIVE)
    for host in hosts:
        wait_for(f"{host} attached again", lambda host=host: said(lab, host, "attached to ") > attached[host], SECONDS)
    expect_planned()
    assert set(lab.onos.devices()) == {f"routed:{name}" for name in lab.fabric.routers}
