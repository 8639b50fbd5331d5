# SPDX-License-Identifier: Apache-2.0
"""What needs more of the network than a lab has: many connections, layers, keys; with a played ONOS."""

import re

import pytest

pytestmark = pytest.mark.page

CONNECTIONS = 3000


def test_only_rows_in_sight_are_elements(page):
    assert page.text("#total-connections") == "3,000"
    assert len(page.all("#connections .space .row")) < 60
    page.driver.execute_script("document.querySelector('#connections .body').scrollTop = 1e9")
    page.wait("last row", lambda: f'aria-rowindex="{CONNECTIONS + 1}"' in page.one(
        "#connections .space").get_attribute("innerHTML"))


def test_a_fat_tree_has_three_layers(page):
    assert page.script("crosslayer.fabric.places.layers") == ["Edge", "Aggregation", "Core"]
    heights = page.script("crosslayer.fabric.places.devices.map(place => place[1])")
    names = page.script("crosslayer.store.fabric.devices.map(device => device.name)")
    assert {(re.sub(r"\d.*", "", name), height) for name, height in zip(names, heights)} == {
        ("core", 0), ("agg", 0.5), ("edge", 1)}


def test_search_and_sort(page):
    page.type("#search", "h0-0-0 443")
    page.wait("matches only", lambda: {row[0] for row in page.rows()} == {"h0-0-0"})
    assert re.fullmatch(r"\d+ of 3,000", page.text("#found"))
    page.click("#connections [data-field=local]")
    ports = [int(row[1].split(":")[1]) for row in page.rows()]
    assert ports == sorted(ports)
    page.click("#connections [data-field=local]")
    page.wait("descending", lambda: page.script("crosslayer.connections.grid.rows[0].initial.localPort")
              == max(page.script("crosslayer.connections.grid.rows.map(row => row.initial.localPort)")))
    assert page.all("#connections [aria-sort=descending]")


def test_the_tables_are_used_by_keys_alone(page):
    page.press(page.keys.TAB)
    assert page.focus() == "A"  # the link that skips the drawing
    order = []
    for _ in range(8):
        page.press(page.keys.TAB)
        order.append(page.focus())
    assert order[:7] == ["theme", "drawing", "Zoom in", "Zoom out", "Fit the fabric", "tab-connections", "search"]
    page.script("document.querySelector('#tab-connections').focus()")
    page.press(page.keys.ARROW_RIGHT)
    assert page.focus() == "tab-whatif" and page.one("#panel-whatif").is_displayed()
    page.press(page.keys.HOME)
    assert page.focus() == "tab-connections"
    page.script("document.querySelector('#connections .body').focus()")
    page.press(page.keys.ARROW_DOWN, page.keys.ARROW_DOWN, page.keys.ENTER)
    page.wait("subflows drawn", lambda: page.script("crosslayer.fabric.lanes.length"))
    assert len(page.all("#detail .subflows li")) == page.script("crosslayer.fabric.lanes.length")
    page.press(page.keys.ESCAPE)
    page.wait("selection ended", lambda: not page.script("crosslayer.fabric.lanes.length"))
    assert not page.one("#detail").is_displayed()


def test_keys_move_the_drawing(page):
    page.script("document.getElementById('drawing').focus()")
    page.press("+", page.keys.ARROW_LEFT)
    moved = page.script("[crosslayer.fabric.surface.transform.k, crosslayer.fabric.surface.transform.x]")
    assert moved[0] > 1 and moved[1] != 0
    page.press("0")
    assert page.script("crosslayer.fabric.surface.transform.k") == 1


def test_a_form_with_a_mistake_is_not_sent(page):
    page.click("#tab-whatif")
    page.type("[name=source]", "10.0.0.2")
    page.type("[name=destination]", "10.1.1.2")
    page.type("[name=destinationPort]", "99999")
    page.click("#whatif .main")
    assert page.text("#answer") == "'99999' is not a transport port, expected 1 to 65535"
    assert page.focus() == "destinationPort"
