# SPDX-License-Identifier: Apache-2.0
"""Opens Multipath TCP connections one after the other, each idle for a while.

    python3 -m crosslayer_lab.idle_connections ADDRESS PORT COUNT MILLISECONDS

The server must wait for the client, as a web server does for the rest of an unfinished request.
"""

from __future__ import annotations

import select
import socket
import sys
from pathlib import Path

from .downloads import PORT
from .http_server import IPPROTO_MPTCP
from .lab import Lab

TOPOLOGIES = Path(__file__).resolve().parents[1]


def open_connections(lab: Lab, count: int, milliseconds: int, version: int = 4) -> None:
    """Runs this module on the lab's client, towards its web server."""
    lab.execute("client", "env", f"PYTHONPATH={TOPOLOGIES}", sys.executable, "-m", __name__,
                lab.addresses("server")[0 if version == 4 else 1], str(PORT), str(count), str(milliseconds))


def main(arguments: list[str]) -> None:
    """See the module's text."""
    address, port, count, milliseconds = arguments[0], *map(int, arguments[1:])
    for _ in range(count):
        hold(address, port, milliseconds / 1000)


def hold(address: str, port: int, seconds: float) -> None:
    """One connection; it ends after so many seconds, or earlier if the server ends it."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM, IPPROTO_MPTCP) as connection:
        connection.connect((address, port))
        # The kernel opens subflows only once data has confirmed the connection.
        connection.sendall(b"GET /1 HTTP/1.1\r\n")
        select.select([connection], [], [], seconds)


if __name__ == "__main__":
    main(sys.argv[1:])
