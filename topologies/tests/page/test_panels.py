# SPDX-License-Identifier: Apache-2.0
"""Theme, what if, policies and the width of columns; with a played ONOS."""

import pytest

from crosslayer_lab.page.browser import complaints

pytestmark = pytest.mark.page

# Texts of titles and cells that are cut short.
CUT = """[...document.querySelectorAll('#connections .row.head .cell, #connections .space .cell')]
  .filter(cell => cell.scrollWidth > cell.clientWidth).map(cell => cell.textContent)"""


def theme(page) -> tuple:
    """The theme in force, what its button offers, and the colour of the page."""
    return (page.script("document.documentElement.dataset.theme"), page.text("#theme"),
            page.script("getComputedStyle(document.body).backgroundColor"))


def test_the_theme_is_switched_and_kept(page):
    before, offered, colour = theme(page)
    assert (before, offered) in {("light", "Dark"), ("dark", "Light")}
    legend = page.script("document.querySelector('#legend .bar-part').style.background")
    try:
        page.click("#theme")
        after = theme(page)
        assert after[0] == offered.lower() and after[1] == before.capitalize() and after[2] != colour
        assert page.script("document.querySelector('#legend .bar-part').style.background") != legend
        page.open(page.driver.current_url)
        assert theme(page) == after
    finally:
        page.script("localStorage.clear()")


def ask(page, source: str, destination: str) -> None:
    """Fills in the what-if form and sends it."""
    page.click("#tab-whatif")
    page.type("[name=source]", source)
    page.type("[name=destination]", destination)
    page.click("#whatif .main")


def test_a_plan_is_shown_and_drawn(page):
    ask(page, "10.0.0.2", "10.1.1.2")
    page.wait("plan", lambda: page.all("#answer .subflows li"))
    titles = [each.text for each in page.all("#answer .subflows strong")]
    assert titles == ["Initial subflow", "From source port 12000, else 12100", "From source port 12001, else 12101",
                      "From source port 12002, else 12102"]
    assert page.text("#answer .reasons") == "the host's link is full with 4 subflows"
    lanes = page.script("crosslayer.fabric.highlighted()")
    assert len(lanes) == 4 and len({tuple(lane["out"]) for lane in lanes}) == 4
    # Another panel has nothing selected; back here the plan is there again.
    page.click("#tab-connections")
    assert page.script("crosslayer.fabric.highlighted()") == []
    page.click("#tab-whatif")
    assert page.script("crosslayer.fabric.highlighted()") == lanes


def test_a_refusal_is_told(page):
    ask(page, "10.0.0.2", "192.0.2.1")
    page.wait("refusal", lambda: page.all("#answer .error"))
    assert page.text("#answer") == "there is no such thing here"
    # The browser itself tells of every answer that is an error.
    assert all("/whatif " in each for each in complaints(page.driver))
    assert page.script("crosslayer.fabric.highlighted()") == []


def test_the_policy_and_its_rules(page):
    page.click("#tab-policies")
    assert [each.text for each in page.all("#panel-policies h2")] == ["For all connections", "Rule 1: 443"]
    rows = page.script("[...document.querySelectorAll('#panel-policies table')].map(table => Object.fromEntries("
                       "[...table.rows].map(row => [...row.cells].map(cell => cell.textContent))))")
    assert rows[0]["Max subflows"] == "8" and rows[0]["Max moves per second"] == "100"
    assert rows[1]["Max subflows"] == "4" and rows[1]["Ports"] == "443"


def test_problems_are_told(page):
    page.click("#tab-problems")
    assert page.text("#panel-problems") == "fabric agg0-1/3: no rate is known"
    assert page.one("#tab-problems").get_attribute("data-count") == "1"


@pytest.mark.parametrize("width", [1440, 1000])
def test_columns_are_wide_enough(page, width):
    size = page.driver.get_window_size()
    try:
        page.driver.set_window_size(width, 900)
        page.type("#search", "one subflow")
        page.wait("matches only", lambda: {row[-1] for row in page.rows()} == {"one subflow"})
        for field in ("subflowCount", "sendRateBps", "receiveRateBps"):
            page.script("document.querySelector(`#connections [data-field=${arguments[0]}]`).click()", field)
            assert [text for text in page.script(CUT) if ":" not in text] == []
    finally:
        page.driver.set_window_size(size["width"], size["height"])
