# SPDX-License-Identifier: Apache-2.0
"""One lab for all end-to-end tests: ONOS, an agent on either host, two paths between them, a web server."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from crosslayer_lab.downloads import PORT, download, web_server
from crosslayer_lab.lab import Lab
from crosslayer_lab.landings import Landings
from crosslayer_lab.networks import cloudnet2013_fabric
from crosslayer_lab.schemes import Client

SIZE = 1_000_000


@pytest.fixture(scope="session")
def lab() -> Iterator[Lab]:
    """The running lab."""
    with Lab(cloudnet2013_fabric()) as running, web_server(running):
        yield running


@pytest.fixture(scope="session", name="switch")
def switch_of_the_client(lab) -> Client:
    """Switches the client between schemes."""
    return Client(lab)


@pytest.fixture
def client(switch) -> Client:
    """The client, whose connections get one planned subflow each."""
    switch.crosslayer(planned=1, maxSubflows=2)
    return switch


@pytest.fixture
def expect_planned(lab, client):
    """A function that makes a connection and expects it to be planned, onto the other path in both directions."""

    def expect(version: int = 4) -> dict:
        before = len(client.plans())
        lab.counters.reset()
        download(lab, SIZE, mptcp=True, version=version)
        [outcome] = client.plans_since(before, 1)
        seen, landings = lab.counters.read(), Landings()
        landings.add([outcome], seen)
        assert landings.misses == []
        address = lab.addresses("client")[version == 6]
        subflows = [flow for flow in seen.flows() if flow.source == address and flow.destination_port == PORT]
        assert len(subflows) == 2
        for flows in (subflows, [flow.reversed() for flow in subflows]):
            assert len({seen.path(flow) for flow in flows}) == 2
        return outcome

    return expect
