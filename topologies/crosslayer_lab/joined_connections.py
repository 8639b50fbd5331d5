# SPDX-License-Identifier: Apache-2.0
"""Opens Multipath TCP connections one after the other, each until its further subflows have joined.

    python3 -m crosslayer_lab.joined_connections ADDRESS PORT COUNT SUBFLOWS MILLISECONDS PAUSE

A connection ends when the kernel has SUBFLOWS of it beside the initial one, or after MILLISECONDS without; the
next one begins PAUSE milliseconds later.
The server must wait for the client, as a web server does for the rest of an unfinished request.
"""

from __future__ import annotations

import select
import socket
import sys
import time
from pathlib import Path

from .downloads import PORT
from .http_server import IPPROTO_MPTCP
from .lab import Lab

TOPOLOGIES = Path(__file__).resolve().parents[1]
# getsockopt(2) of linux/mptcp.h; the first byte of struct mptcp_info is the number of further subflows.
SOL_MPTCP = 284
MPTCP_INFO = 1
POLL_SECONDS = 0.002


def open_connections(lab: Lab, count: int, subflows: int, milliseconds: int = 5000, version: int = 4,
                     pause: int = 0, client: str = "client", server: str = "server") -> None:
    """Runs this module on a host of the lab, towards the web server of another."""
    lab.execute(client, "env", f"PYTHONPATH={TOPOLOGIES}", sys.executable, "-m", __name__,
                lab.addresses(server)[0 if version == 4 else 1], str(PORT), str(count), str(subflows),
                str(milliseconds), str(pause))


def main(arguments: list[str]) -> None:
    """See the module's text."""
    address, port, count, subflows, milliseconds, pause = arguments[0], *map(int, arguments[1:])
    for _ in range(count):
        hold(address, port, subflows, milliseconds / 1000)
        # No waiting for anything: this is the rate of the load.
        time.sleep(pause / 1000)


def hold(address: str, port: int, subflows: int, seconds: float) -> None:
    """One connection."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM, IPPROTO_MPTCP) as connection:
        connection.connect((address, port))
        # The kernel opens subflows only once data has confirmed the connection.
        connection.sendall(b"GET /1 HTTP/1.1\r\n")
        deadline = time.monotonic() + seconds
        while connection.getsockopt(SOL_MPTCP, MPTCP_INFO, 64)[0] < subflows and time.monotonic() < deadline:
            if select.select([connection], [], [], POLL_SECONDS)[0]:
                raise ConnectionError(f"{address} port {port} has ended the connection")


if __name__ == "__main__":
    main(sys.argv[1:])
