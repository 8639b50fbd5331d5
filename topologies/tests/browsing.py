# SPDX-License-Identifier: Apache-2.0
"""The page as a user has it: what is seen, clicked and typed. For tests."""

from __future__ import annotations

from collections.abc import Callable

from crosslayer_lab.waiting import Found, wait_for

SECONDS = 60


class Page:
    """An open page."""

    def __init__(self, driver):
        from selenium.webdriver.common.by import By
        from selenium.webdriver.common.keys import Keys
        self.driver = driver
        self.keys = Keys
        self._css = By.CSS_SELECTOR

    def open(self, url: str) -> None:
        """Loads the page and waits until it is live."""
        self.driver.get(url)
        self.wait("page live", lambda: self.text("#state") == "live")

    def all(self, selector: str) -> list:
        """Elements, perhaps none."""
        return self.driver.find_elements(self._css, selector)

    def one(self, selector: str):
        """The first element."""
        return self.driver.find_element(self._css, selector)

    def text(self, selector: str) -> str:
        """What an element shows."""
        return self.one(selector).text

    def click(self, selector: str) -> None:
        """A click of the mouse."""
        self.one(selector).click()

    def press(self, *keys: str) -> None:
        """Keys, to whatever has the focus."""
        self.driver.switch_to.active_element.send_keys(*keys)

    def type(self, selector: str, text: str) -> None:
        """Text in the place of what a field has."""
        field = self.one(selector)
        field.clear()
        field.send_keys(text)

    def focus(self) -> str:
        """Id of what has the focus, or else its tag or what it is called."""
        return self.driver.execute_script(
            "const e = document.activeElement; return e.id || e.getAttribute('aria-label') || e.dataset.field"
            " || e.name || e.tagName")

    def rows(self, table: str = "connections") -> list[list[str]]:
        """Rows in sight, by the texts of their cells, from the top."""
        return self.driver.execute_script(
            "return [...document.querySelectorAll(`#${arguments[0]} .space .row`)].map(row => "
            "[...row.children].map(cell => cell.textContent))", table)

    def script(self, text: str, *arguments: object):
        """What the page itself knows."""
        return self.driver.execute_script(f"return {text}", *arguments)

    @staticmethod
    def wait(what: str, condition: Callable[[], Found]) -> Found:
        """Waits for something to be seen."""
        return wait_for(what, condition, SECONDS)
