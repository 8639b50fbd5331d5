# SPDX-License-Identifier: Apache-2.0
"""The web page of a real ONOS in a real browser: what it shows is what REST and the lab say."""

from __future__ import annotations

import base64
import http.client
import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from browsing import SECONDS, Page
from gated_ends import TOPOLOGIES, GatedEnds

from crosslayer_lab.onos import OnosCore
from crosslayer_lab.page.browser import complaints
from crosslayer_lab.processes import LabProcess
from crosslayer_lab.waiting import wait_for

pytestmark = [pytest.mark.e2e, pytest.mark.page]

PORT = 8004
BULK_PORT = 8005
LOGIN = "onos:rocks"


def url(core: OnosCore, credentials: str = "") -> str:
    """Where the page is."""
    return f"http://{credentials}127.0.0.1:{core.rest_port}/onos/mptcp/ui/"


@pytest.fixture(name="page")
def page_of_the_lab(driver, lab) -> Iterator[Page]:
    """The page, live."""
    page = Page(driver)
    # The browser keeps the log-in; the page's own address has none.
    driver.get(url(lab.onos, f"{LOGIN}@"))
    page.open(url(lab.onos))
    yield page
    assert [each for each in complaints(driver) if not _ended_while_asked(each)] == []


def _ended_while_asked(complaint: str) -> bool:
    """Whether the browser notes that a connection was asked for which had just ended: no fault of the page."""
    return "/mptcp/v1/connections/" in complaint and "404" in complaint


def rest(lab, path: str) -> dict:
    """An answer of the application's REST."""
    connection = http.client.HTTPConnection("127.0.0.1", lab.onos.rest_port, timeout=SECONDS)
    try:
        connection.request("GET", f"/onos/mptcp/v1/{path}", headers={
            "Authorization": f"Basic {base64.b64encode(LOGIN.encode()).decode()}"})
        return json.loads(connection.getresponse().read())
    finally:
        connection.close()


def lanes_of(subflows: list[dict]) -> list[tuple[str, str]]:
    """Paths of subflows, out and back."""
    return [(each["outboundPath"], each["inboundPath"]) for each in subflows]


def drawn(page: Page) -> list[tuple[str, str]]:
    """Paths that are highlighted, without the hosts' own links."""
    return [tuple(">".join(link for link in lane[way] if ">" not in link) for way in ("out", "back"))
            for lane in page.script("crosslayer.fabric.highlighted()")]


def test_the_fabric_is_that_of_the_lab(page, lab):
    assert page.text("#total-devices") == str(len(lab.fabric.routers))
    assert page.text("#total-hosts") == page.text("#total-agents") == str(len(lab.fabric.hosts))
    assert set(page.script("crosslayer.store.fabric.devices.map(device => device.name)")) == set(lab.fabric.routers)
    assert len(page.script("crosslayer.fabric.places.devices")) == len(lab.fabric.routers)
    between = [link for link in lab.fabric.links if {link.a.node, link.b.node} <= lab.fabric.routers.keys()]
    assert page.script("crosslayer.store.fabric.cables.length") == len(between)


def test_a_connection_comes_live_and_its_subflows_are_drawn_where_rest_says(page, lab, client, tmp_path):
    page.type("#search", f"client {PORT}")
    before = len(client.plans())
    with GatedEnds(lab, PORT, tmp_path / "gate") as transfer:
        client.plans_since(before, 1)
        page.wait("connection with two subflows", lambda: [row[3] for row in page.rows()] == ["2"])
        page.click("#connections .space .row")
        page.wait("two subflows drawn", lambda: page.script("crosslayer.fabric.lanes.length") == 2)
        [known] = [each for each in rest(lab, "connections?agent=client")["connections"]
                   if each["initial"]["remotePort"] == PORT]
        assert drawn(page) == lanes_of(known["subflows"])
        assert len(set(drawn(page))) == 2
        shown = [item.get_attribute("data-local-port") for item in page.all("#detail .subflows li")]
        assert shown == [str(each["localPort"]) for each in known["subflows"]]
        transfer.finish()
    page.wait("connection gone", lambda: page.rows() == [])
    page.wait("nothing drawn", lambda: not page.script("crosslayer.fabric.lanes.length"))


def test_links_have_the_traffic_that_agents_measure(page, lab, client):
    """The lab's routers have no counters in ONOS, as in any routed fabric."""
    def sent() -> list[dict]:
        known = rest(lab, f"connections?agent=server&remotePort={BULK_PORT}")["connections"]
        return known[0]["subflows"] if known and len(known[0]["subflows"]) == 2 else []

    with bulk(lab, "client", "receive", str(BULK_PORT)) as receiver:
        wait_for("receiver", lambda: receiver.logged("listening"), SECONDS)
        with bulk(lab, "server", "send", "mptcp", lab.addresses("client")[0], str(BULK_PORT), "0",
                  str(time.monotonic()), str(2 * SECONDS)):
            subflows = wait_for("connection with two subflows", sent, SECONDS)
            used = {link for path, _ in lanes_of(subflows) for link in path.split(">")}
            page.wait("traffic on both paths", lambda: used <= set(page.script(
                "crosslayer.store.fabric.links.filter(link => link.trafficBps > 0).map(link => link.id)")))
            assert page.text("#total-busiest").endswith("%")
            links = {each["id"]: each for each in rest(lab, "fabric/topology")["links"]}
            assert {links[link]["trafficSource"] for link in used} == {"AGENTS"}


@contextmanager
def bulk(lab, host: str, *words: str) -> Iterator[LabProcess]:
    """One end of a connection that lasts as long as the context."""
    end = LabProcess(f"bulk data of {host}", [sys.executable, "-m", "crosslayer_lab.bulk", *words],
                     lab.run_directory / f"{host}.bulk.log", lab.host(host), {"PYTHONPATH": str(TOPOLOGIES)})
    try:
        yield end
    finally:
        end.stop()


def test_what_if_is_answered_with_a_plan_and_reasons(page, lab, client):
    page.click("#tab-whatif")
    source, destination = (lab.addresses(host)[0] for host in ("client", "server"))
    fields = {"source": source, "sourcePort": "41000", "destination": destination, "destinationPort": "443"}
    for name, text in fields.items():
        page.type(f"[name={name}]", text)
    page.click("#whatif .main")
    page.wait("answer", lambda: page.all("#answer .subflows li"))
    assert len(page.all("#answer .subflows li")) == 2 and page.all("#answer .reasons li")
    assert len(set(drawn(page))) == 2
    page.type("[name=destination]", "nowhere")
    page.click("#whatif .main")
    page.wait("refusal", lambda: "nowhere" in page.text("#answer"))
    assert page.driver.get_log("browser")  # the browser notes the refusal: it is no fault of the page


def test_policy_agents_and_theme(page, client):
    page.click("#tab-policies")
    page.wait("policy", lambda: "Max subflows 2" in [row.text for row in page.all("#panel-policies tr")])
    page.click("#tab-agents")
    assert sorted(row[:2] for row in page.wait("agents", lambda: page.rows("agents"))) == [
        ["client", "attached"], ["server", "attached"]]
    before = page.script("getComputedStyle(document.body).backgroundColor")
    page.click("#theme")
    assert page.script("getComputedStyle(document.body).backgroundColor") != before
    page.click("#theme")


def test_without_a_login_nothing_is_told(lab):
    for path in ("", "stream", "js/main.js"):
        connection = http.client.HTTPConnection("127.0.0.1", lab.onos.rest_port, timeout=SECONDS)
        connection.request("GET", f"/onos/mptcp/ui/{path}")
        assert connection.getresponse().status == 401
        connection.close()
