# SPDX-License-Identifier: Apache-2.0
"""A server of Multipath TCP, on IPv4 and IPv6, that accepts connections and takes as little of the processor as it can.

    python3 -m crosslayer_lab.idle_server PORT

In the lab the server shares the machine's cores with ONOS and the agents; a real one does not. Where it is measured how
long those take, it must not work at the same moment: it looks every 5 ms for connections that have come, and for those
that their clients have ended, which it ends too.
"""

from __future__ import annotations

import select
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from .downloads import PORT, SERVER_SECONDS
from .http_server import IPPROTO_MPTCP
from .lab import ROOT, Lab
from .processes import LabProcess
from .waiting import wait_for

PERIOD_SECONDS = 0.005
MOST_READ = 1 << 16


@contextmanager
def idle_server(lab: Lab, host: str = "server") -> Iterator[None]:
    """Runs this module on a host of the lab."""
    server = LabProcess("idle server", [sys.executable, "-m", __name__, str(PORT)],
                        lab.run_directory / f"{host}.idle-server.log", lab.host(host),
                        {"PYTHONPATH": str(ROOT / "topologies")})
    try:
        wait_for("idle server listening", lambda: server.logged("listening"), SERVER_SECONDS)
        yield
    finally:
        server.stop()


def main(arguments: list[str]) -> None:
    """See the module's text."""
    with socket.socket(socket.AF_INET6, socket.SOCK_STREAM, IPPROTO_MPTCP) as listener:
        listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("::", int(arguments[0])))
        listener.listen(1024)
        listener.setblocking(False)
        print("listening", flush=True)
        connections: list[socket.socket] = []
        while True:
            time.sleep(PERIOD_SECONDS)
            connections = _open(connections + _accepted(listener))


def _accepted(listener: socket.socket) -> list[socket.socket]:
    """The connections that have come since the last call."""
    accepted = []
    try:
        while True:
            accepted.append(listener.accept()[0])
    except BlockingIOError:
        return accepted


def _open(connections: list[socket.socket]) -> list[socket.socket]:
    """Those that go on; the others are closed."""
    poll = select.poll()
    for connection in connections:
        poll.register(connection, select.POLLRDHUP)
    ended = {descriptor for descriptor, _ in poll.poll(0)}
    for connection in connections:
        if connection.fileno() in ended:
            # With something unread this would be a reset.
            connection.recv(MOST_READ)
            connection.close()
    return [connection for connection in connections if connection.fileno() >= 0]


if __name__ == "__main__":
    main(sys.argv[1:])
