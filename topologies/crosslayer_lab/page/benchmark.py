# SPDX-License-Identifier: Apache-2.0
"""`./crosslayer benchmark page`: how fast the web page is with a large fabric and very many connections, live.

The page is the real one in headless Chromium; ONOS is played by a small server, which has a fat-tree and made-up
connections: a real ONOS with an agent for each of the hosts does not fit on one machine. Every second the traffic of a
fifth of the links changes, the rates of all connections do, and some connections come and go.
"""

from __future__ import annotations

import argparse
import csv
import time
from pathlib import Path

from ..agents import ROOT
from ..arguments import positive, whole_number
from ..errors import LabError
from ..table import text_table
from ..waiting import wait_for
from .browser import browser, complaints
from .generated import Connections, FatTree
from .played import PlayedOnos, Scene

PAGES = ROOT / "onos-app/target/classes/org/crosslayer/mptcp/web/page"
PATIENCE = 120
SEED = 1
# Since when the page could have been asked for until it has everything, and until that is drawn.
LOADED = """
const done = arguments[0];
requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now())));
"""
FRAMES = """
const [seconds, act, done] = [arguments[0], arguments[1], arguments[2]];
const frames = [];
let last = performance.now();
const end = last + seconds * 1000;
const surface = crosslayer.fabric.surface;
const body = document.querySelector('#connections .body');
let step = 0;
function frame(now) {
  frames.push(now - last);
  last = now;
  step++;
  if (act === 'zoom') {
    surface.by(Math.sin(step / 20) > 0 ? 1.02 : 1 / 1.02);
  } else if (act === 'scroll') {
    body.scrollTop = (step * 90) % (body.scrollHeight - body.clientHeight);
  }
  if (now < end) {
    requestAnimationFrame(frame);
  } else {
    done(frames.slice(1));
  }
}
requestAnimationFrame(frame);
"""
ACTS = {"": "live, left alone", "scroll": "live, table scrolled in every frame",
        "zoom": "live, drawing zoomed in every frame"}


def parse(arguments: list[str]) -> argparse.Namespace:
    """Reads the command line."""
    parser = argparse.ArgumentParser(prog="./crosslayer benchmark page", description=__doc__.split("\n\n")[0],
                                     epilog="Table on the terminal, CSV in results/page/. Chromium has no GPU.")
    parser.add_argument("--radix", type=whole_number(2, 48), default=30,
                        help="ports of the fat-tree's switches, an even number (default: 30, which are 1125 devices)")
    parser.add_argument("--hosts", type=positive, default=2, help="at each edge switch (default: 2)")
    parser.add_argument("--connections", type=whole_number(1, 100_000), default=10_000, help="(default: 10000)")
    parser.add_argument("--seconds", type=positive, default=15, help="of each measurement (default: 15)")
    parser.add_argument("--screenshots", type=Path, metavar="DIR", help="put pictures there")
    options = parser.parse_args(arguments)
    if options.radix % 2:
        parser.error(f"argument --radix: {options.radix} is odd: a fat-tree has switches with an even number of ports")
    return options


def quantile(values: list[float], share: float) -> float:
    """A value that `share` of the values do not exceed."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def measure(driver, url: str, seconds: int) -> dict:
    """Loads the page and watches its frames."""
    driver.set_script_timeout(PATIENCE + seconds)
    driver.get(url)
    wait_for("page live", lambda: driver.execute_script("return document.getElementById('state').dataset.state")
             == "live", PATIENCE)
    figures = {"load ms": round(driver.execute_async_script(LOADED))}
    for act, name in ACTS.items():
        frames = driver.execute_async_script(FRAMES, seconds, act)
        figures |= {f"{name}: {what}": round(quantile(frames, share), 1)
                    for what, share in (("p50 ms", 0.5), ("p99 ms", 0.99), ("longest ms", 1))}
        figures[f"{name}: frames/s"] = round(len(frames) / seconds, 1)
        driver.execute_script("crosslayer.fabric.surface.fit()")
    if found := complaints(driver):
        raise LabError("the page complains: " + "; ".join(found))
    figures["JS heap MB"] = round(driver.execute_script("return performance.memory.usedJSHeapSize") / 1e6, 1)
    return figures


def pictures(driver, directory: Path) -> None:
    """Screenshots of both themes, with a connection selected."""
    directory.mkdir(parents=True, exist_ok=True)
    for theme in ("light", "dark"):
        if driver.execute_script("return document.documentElement.dataset.theme") != theme:
            driver.execute_script("document.getElementById('theme').click()")
        driver.execute_script("crosslayer.connections.grid.move(1); crosslayer.connections.grid.select("
                              "crosslayer.connections.grid.rows[1].name)")
        wait_for("details", lambda: driver.execute_script("return crosslayer.fabric.lanes.length"), PATIENCE)
        time.sleep(1)
        driver.save_screenshot(str(directory / f"page-{theme}.png"))


def main(arguments: list[str]) -> int:
    """Prints the table."""
    options = parse(arguments)
    if not (PAGES / "index.html").is_file():
        raise LabError(f"no page in {PAGES}: run  ./crosslayer build")
    fabric = FatTree(options.radix, options.hosts)
    scene = Scene(fabric, Connections(fabric, options.connections, SEED))
    with PlayedOnos(PAGES, scene) as server, browser() as driver:
        figures = {"devices": len(fabric.devices), "links": len(fabric.links), "hosts": len(fabric.ends),
                   "connections": options.connections, **measure(driver, server.url, options.seconds)}
        if options.screenshots:
            pictures(driver, options.screenshots)
    print(text_table(["what", "figure"], list(figures.items())))
    out = ROOT / "results/page"
    out.mkdir(parents=True, exist_ok=True)
    with open(out / "page.csv", "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["what", "figure"], *figures.items()])
    print(f"wrote {out / 'page.csv'}")
    return 0
