# SPDX-License-Identifier: Apache-2.0
"""A browser, and the page of a played ONOS."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browsing import Page

from crosslayer_lab.page.benchmark import PAGES
from crosslayer_lab.page.browser import complaints
from crosslayer_lab.page.generated import Connections, FatTree
from crosslayer_lab.page.played import PlayedOnos, Scene

RADIX, HOSTS, CONNECTIONS = 4, 2, 3000


@pytest.fixture(scope="session", name="server")
def played_onos() -> Iterator[PlayedOnos]:
    """A small fat-tree with many connections."""
    fabric = FatTree(RADIX, HOSTS)
    scene = Scene(fabric, Connections(fabric, CONNECTIONS, 1), seconds_between=0.5, renew=False)
    with PlayedOnos(PAGES, scene, PAGES.parents[6] / "src/test/page") as server:
        yield server


@pytest.fixture(name="page")
def opened_page(driver, server) -> Iterator[Page]:
    """The page, just opened; nothing may have gone wrong in it in the end."""
    page = Page(driver)
    page.open(server.url)
    yield page
    assert complaints(driver) == []
