# SPDX-License-Identifier: Apache-2.0
"""What the first connection looks like on the web page, and in the figures that ONOS and agents tell."""

from __future__ import annotations

import base64
import http.client
from dataclasses import dataclass
from pathlib import Path

from browsing import Page
from new_user import HOSTS, METRICS_PORT, NewUser

from crosslayer_lab.forwards import Forward
from crosslayer_lab.page.browser import browser, complaints

LOGIN = "onos:rocks"
SECONDS = 60


@dataclass(frozen=True)
class Seen:
    """A connection as the page has it."""

    row: list[str]
    ports: set[str]
    lanes: list[dict]
    complaints: list[str]


def on_the_page(user: NewUser, token: str, picture: Path) -> Seen:
    """Searches the connection of a token, selects it by a click, and takes a picture."""
    address = f"127.0.0.1:{user.onos.rest_port}/onos/mptcp/ui/"
    with browser() as driver:
        page = Page(driver)
        # The browser keeps the log-in; the page's own address has none.
        driver.get(f"http://{LOGIN}@{address}")
        page.open(f"http://{address}")
        page.type("#search", token)
        page.wait("the connection", lambda: [row[3] for row in page.rows()] == ["2"])
        page.click("#connections .space .row")
        page.wait("two subflows drawn", lambda: page.script("crosslayer.fabric.lanes.length") == 2)
        page.wait("traffic", lambda: "Mbit/s" in page.text("#detail"))
        seen = Seen(page.rows()[0], {item.get_attribute("data-local-port") for item in page.all(
            "#detail .subflows li")}, page.script("crosslayer.fabric.highlighted()"), complaints(driver))
        driver.save_screenshot(str(picture))
    return seen


def figures(user: NewUser) -> dict[str, str]:
    """What ONOS and the agents answer to Prometheus, by name."""
    told = {"onos": fetch(user.onos.rest_port, "/onos/mptcp/metrics")}
    for host in HOSTS:
        address, _, _ = user.metrics_target(host).partition(":")
        forward = Forward(user.node, address, METRICS_PORT, user.lab.run_directory / "forwards.log")
        try:
            told[host] = fetch(forward.port, "/metrics")
        finally:
            forward.stop()
    return told


def fetch(port: int, path: str) -> str:
    """A page of a server of the lab."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS)
    try:
        connection.request("GET", path, headers={
            "Authorization": f"Basic {base64.b64encode(LOGIN.encode()).decode()}"})
        answer = connection.getresponse()
        assert answer.status == 200, f"{path}: {answer.status}"
        return answer.read().decode()
    finally:
        connection.close()
