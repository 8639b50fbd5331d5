# SPDX-License-Identifier: Apache-2.0
"""What a test needs of the machine; see CONTRIBUTING.md for the tiers."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from crosslayer_lab.page.browser import browser, missing

NEEDS_ROOT = ("root", "e2e")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Without root, tests that need it are skipped for all to see; in CI they fail."""
    if os.geteuid() == 0 or not any(item.get_closest_marker(name) for name in NEEDS_ROOT):
        return
    if os.environ.get("CI") == "true":
        pytest.fail("needs root, and with CI=true nothing may be skipped", pytrace=False)
    pytest.skip("needs root: run  sudo ./crosslayer test")


@pytest.fixture(scope="session", name="driver")
def browser_of_the_session() -> Iterator:
    """One browser for all tests."""
    if missing() and os.environ.get("CI") != "true":
        pytest.skip(f"no browser: {', '.join(missing())} not found")
    with browser() as driver:
        yield driver
