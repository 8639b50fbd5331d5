# SPDX-License-Identifier: Apache-2.0
"""The two ends of a storm of connections.

    python3 -m crosslayer_lab.storm_traffic serve PORT
    python3 -m crosslayer_lab.storm_traffic open ADDRESS PORT SECONDS
    python3 -m crosslayer_lab.storm_traffic hold ADDRESS PORT COUNT

A first byte `q` asks the server to close at once (so no source port of the client stays in TIME_WAIT), another to keep
the connection until the client ends it. `open` prints how many it made; `hold` says `open` and keeps them until its
input ends.
"""

from __future__ import annotations

import resource
import selectors
import socket
import sys
import time

IPPROTO_MPTCP = 262
AT_A_TIME = 100


def serve(port: int) -> None:
    """Serves until it is ended."""
    selector = selectors.DefaultSelector()
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, IPPROTO_MPTCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("", port))
    listener.listen(4096)
    listener.setblocking(False)
    selector.register(listener, selectors.EVENT_READ, True)
    print("listening", flush=True)
    while True:
        for key, _ in selector.select():
            if key.data:
                accept(selector, key.fileobj)
            else:
                answer(selector, key.fileobj)


def accept(selector: selectors.BaseSelector, listener: socket.socket) -> None:
    """All that have come."""
    while True:
        try:
            connection, _ = listener.accept()
        except BlockingIOError:
            return
        connection.setblocking(False)
        selector.register(connection, selectors.EVENT_READ, False)


def answer(selector: selectors.BaseSelector, connection: socket.socket) -> None:
    """Closes if it is asked to, or if the other end has gone."""
    try:
        kept = connection.recv(1) == b"k"
    except OSError:
        kept = False
    if not kept:
        selector.unregister(connection)
        connection.close()


def connected(address: str, port: int) -> socket.socket:
    """A connection that is established."""
    connection = socket.socket(socket.AF_INET, socket.SOCK_STREAM, IPPROTO_MPTCP)
    connection.connect((address, port))
    return connection


def open_each(address: str, port: int, seconds: float) -> int:
    """Some at a time: with one after the other both ends would wait for each other most of the time."""
    made, deadline = 0, time.monotonic() + seconds
    while time.monotonic() < deadline:
        some = []
        for _ in range(AT_A_TIME):
            some.append(connected(address, port))
            some[-1].sendall(b"q")
        for connection in some:
            connection.recv(1)
            connection.close()
        made += AT_A_TIME
    return made


def hold_all(address: str, port: int, count: int) -> list[socket.socket]:
    """All at a time."""
    held = []
    for _ in range(count):
        connection = connected(address, port)
        connection.sendall(b"k")
        held.append(connection)
    return held


def main(words: list[str]) -> None:
    """See the module's text."""
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    if words[0] == "serve":
        serve(int(words[1]))
    elif words[0] == "open":
        print(open_each(words[1], int(words[2]), float(words[3])))
    else:
        held = hold_all(words[1], int(words[2]), int(words[3]))
        print("open", flush=True)
        sys.stdin.read()
        for connection in held:
            connection.close()


if __name__ == "__main__":
    main(sys.argv[1:])
