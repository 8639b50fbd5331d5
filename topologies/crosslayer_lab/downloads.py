# SPDX-License-Identifier: Apache-2.0
"""HTTP downloads in the lab, over TCP or Multipath TCP."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from .errors import LabError
from .lab import ROOT, Lab
from .processes import LabProcess
from .waiting import wait_for

PORT = 8000
SERVER_SECONDS = 20.0
LONGEST_SECONDS = 120


@contextmanager
def web_server(lab: Lab, host: str = "server") -> Iterator[None]:
    """A web server on a host, for the time of the context."""
    server = LabProcess("web server", [sys.executable, "-m", "crosslayer_lab.http_server", str(PORT)],
                        lab.run_directory / f"{host}.web-server.log", lab.host(host),
                        {"PYTHONPATH": str(ROOT / "topologies")})
    try:
        wait_for("web server listening", lambda: server.logged("serving"), SERVER_SECONDS)
        yield
    finally:
        server.stop()


def download(lab: Lab, size: int, mptcp: bool, version: int = 4, options: tuple[str, ...] = (),
             client: str = "client", server: str = "server") -> float:
    """The client downloads `size` bytes from the server by curl; seconds, as curl measures them."""
    address = lab.addresses(server)[0 if version == 4 else 1]
    url = f"http://{address if version == 4 else f'[{address}]'}:{PORT}/{size}"
    command = ["curl", "-sS", "--globoff", "--noproxy", "*", "--max-time", str(LONGEST_SECONDS), "-o", "/dev/null",
               "-w", "%{time_total} %{size_download} %{http_code}", *options, url]
    # Debian's curl of 2023 has no --mptcp yet.
    seconds, received, status = lab.execute(client, *(["mptcpize", "run"] if mptcp else []), *command).split()
    if int(received) != size or status != "200":
        raise LabError(f"download of {url}: status {status}, {received} of {size} bytes")
    return float(seconds)
