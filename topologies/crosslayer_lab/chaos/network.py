# SPDX-License-Identifier: Apache-2.0
"""Links that are cut and restored, several at a time, and the monitoring that tells the controllers of it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from subprocess import PIPE, Popen

from ..errors import LabError
from ..fabric import Link
from ..lab import Lab
from ..link_cut import CONVERGENCE_SECONDS, VERSIONS
from ..nodes import route_line
from .crew import Crew

RETRY_SECONDS = 0.5


class Monitoring:
    """Tells ONOS which links are down, as an operator's monitoring would; again and again until ONOS listens."""

    def __init__(self, crew: Crew, tell: Callable[[list[Link], bool], None]):
        """`tell` is given the links that are down, and whether to tell everything else too."""
        self._crew = crew
        self._tell = tell
        self._lock = threading.Condition()
        self._down: list[Link] = []
        self._forgotten = False
        self._news = 0
        self._told = 0
        threading.Thread(target=self._run, daemon=True).start()

    def report(self, down: list[Link] | None = None) -> None:
        """Links that are down as of now; without them: whoever listens may have forgotten what was told."""
        with self._lock:
            self._down = self._down if down is None else list(down)
            self._forgotten = self._forgotten or down is None
            self._news += 1
            self._lock.notify_all()

    def told(self) -> bool:
        """Whether ONOS knows."""
        with self._lock:
            return self._told == self._news

    def _run(self) -> None:
        while not self._crew.ending.is_set():
            with self._lock:
                if self._told == self._news:
                    self._lock.wait(RETRY_SECONDS)
                    continue
                down, news, everything = list(self._down), self._news, self._forgotten
                self._forgotten = False
            try:
                self._tell(down, everything)
                with self._lock:
                    self._told = news
            except LabError:
                with self._lock:
                    self._forgotten = self._forgotten or everything
                self._crew.ending.wait(RETRY_SECONDS)


class Network:
    """The routers of a lab with some links cut. Safe from any thread."""

    def __init__(self, lab: Lab, crew: Crew, monitoring: Monitoring):
        self._lab = lab
        self._crew = crew
        self._monitoring = monitoring
        self._lock = threading.Lock()
        self._down: list[Link] = []
        self._routed = self._routes([])

    def cut(self, link: Link) -> None:
        """Takes a link between routers down at both ends."""
        with self._lock:
            self._down.append(link)
            self._each([(end.node, ["ip", "link", "set", end.name, "down"]) for end in (link.a, link.b)])
            self._monitoring.report(self._down)
            self._crew.pause(CONVERGENCE_SECONDS)
            self._route()

    def restore(self, link: Link) -> None:
        """Puts a link back."""
        with self._lock:
            self._down.remove(link)
            for end in (link.a, link.b):
                self._lab.host(end.node).restore(end)
            # The kernel has dropped the routes over it for good.
            for end in (link.a, link.b):
                self._routed[end.node] = []
            self._route()
            self._monitoring.report(self._down)

    def cut_host(self, host: str, down: bool) -> None:
        """Takes the router's port to a host down or up; nobody is told: it is short."""
        port = self._lab.fabric.attachment(host)
        node = self._lab.host(port.node)
        if down:
            self._each([(port.node, ["ip", "link", "set", port.name, "down"])])
        else:
            node.restore(port)

    def _routes(self, down: list[Link]) -> dict[str, list[str]]:
        fabric = self._lab.fabric.without(*down)
        return {router: [route_line(route) for version in VERSIONS for route in fabric.routes(router, version)]
                for router in fabric.routers}

    def _route(self) -> None:
        """Gives every router the routes of the network that is left."""
        wanted, processes = self._routes(self._down), []
        for router, lines in wanted.items():
            batch = [line for line in lines if line not in self._routed[router]]
            if batch:
                process = self._lab.host(router).popen(["ip", "-batch", "-"], stdin=PIPE, stderr=PIPE)
                process.stdin.write("".join(line + "\n" for line in batch).encode())
                process.stdin.close()
                processes.append(process)
        self._routed = wanted
        self._await(processes)

    def _each(self, commands: list[tuple[str, list[str]]]) -> None:
        self._await([self._lab.host(node).popen(words, stderr=PIPE) for node, words in commands])

    @staticmethod
    def _await(processes: list[Popen]) -> None:
        for process in processes:
            error = process.stderr.read().decode(errors="replace").strip()
            if process.wait():
                raise LabError(f"{' '.join(process.args)}: {error}")
