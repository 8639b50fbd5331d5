# SPDX-License-Identifier: Apache-2.0
"""Headless Chromium, as Debian packages it. Imports Selenium only when a browser is wanted."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from ..errors import LabError

PROGRAMS = ("chromium", "chromedriver")
# Root, as whom the lab runs, needs the first; the second keeps it from /dev/shm, which is small in containers; the
# rest keeps it from talking to anybody but the page.
OPTIONS = ("--no-sandbox", "--disable-dev-shm-usage", "--headless=new", "--disable-gpu", "--no-first-run",
           "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions",
           "--disable-default-apps", "--no-default-browser-check",
           "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1")


def missing() -> list[str]:
    """What is not installed."""
    lacking = [program for program in PROGRAMS if not shutil.which(program)]
    try:
        import selenium  # noqa: F401
    except ImportError:
        lacking.append("python3-selenium")
    return lacking


@contextmanager
def browser(width: int = 1440, height: int = 900, dark: bool = False) -> Iterator:
    """A window; its driver. It has no proxy, no profile, and no network but 127.0.0.1."""
    if lacking := missing():
        raise LabError(f"no browser: {', '.join(lacking)} not found; "
                       "sudo ./crosslayer test page  installs what Debian has")
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium")
    for option in (*OPTIONS, f"--window-size={width},{height}", "--no-proxy-server",
                   *(["--force-dark-mode"] if dark else [])):
        options.add_argument(option)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(service=Service(shutil.which("chromedriver")), options=options)
    try:
        yield driver
    finally:
        driver.quit()


def complaints(driver) -> list[str]:
    """What the page has brought onto the browser's console as an error: broken scripts, what the policy forbids."""
    return [entry["message"] for entry in driver.get_log("browser") if entry["level"] == "SEVERE"]
