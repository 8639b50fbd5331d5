# SPDX-License-Identifier: Apache-2.0
"""A server that plays ONOS for the page: the page's own files, the stream and the little REST that it uses.

It stands in for a node with far more agents than a lab can run. The page cannot tell the difference: paths and JSON are
those of the application.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from .generated import Connections, FatTree, traffic

PAGE = "/onos/mptcp/ui/"
REST = "/onos/mptcp/v1/"
KINDS = {".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
# The application's own: what does not work under it has to fail here as well.
POLICY = ("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
          "base-uri 'none'; form-action 'none'; frame-ancestors 'self'")
BLOCK = 500
# Of so many connections one ends and one begins in a second.
RENEWED = 400
PLANNER = {"maxSubflows": 8, "minSubflows": 1, "candidatePorts": 6, "sourcePorts": "12000-31999", "gainThreshold": 0.02,
           "demoteInitial": False, "dataDirection": "auto", "openAfterBytes": 0, "openAfterMillis": 0,
           "telemetryIntervalMillis": 1000, "maxMovesPerSecond": 100,
           "rules": [{"ports": "443", "maxSubflows": 4, "minSubflows": 1, "candidatePorts": 6,
                      "sourcePorts": "12000-31999", "gainThreshold": 0.02, "demoteInitial": False,
                      "dataDirection": "auto"}]}


@dataclass
class Scene:
    """What is played."""

    fabric: FatTree
    connections: Connections
    seconds_between: float = 1.0
    share: int = 5
    """Each so many-th link has new traffic in each message."""
    renew: bool = True
    """Whether connections begin and end."""

    def opening(self) -> Iterator[tuple[str, dict]]:
        """Everything, as a new client gets it."""
        yield "begin", {}
        yield "topology", self.fabric.topology()
        links = traffic(self.fabric, 1, 1)
        yield "traffic", {"revision": 1, "links": next(links)}
        yield "agents", {"changed": self.fabric.agents(len(self.connections.known)), "gone": []}
        known = list(self.connections.known.values())
        for first in range(0, len(known), BLOCK):
            yield "connections", {"changed": known[first:first + BLOCK], "rates": [], "gone": []}
        yield "policy", PLANNER
        yield "problems", {"problems": [{"about": "FABRIC", "problem": "agg0-1/3: no rate is known"}]}
        yield "ready", {}

    def changes(self) -> Iterator[list[tuple[str, dict]]]:
        """What a second brings, without end: traffic, all rates, some connections."""
        links = traffic(self.fabric, 2, self.share)
        renewed = len(self.connections.known) // RENEWED if self.renew else 0
        while True:
            gone = [self.connections.end() for _ in range(renewed)]
            begun = [self.connections.begin() for _ in range(renewed)]
            yield [("traffic", {"revision": 1, "links": next(links)}),
                   ("connections", {"changed": begun, "rates": self.connections.rates(), "gone": gone})]

    def connection(self, path: str) -> dict | None:
        """One connection, as REST answers; None for any other path."""
        words = [unquote(word) for word in path.split("/")]
        known = words[0] == "connections" and len(words) == 3
        return self.connections.full("/".join(words[1:])) if known else None

    def what_if(self, flow: dict) -> dict | None:
        """A plan onto four paths, as REST answers; None if a host is not known."""
        found = [next((end for end in self.fabric.ends if flow.get(key) in end["addresses"]), None)
                 for key in ("source", "destination")]
        if None in found:
            return None
        paths = [(self.fabric.path(*found, way), self.fabric.path(*found[::-1], way)) for way in range(4)]
        out, back = ({"complete": True, "path": path, "problem": ""} for path in paths[0])
        return {**flow, "outbound": out, "inbound": back, "agent": found[0]["agent"], "obstacle": "", "modelled": True,
                "planned": [{"state": "ASKED", "sourcePort": 0, "outboundPath": out, "inboundPath": back, "detail": "",
                             "backup": False, "sourcePorts": [12_000 + i, 12_100 + i]}
                            for i, (out, back) in enumerate(paths[1:])],
                "reasons": ["the host's link is full with 4 subflows"], "pathCount": 4,
                "paths": [{"path": out, "residualBps": 1_000_000_000, "bottleneck": "", "subflows": 1,
                           "verdict": "taken"} for out, _ in paths]}


class PlayedOnos(ThreadingHTTPServer):
    """Serves on a free port of 127.0.0.1 in threads of its own until it is closed."""

    daemon_threads = True

    def __init__(self, pages: Path, scene: Scene, tests: Path | None = None):
        """Serves the page's files, and those of its unit tests, as tests/, if they are given."""
        super().__init__(("127.0.0.1", 0), Handler)
        self.pages = pages
        self.tests = tests
        self.scene = scene
        self.ended = threading.Event()
        # One browser at a time: with a new stream the one before ends, or both would change the scene.
        self.turn = threading.Lock()
        self.streams = 0

    def __enter__(self) -> PlayedOnos:
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_problem: object) -> None:
        self.ended.set()
        self.shutdown()
        self.server_close()

    def handle_error(self, *_request: object) -> None:
        """A browser that goes away in the middle of an answer is no error."""

    @property
    def url(self) -> str:
        """Where the page is."""
        return f"http://127.0.0.1:{self.server_address[1]}{PAGE}"


class Handler(BaseHTTPRequestHandler):
    """One request."""

    server: PlayedOnos
    protocol_version = "HTTP/1.1"

    def log_message(self, *_arguments: object) -> None:
        """Says nothing."""

    def do_GET(self) -> None:
        """The page, the stream or a connection."""
        path = urlsplit(self.path).path
        if path == PAGE + "stream":
            self._stream()
        elif path.startswith(PAGE):
            self._file(path[len(PAGE):] or "index.html")
        else:
            self._answer(self.server.scene.connection(path[len(REST):]))

    def do_POST(self) -> None:
        """What if."""
        flow = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self._answer(self.server.scene.what_if(flow) if self.path == REST + "whatif" else None)

    def _answer(self, found: dict | None) -> None:
        content = json.dumps(found or {"code": 404, "message": "there is no such thing here"}).encode()
        self._send(200 if found else 404, "application/json", content)

    def _file(self, name: str) -> None:
        folder = self.server.pages
        if self.server.tests and name.startswith("tests/"):
            folder, name = self.server.tests, name.removeprefix("tests/")
        path = (folder / name).resolve()
        if not path.is_relative_to(folder.resolve()) or not path.is_file():
            self._send(404, "text/plain", b"not found")
            return
        self._send(200, f"{KINDS.get(path.suffix, 'application/octet-stream')}; charset=utf-8", path.read_bytes())

    def _send(self, status: int, kind: str, content: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(content)

    def _stream(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        server = self.server
        with server.turn:
            server.streams += 1
            mine = server.streams
            opening = list(server.scene.opening())
        self._tell(opening)
        changes = server.scene.changes()
        while not server.ended.wait(server.scene.seconds_between):
            with server.turn:
                if server.streams != mine:
                    return
                news = next(changes)
            self._tell(news)

    def _tell(self, messages) -> None:
        for kind, message in messages:
            text = json.dumps(message, separators=(",", ":"))
            self.wfile.write(f"event: {kind}\ndata: {text}\n\n".encode())
        self.wfile.flush()
