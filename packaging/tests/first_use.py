# SPDX-License-Identifier: Apache-2.0
"""The whole of a new user's first use, done once: what was typed, and what was seen. Kept in build/first-use."""

from __future__ import annotations

import json
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

import looking
from new_user import CARRIES, HOSTS, ROOT, NewUser
from prometheus import PORT, Prometheus, Server
from root_file_system import RootFileSystem, root_with
from typed import Record, Typed

from crosslayer_lab.forwards import Forward
from crosslayer_lab.onos import REST_PORT
from crosslayer_lab.page.browser import missing
from crosslayer_lab.waiting import wait_for

KEPT = ROOT / "build/first-use"
DASHBOARD = ROOT / "onos-app/monitoring/grafana-dashboard.json"
# What a machine of a data centre has; Java and the agent it has not.
HOST_PACKAGES = "systemd, systemd-sysv, procps, iproute2, iperf3, mptcpize"
COUNTERS = ("crosslayer_controller_readings_total", "crosslayer_agent_kernel_events_total")
RATE_SECONDS = 60.0
DOWNLOAD = "apt-get -qq -y install --download-only"


@dataclass(frozen=True)
class FirstUse:
    """What came of it."""

    record: Record
    seen: looking.Seen | None
    figures: dict[str, str]
    targets: dict[str, tuple[str, str]]
    panels: dict[str, int]
    alerts: list[str]

    def said(self, program: str) -> str:
        """All that was said by commands of one program."""
        return "\n".join(line.said for line in self.record.lines if line.command.split()[0] == program)


def expressions(range_interval: str = "1m") -> list[str]:
    """Queries of the dashboard, as Grafana sends them when all nodes and agents are shown."""
    panels = json.loads(DASHBOARD.read_text(encoding="utf-8"))["panels"]
    found = [target["expr"] for panel in panels for target in panel.get("targets", [])]
    return [text.replace("$__rate_interval", range_interval).replace("$node", ".*").replace("$agent", ".*")
            for text in found]


def machines(clean: RootFileSystem, agent: Path, directory: Path, record: Record) -> dict[str, RootFileSystem]:
    """File systems of two hosts; what apt will install on them has been fetched: the lab has no network."""
    first = root_with(clean, "host", HOST_PACKAGES).copy(directory / HOSTS[0])
    shutil.copy(agent, first.path / "root")
    begin = time.monotonic()
    first.shell(f"cd /root; {DOWNLOAD} ./{agent.name}")
    archives = (first.path / "var/cache/apt/archives").glob("*.deb")
    size = sum(archive.stat().st_size for archive in archives) / 1e6
    record.lines.append(Typed(4, "once", f"{DOWNLOAD} ./crosslayer-agent_*_all.deb  # {size:.0f} MB", 1,
                              time.monotonic() - begin, ""))
    return {name: first if name == HOSTS[0] else first.copy(directory / name) for name in HOSTS}


def first_use(roots: dict[str, RootFileSystem], packages: Path, record: Record, prometheus: Prometheus) -> FirstUse:
    """Goes all the way."""
    shutil.rmtree(KEPT, ignore_errors=True)
    KEPT.mkdir(parents=True)
    try:
        with NewUser(roots, packages, record) as user:
            user.follow()
            seen = None if missing() else with_a_browser(user)
            targets, panels, alerts = monitored(user, prometheus)
            return FirstUse(record, seen, looking.figures(user), targets, panels, alerts)
    finally:
        kept = {"steps.txt": record.table(), "steps.md": record.steps(), "session.txt": record.session()}
        for name, text in kept.items():
            (KEPT / name).write_text(f"{text}\n", encoding="utf-8")


def with_a_browser(user: NewUser) -> looking.Seen:
    """The page, as part of what was done."""
    begin = time.monotonic()
    seen = looking.on_the_page(user, user.record.found(CARRIES), KEPT / "page.png")
    user.record.lines.append(Typed(6, "browser", "http://ONOS:8181/onos/mptcp/ui/", 1, time.monotonic() - begin, ""))
    return seen


def monitored(user: NewUser, prometheus: Prometheus) -> tuple[dict, dict[str, int], list[str]]:
    """What Prometheus says of its targets, how many series each query of the dashboard has, and which alerts fire."""
    process = prometheus.serve(user.node, user.lab.run_directory, f"{user.onos.address}:{REST_PORT}",
                               [user.metrics_target(host) for host in HOSTS])
    try:
        forward = Forward(user.node, "127.0.0.1", PORT, user.lab.run_directory / "forwards.log")
        try:
            server = Server(forward.port)
            targets = server.targets()
            # Rates need a second answer of each.
            wait_for("rates", lambda: all(server.values(f"rate({name}[1m])") for name in COUNTERS), RATE_SECONDS)
            panels = {text: len(server.values(text)) for text in expressions()}
            return targets, panels, [each["labels"]["alertname"] for each in server.ask("alerts")["alerts"]]
        finally:
            forward.stop()
    finally:
        process.stop()
